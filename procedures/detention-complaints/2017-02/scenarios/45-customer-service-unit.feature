Feature: When a complaint reaches the customer service unit

  Paragraph 45: translation, urgent matters that were overlooked, the referral of serious misconduct, and the board's copy.

  @DSO-45a @DSO-46c @X-20 @DSO-26b
  Scenario: Translation within 48 hours, and five working days in all
    Given a complaint received on 2017-03-10 at 08:00 through "find"
      | needs-translation | yes |
      | language          | Tamil |
    When the home-office-centre-team does "scan" on 2017-03-10 at 10:00
    Then "translate" is due on 2017-03-12 at 10:00
    And "hand-over" is due on 2017-03-17
    And "send-to-hub" is not owed
    And "pass-on" is not owed
    And "pass-on-translated" is not owed
    And the customer-service-unit may not "send-to-hub" because "Translated"
    When the customer-service-unit does "translate" on 2017-03-12 at 09:00 with:
      | statement | My medicine was taken away. |
    Then "translate" was met on time
    And "pass-on-translated" is due on 2017-03-13
    When the customer-service-unit does "send-to-hub" on 2017-03-13
    Then "pass-on-translated" was met on time
    And "log" is due on 2017-03-15

  @DSO-45a
  Scenario: A complaint in English needs no translation
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    Then "translate" is not owed
    And the customer-service-unit may not "translate"

  @DSO-36a @DSO-46a @DSO-46c @DSO-32b
  Scenario: A complaint that comes by post starts with the unit
    Given a complaint received on 2017-03-07 at 09:00 by the customer-service-unit through "receive"
      | channel       | post                               |
      | received      | 2017-03-06                         |
      | urgent        | yes                                |
      | urgent-matter | He has not eaten for three days.   |
    Then the stage is "with-unit"
    And the notice "urgent" was sent to the duty-manager
    And "act-on-urgent" is due on 2017-03-07 at 09:00
    And "scan" is not owed
    And "send-to-hub" is due on 2017-03-07
    And "pass-on" is due on 2017-03-08
    And "hand-over" is due on 2017-03-10
    And the home-office-centre-team does not see the case

  @DSO-36j @X-02
  Scenario: A complaint that another part of the Home Office had first
    Given a complaint received on 2017-03-13 at 09:00 by the customer-service-unit through "receive"
      | channel  | other-office       |
      | category | serious-misconduct |
      | received | 2017-03-06         |
    Then "respond-serious" is due on 2017-05-29

  @DSO-45j
  Scenario: The unit refers what was overlooked
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | urgent | no |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "refer-urgent" on 2017-03-06 at 11:20 with:
      | urgent        | yes                          |
      | urgent-matter | He is bullied by a roommate. |
    Then the notice "urgent" was sent to the duty-manager
    And "act-on-urgent" is due on 2017-03-06 at 11:20
    When nothing happens until 2017-03-06 at 11:21
    Then "act-on-urgent" is overdue
    When the duty-manager does "act-on-urgent" on 2017-03-06 at 11:45
    And the customer-service-unit does "send-to-hub" on 2017-03-06 with:
      | urgent-checked | passed-on |
    Then "urgent-checked" is "passed-on"
    And "act-on-urgent" is not owed

  @DSO-45k
  Scenario: An urgent matter about somebody who is not in detention
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "refer-urgent-elsewhere" on 2017-03-06 at 11:30 with:
      | other-body | Children's services in Leeds: a child at home may be in danger. |
    Then the notice "urgent" was not sent
    And "other-body" is "Children's services in Leeds: a child at home may be in danger."

  @DSO-45l @DSO-46e @X-36 @X-37 @DSO-6c
  Scenario: Serious misconduct is referred, and those around it learn only that it exists
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | serious-misconduct |
      | setting  | removal-centre     |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    Then the notice "referral" was sent to the central-referral-team
    And the notice "case-owner" was sent to the immigration-case-owner
    And the notice "serious-at-centre" was sent to the centre-manager
    And the notice "serious-under-escort" was not sent
    And the immigration-case-owner does not see the case
    And the centre-manager does not see the case
    And the central-referral-team does not see the case
    And the centre-supplier does not see the case

  @DSO-46e
  Scenario: Serious misconduct in a holding facility is told to the escort supplier
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | serious-misconduct |
      | setting  | holding            |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    Then the notice "serious-under-escort" was sent to the escort-supplier
    And the notice "serious-at-centre" was not sent
    And the escort-supplier does not see the case

  @DSO-45m @DSO-46f @X-07 @X-08
  Scenario: The board gets a copy once the complaint is logged
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    Then the monitoring-board does not see the case
    When the allocation-hub does "log" on 2017-03-08
    Then the notice "board-copy" was sent to the monitoring-board
    And the monitoring-board sees "statement"
    When the customer-service-unit does "allocate" on 2017-03-08
    Then the notice "board-dates" was sent to the monitoring-board
    And the monitoring-board sees "allocated-on"
    And the monitoring-board sees "respond.due"
    And the monitoring-board does not see "officers"
    And the monitoring-board does not see "documents"

  @DSO-45m @DSO-46f @X-08
  Scenario: The person asked that the board is not told
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | board-withheld | yes |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    Then the notice "board-copy" was not sent
    When the customer-service-unit does "allocate" on 2017-03-08
    Then the notice "board-dates" was sent to the monitoring-board
    And the monitoring-board sees "allocated-on"
    And the monitoring-board sees "respond.due"
    And the monitoring-board does not see "statement"
    And the monitoring-board does not see "complainant-name"
    And the monitoring-board does not see "category"
    And the monitoring-board does not see "place"
