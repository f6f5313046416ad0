Feature: When the box is emptied

  Paragraph 44: six hours to scan, urgent matters at once, the local board's copy and the original.

  @DSO-44e
  Scenario: Six hours to scan, and not a minute more
    Given a complaint received on 2017-03-06 at 20:00 through "find"
    Then "scan" is due on 2017-03-07 at 02:00
    When nothing happens until 2017-03-07 at 02:01
    Then "scan" is overdue
    When the home-office-centre-team does "scan" on 2017-03-07 at 07:00
    Then "scan" was met late

  @DSO-44e @X-05
  Scenario: Six hours pass through the change of the clocks
    Given a complaint received on 2017-03-25 at 22:00 through "find"
    Then "scan" is due on 2017-03-26 at 05:00

  @DSO-44c @DSO-44f @X-07
  Scenario: The scan goes to the unit, with the board's copy and the original accounted for
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00 with:
      | board-copied   | yes                         |
      | original-filed | Complaints office, file 12  |
    Then the notice "scanned" was sent to the customer-service-unit
    And the stage is "with-unit"
    And "board-copied" is "yes"
    And "original-filed" is "Complaints office, file 12"
    And "found-on" is "2017-03-06"

  @DSO-44f
  Scenario: Nobody is asked about the local board's copy when the board is not to be told
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | board-withheld | yes |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    Then "board-copied" is not known

  @DSO-44d
  Scenario: The duty manager is told of urgent matters at once, and of nothing else
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | urgent        | yes                                           |
      | urgent-matter | He says that he will harm himself tonight.    |
      | statement     | My bag was lost and I will harm myself tonight. |
    Then the notice "urgent" was sent to the duty-manager
    And "act-on-urgent" is due on 2017-03-06 at 09:30
    And "act-on-urgent" is owed by the duty-manager
    And the duty-manager sees "urgent-matter"
    And the duty-manager does not see "statement"
    And the duty-manager does not see "documents"
    When the duty-manager does "act-on-urgent" on 2017-03-06 at 09:40
    Then "act-on-urgent" is not owed

  @DSO-44d
  Scenario: What is not urgent does not reach the duty manager
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    Then the notice "urgent" was not sent
    And "act-on-urgent" is not owed
    And the duty-manager does not see the case
    And the duty-manager may not "act-on-urgent"

  @DSO-44d
  Scenario: What the team notices only afterwards
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "refer-urgent-at-centre" on 2017-03-06 at 10:10 with:
      | urgent        | yes                                   |
      | urgent-matter | The last page says that he is beaten. |
    Then the notice "urgent" was sent to the duty-manager
    And "act-on-urgent" is due on 2017-03-06 at 10:10
    And the duty-manager sees "urgent-matter"
    When the duty-manager does "act-on-urgent" on 2017-03-06 at 10:20
    Then "act-on-urgent" is not owed

  @DSO-44i @DSO-36h
  Scenario: A complaint about escorts that lay in a centre's box
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | setting | removal-centre |
      | escort  | yes            |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    Then "respond" is owed by the escort-supplier
    And the escort-supplier sees "statement"
    And the centre-supplier does not see the case

  @DSO-44e
  Scenario: The team that emptied the box sees what it recorded
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | officers | Sam Doyle |
    Then the home-office-centre-team sees "statement"
    And the home-office-centre-team sees "complainant-name"
    And the home-office-centre-team does not see "officers"
    And the home-office-centre-team does not see "outcome"
    And the home-office-centre-team does not see "letter.response"
    And the home-office-centre-team does not see "documents"
