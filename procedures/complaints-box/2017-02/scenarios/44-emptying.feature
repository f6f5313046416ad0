Feature: Emptying the box

  Paragraph 44: every day of the week, logged, with the forms looked after, and with an arrangement when nobody of the Home Office is there.

  @DSO-44b @DSO-44c
  Scenario: The log says how many forms were found, and each becomes a complaint
    Given a box log received on 2017-03-06 at 09:00
      | box-location | East wing |
    Then "empty" is owed by the home-office-centre-team
    And "empty" is due on 2017-03-07
    When the home-office-centre-team does "empty" on 2017-03-06 at 10:00 with:
      | forms-found    | 3   |
      | forms-in-stock | yes |
    Then "empty" opened 3 "detention-complaints"
    And "forms-found" is "3"
    And "empty" is due on 2017-03-07
    And "empty-in-a-day" is due on 2017-03-07 at 10:00
    And the customer-service-unit sees "forms-found"
    And the customer-service-unit sees "step.empty"
    And the centre-supplier does not see "forms-found"
    And the centre-supplier does not see "step.empty"

  @DSO-44c
  Scenario: An empty box is logged too
    Given a box log received on 2017-03-06 at 09:00
    When the home-office-centre-team does "empty" on 2017-03-06 at 10:00 with:
      | forms-found    | 0   |
      | forms-in-stock | yes |
    Then "empty" opened 0 "detention-complaints"
    And "forms-found" is "0"
    And "empty" was met on time

  @DSO-44b @X-05
  Scenario: A weekend and a bank holiday are days like any other
    Given a box log received on 2017-04-14 at 09:00
    When the home-office-centre-team does "empty" on 2017-04-14 at 10:00
    Then "empty" is due on 2017-04-15
    When the home-office-centre-team does "empty" on 2017-04-15 at 10:00
    Then "empty" is due on 2017-04-16
    When nothing happens until 2017-04-17 at 00:01
    Then "empty" is overdue
    When the home-office-centre-team does "empty" on 2017-04-17 at 08:00
    Then "empty" is due on 2017-04-18
    And "empty" is not overdue

  @DSO-44b
  Scenario: The reminder shows after 24 hours, the breach only after the day
    Given a box log received on 2017-03-06 at 09:00
    When the home-office-centre-team does "empty" on 2017-03-06 at 10:00
    And nothing happens until 2017-03-07 at 10:01
    Then "empty-in-a-day" is overdue
    And "empty" is not overdue
    When nothing happens until 2017-03-08 at 00:01
    Then "empty" is overdue

  @DSO-44a @DSO-25a
  Scenario: When the forms run low, new ones are put there
    Given a box log received on 2017-03-06 at 09:00
    When the home-office-centre-team does "empty" on 2017-03-06 at 10:00 with:
      | forms-in-stock | no |
    Then "restock" is due on 2017-03-07
    And "restock" is owed by the home-office-centre-team
    And "restock" is owed by the centre-supplier
    When the centre-supplier does "restock" on 2017-03-06 at 13:00 with:
      | restocked-with | Twenty each in English, Urdu and Arabic |
      | forms-in-stock | yes                                     |
    Then "restock" is not owed
    And "forms-in-stock" is "yes"

  @DSO-44a
  Scenario: While there are enough forms, nothing is owed
    Given a box log received on 2017-03-06 at 09:00
    When the home-office-centre-team does "empty" on 2017-03-06 at 10:00 with:
      | forms-in-stock | yes |
    Then "restock" is not owed

  @DSO-44b
  Scenario: When nobody of the Home Office is there, the person arranged for empties the box and logs it
    Given a box log received on 2017-03-06 at 09:00
    When the home-office-centre-team does "empty" on 2017-03-06 at 10:00
    And the home-office-centre-team does "arrange-cover" on 2017-03-06 at 16:00 with:
      | cover-needed | yes                           |
      | cover        | Ada Bright                    |
      | cover-why    | Nobody on site until Thursday |
    Then the notice "cover" was sent
    And "empty-in-place" is due on 2017-03-07
    And "Ada Bright" sees "empty-in-place.due"
    And "Ada Bright" does not see "form-holder"
    When "Ada Bright" does "empty-in-place" on 2017-03-07 at 11:00
      | forms-found    | 1   |
      | forms-in-stock | yes |
    Then "empty-in-place" opened 1 "detention-complaints"
    And "empty" is due on 2017-03-08
    When the home-office-centre-team does "arrange-cover" on 2017-03-09 at 09:00 with:
      | cover-needed | no |
    Then "empty-in-place" is not owed
    And "Ada Bright" does not see the case

  @X-34
  Scenario: The log knows counts and times, and nothing of what is in a form
    Given a box log received on 2017-03-06 at 09:00
      | box-location | East wing |
      | box-marked   | yes       |
    When the home-office-centre-team does "empty" on 2017-03-06 at 10:00 with:
      | forms-found    | 2   |
      | forms-in-stock | yes |
    Then nothing is recorded but "place", "setting", "nation", "box-location", "box-marked", "forms-found", "forms-in-stock"

  @DSO-44b
  Scenario: A box is emptied a last time when it is taken out of use
    Given a box log received on 2017-03-06 at 09:00
    When the home-office-centre-team does "retire" on 2017-03-06 at 11:00 with:
      | forms-found | 2                  |
      | retired-why | The wing is closed |
    Then the stage is "retired"
    And "retire" opened 2 "detention-complaints"
    And "empty" is not owed
