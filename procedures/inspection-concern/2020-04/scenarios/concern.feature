Feature: A concern about an inspection

  Background:
    Given a concern received on 2020-06-01 by the enquiries-team through "raise"
      | complainant      | Riverside Centre  |
      | concern          | The inspector was rude. |
      | raised-on        | 2020-06-01        |
      | raised-with      | Ann Lee           |
      | about-inspection | yes               |
      | inspection       | Leeds, June 2020  |
      | last-day         | 2020-07-10        |

  @HMIP-1.5 @HMIP-S1.1 @HMIP-S1.2
  Scenario: A concern is raised with the lead inspector, who settles it
    Then "raised-on" is "2020-06-01"
    And the notice "raised" was sent
    And "Ann Lee" sees "concern"
    And the lead-inspector does not see the case
    And the director-of-operations does not see the case
    When "Ann Lee" does "resolve" on 2020-06-02 with:
      | attempt | I apologised, and they accepted that. |
    Then the stage is "resolved"
    And "attempt" is "I apologised, and they accepted that."
    And "address" was met on time

  @HMIP-S1.3
  Scenario: It should be settled before the report is published
    Then "address" is due on 2020-07-10
    When nothing happens until 2020-07-11
    Then "address" is overdue
    And the enquiries-team may "change-last-day"
    When the enquiries-team does "change-last-day" on 2020-07-11 with:
      | last-day | 2020-07-24 |
    Then "address" is due on 2020-07-24
    And "address" is not overdue

  @HMIP-S1.4
  Scenario: What the lead inspector could not settle goes to the Head of Programme
    When "Ann Lee" does "leave-unresolved" on 2020-06-03 with:
      | attempt | We spoke; they want more. |
    Then the letter "not-resolved" contains "We spoke; they want more."
    And the letter "not-resolved" contains "Head of Programme"
    When the enquiries-team does "pass-to-head" on 2020-06-04 with:
      | head | Max Roe |
    Then the notice "passed-to-head" was sent
    And "consider" is due on 2020-07-10
    And "Max Roe" sees "attempt"
    When "Max Roe" does "resolve-by-head" on 2020-06-10 with:
      | head-conclusion | Another inspector takes over. |
    Then "consider" was met on time
    And the stage is "resolved"

  @HMIP-S1.4 @HMIP-S2.0 @X-44
  Scenario: When the Head of Programme cannot settle it, the letter gives the last day for a formal complaint
    When the enquiries-team does "pass-to-head" on 2020-06-04 with:
      | head | Max Roe |
    And "Max Roe" does "conclude-unresolved" on 2020-06-10 with:
      | head-conclusion | I see no lack of courtesy. |
    Then the letter "step-1-concluded" contains "I see no lack of courtesy."
    And the letter "step-1-concluded" contains "24 June 2020"
    And "formal-window" is due on 2020-06-24
    When the enquiries-team does "raise-formally" on 2020-06-22 with:
      | formal-received    | 2020-06-22                 |
      | step-1-ended       | 2020-06-10                 |
      | formal-statement   | The inspector was rude.    |
      | new-evidence-given | yes                        |
    Then "raise-formally" opened 1 "inspectorate-complaints"
    And the case opened knows "complainant" as "Riverside Centre"
    And the case opened knows "early-ended" as "2020-06-10"
    And the case opened knows "inspection" as "Leeds, June 2020"
    And the stage is "formal"
    And "formal-window" was met on time

  @HMIP-S2.0
  Scenario: Nobody has to wait for the end of step 1
    When the enquiries-team does "raise-formally" on 2020-06-02 with:
      | formal-received | 2020-06-02 |
      | step-1-ended    | 2020-06-02 |
    Then "raise-formally" opened 1 "inspectorate-complaints"
    And "address" is not owed

  @HMIP-S1.4
  Scenario: A concern that nobody takes further is closed
    When "Ann Lee" does "leave-unresolved" on 2020-06-03
    And the enquiries-team does "close-unresolved" on 2020-06-25
    Then the stage is "resolved"

  @HMIP-S1.4
  Scenario: The Head of Programme is somebody other than whoever it was raised with
    When the enquiries-team tries "pass-to-head" on 2020-06-04 and is refused because "Choose someone else"
      | head | Ann Lee |
    Then the stage is "raised"
