Feature: A service's part in an answer

  Paragraphs 2.9 and 2.18 of part 2.

  @LUT-2.9 @LUT-2.18
  Scenario: Whoever is asked owes their part by its date, and sees no more than what is asked
    Given a contribution received on 2017-05-10 through "open"
      | complaint   | LC/2017/7                 |
      | contributor | Kim Bell                  |
      | lead        | Jo Marsh                  |
      | request     | What did your service do? |
      | due         | 2017-05-17                |
    Then "contribute" is due on 2017-05-17
    And "Kim Bell" sees "request"
    And "Kim Bell" does not see "complaint"
    And "Jo Marsh" sees "complaint"
    When "Kim Bell" does "contribute" on 2017-05-16 with:
      | contribution | We repaired it on 2 May. |
    Then "contribute" was met on time
    And the stage is "given"
    And the notice "given" was sent

  @LUT-2.9
  Scenario: A part that does not come is overdue
    Given a contribution received on 2017-05-10 through "open"
      | contributor | Kim Bell   |
      | due         | 2017-05-17 |
    When nothing happens until 2017-05-18
    Then "contribute" is overdue

  @LUT-2.9
  Scenario: A part that is no longer needed is not owed
    Given a contribution received on 2017-05-10 through "open"
      | contributor | Kim Bell   |
      | lead        | Jo Marsh   |
      | due         | 2017-05-17 |
    When "Jo Marsh" does "withdraw" on 2017-05-12
    Then "contribute" is not owed
    And the stage is "withdrawn"
