Feature: People know how to complain

  Paragraphs 38, 43 and 44: the ombudsman is known from the first days, the Home Office makes sure, and inspectors can be shown.

  @DSO-38a
  Scenario: The supplier reports every month whether all who arrived were told of the ombudsman
    Given an assurance case received on 2017-03-06 at 09:00
      | setting | removal-centre |
    Then "report-induction" is due on 2017-04-06
    When the centre-supplier does "report-induction" on 2017-04-05 with:
      | arrived      | 120                   |
      | told         | 116                   |
      | all-told     | no                    |
      | not-told-why | Four arrived at night |
    Then "tell-the-rest" is due on 2017-04-07
    And "tell-the-rest" is owed by the centre-supplier
    And "report-induction" is due on 2017-05-05
    When the centre-supplier does "tell-the-rest" on 2017-04-06 with:
      | all-told | yes |
    Then "tell-the-rest" is not owed

  @DSO-38b
  Scenario: Posters and leaflets that are missing are put right
    Given an assurance case received on 2017-03-06
      | setting | holding |
    When the escort-supplier does "check" on 2017-03-08 with:
      | racks      | yes                    |
      | easy-forms | yes                    |
      | help       | yes                    |
      | posters    | no                     |
      | leaflets   | yes                    |
      | gap-what   | No poster in room 2    |
    Then "put-right" is owed by the escort-supplier
    And "gap-what" is "No poster in room 2"
    And the monitoring-board sees "posters"

  @DSO-44
  Scenario: The Home Office makes sure every month, and the supplier answers a concern
    Given an assurance case received on 2017-03-06 at 09:00
      | setting | removal-centre |
    Then "assure" is due on 2017-04-06
    And "assure" is owed by the home-office-centre-team
    When the home-office-centre-team does "assure" on 2017-03-15 with:
      | processes   | yes                             |
      | people-know | no                              |
      | assured-how | Asked ten people; six knew      |
    Then the notice "concern" was sent to the centre-supplier
    And the notice "concern" was sent to the customer-service-unit
    And "answer-concern" is due on 2017-03-22
    And "assure" is due on 2017-04-15
    When the centre-supplier does "answer-concern" on 2017-03-17 with:
      | concern-answer | A talk on each wing this week |
    Then "answer-concern" was met on time

  @DSO-44
  Scenario: While all is well, nothing goes to the supplier
    Given an assurance case received on 2017-03-06
    When the home-office-centre-team does "assure" on 2017-03-15 with:
      | processes   | yes |
      | people-know | yes |
    Then the notice "concern" was not sent
    And "answer-concern" is not owed

  @DSO-43a @DSO-43b
  Scenario: Evidence for the inspectors is collected before they come
    Given an assurance case received on 2017-03-06
    When the customer-service-unit does "announce-inspection" on 2017-03-06 with:
      | inspection-on | 2017-05-15 |
    Then "collect-evidence" is due on 2017-05-15
    And "collect-evidence" is owed by the home-office-centre-team
    When the home-office-centre-team does "collect-evidence" on 2017-05-10 with:
      | confidence-evidence | 94 of 100 answers in time; forms in 12 languages |
      | safety-evidence     | One allegation of reprisal, not substantiated    |
    Then "collect-evidence" was met on time
    And the centre-supplier does not see "safety-evidence"

  @DSO-44
  Scenario: What recurs ends with the place
    Given an assurance case received on 2017-03-06
    When the customer-service-unit does "end" on 2017-03-31 with:
      | ended-why | The centre closed |
    Then the stage is "ended"
    And "check" is not owed
    And "assure" is not owed
