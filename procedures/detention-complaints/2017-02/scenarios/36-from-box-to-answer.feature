Feature: From the box to the answer

  Paragraphs 35, 36 and 40: logging, allocation, who answers, by when, and who checks the answer.

  @DSO-36a @DSO-36b @DSO-36c @DSO-36d @DSO-36e @DSO-36f @DSO-44e @DSO-46a @DSO-46c @DSO-46d @X-01 @X-03 @DSO-1b @X-67
  Scenario: A service complaint in a removal centre
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | service-delivery |
      | setting  | removal-centre   |
      | nation   | england          |
    Then the stage is "found"
    And "scan" is due on 2017-03-06 at 15:30
    And "scan" is owed by the home-office-centre-team
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    Then "scan" was met on time
    And "send-to-hub" is due on 2017-03-06
    And "pass-on" is due on 2017-03-07
    And "hand-over" is due on 2017-03-09
    When the customer-service-unit does "send-to-hub" on 2017-03-06
    Then "send-to-hub" was met on time
    And "pass-on" was met on time
    And "log" is due on 2017-03-08
    And "log" is owed by the allocation-hub
    When the allocation-hub does "log" on 2017-03-08 at 10:00
    Then "allocate" is due on 2017-03-08
    And the notice "logged" was sent to the customer-service-unit
    When the customer-service-unit does "allocate" on 2017-03-08
    Then the stage is "allocated"
    And "hand-over" was met on time
    And "responder" is "centre-supplier"
    And the notice "allocated" was sent to the centre-supplier
    And "acknowledge" is due on 2017-03-10
    And "acknowledge" is owed by the centre-supplier
    And "respond" is due on 2017-04-05
    And "respond" is owed by the centre-supplier
    And "respond-serious" is not owed
    And "pass-on-translated" is not owed
    And the notice "to-hub" was sent to the allocation-hub
    And the notice "referral" was not sent
    And the notice "case-owner" was not sent
    And the notice "serious-at-centre" was not sent

  @DSO-35a @DSO-36e @DSO-36f @DSO-48a @DSO-47a @X-27
  Scenario: The same complaint to its end
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08 at 10:00
    And the customer-service-unit does "allocate" on 2017-03-08
    And the centre-supplier does "assign" on 2017-03-09 with:
      | investigator | Jo Marsh                |
      | points       | Lost bag; Nobody phoned |
    When the centre-supplier does "acknowledge" on 2017-03-10
    Then "acknowledge" was met on time
    And the stage is "investigating"
    When the centre-supplier does "draft" on 2017-03-31 with:
      | findings | substantiated, not-substantiated |
    And the senior centre-supplier does "approve" on 2017-04-03
    And the centre-supplier does "respond" on 2017-04-05
    Then "respond" was met on time
    And "outcome" is "partially-substantiated"
    And the notice "serious-answered" was not sent
    And the notice "conclusion" was not sent
    And the lessons-learned may not "copy-wider"
    And "record-outcome" is due on 2017-04-07
    When the customer-service-unit does "record-outcome" on 2017-04-07
    Then "record-outcome" was met on time
    And the stage is "responded"
    And "close" is owed by the customer-service-unit
    When the customer-service-unit does "no-action-points" on 2017-04-10
    And the customer-service-unit does "close" on 2017-05-02
    Then the stage is "closed"
    And "close" is not owed

  @DSO-36f @DSO-36g @DSO-36h @DSO-36j @DSO-44i @DSO-46d @X-10 @DSO-D1
  Scenario Outline: Who answers follows from the kind of complaint and the place
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | <category> |
      | setting  | <setting>  |
      | escort   | <escort>   |
    Then "responder" is "<responder>"
    And "limit" is "<limit>"

    Examples:
      | category           | setting             | escort | responder              | limit           |
      | service-delivery   | removal-centre      | no     | centre-supplier        | 20 working days |
      | minor-misconduct   | removal-centre      | no     | centre-supplier        | 20 working days |
      | service-delivery   | pre-departure       | no     | centre-supplier        | 20 working days |
      | minor-misconduct   | pre-departure       | no     | centre-supplier        | 20 working days |
      | service-delivery   | removal-centre      | yes    | escort-supplier        | 20 working days |
      | minor-misconduct   | pre-departure       | yes    | escort-supplier        | 20 working days |
      | service-delivery   | holding             | no     | escort-supplier        | 20 working days |
      | minor-misconduct   | residential-holding | no     | escort-supplier        | 20 working days |
      | service-delivery   | escort              | yes    | escort-supplier        | 20 working days |
      | serious-misconduct | removal-centre      | no     | professional-standards | 12 weeks        |
      | serious-misconduct | residential-holding | no     | professional-standards | 12 weeks        |
      | serious-misconduct | escort              | yes    | professional-standards | 12 weeks        |

  @DSO-36j @DSO-49b @X-02 @X-22
  Scenario: Serious misconduct is counted from the day the Home Office received it
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | serious-misconduct |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08 at 10:00
    And the customer-service-unit does "allocate" on 2017-03-08
    Then "respond-serious" is due on 2017-05-29
    And "respond-serious" is owed by the professional-standards
    And "respond-after-allocation" is due on 2017-05-31
    And "acknowledge" is due on 2017-03-10
    And "acknowledge" is owed by the professional-standards
    And "respond" is not owed

  @DSO-36f @X-28
  Scenario Outline: The bank holidays of each nation are left out
    Given a complaint received on <allocated> at 08:00 through "find"
      | nation | <nation> |
    When the home-office-centre-team does "scan" on <allocated> at 09:00
    And the customer-service-unit does "send-to-hub" on <allocated> at 10:00
    And the allocation-hub does "log" on <allocated> at 11:00
    And the customer-service-unit does "allocate" on <allocated> at 12:00
    Then "respond" is due on <due>

    Examples: Saint Patrick's Day
      | nation           | allocated  | due        |
      | england          | 2017-03-15 | 2017-04-12 |
      | scotland         | 2017-03-15 | 2017-04-12 |
      | northern-ireland | 2017-03-15 | 2017-04-13 |

    Examples: Easter
      | nation           | allocated  | due        |
      | england          | 2017-04-07 | 2017-05-10 |
      | wales            | 2017-04-07 | 2017-05-10 |
      | scotland         | 2017-04-07 | 2017-05-09 |
      | northern-ireland | 2017-04-07 | 2017-05-10 |

    Examples: Summer
      | nation           | allocated  | due        |
      | england          | 2017-07-03 | 2017-07-31 |
      | northern-ireland | 2017-07-03 | 2017-08-01 |
      | england          | 2017-07-20 | 2017-08-17 |
      | scotland         | 2017-07-20 | 2017-08-18 |

  @DSO-36a @DSO-44e @DSO-46c @X-05 @X-29
  Scenario: What is scanned at a weekend is counted from the next working day
    Given a complaint received on 2017-03-11 at 10:00 through "find"
    Then "scan" is due on 2017-03-11 at 16:00
    When the home-office-centre-team does "scan" on 2017-03-11 at 11:00
    Then "pass-on" is due on 2017-03-13
    And "hand-over" is due on 2017-03-15

  @DSO-36a @DSO-36b @DSO-36d @DSO-46a @DSO-46c @X-01 @DSO-D3
  Scenario: The aim, the limits, and the whole are each missed on their own
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And nothing happens until 2017-03-07 at 09:00
    Then "send-to-hub" is overdue
    And "pass-on" is not overdue
    When nothing happens until 2017-03-08 at 00:01
    Then "pass-on" is overdue
    And "hand-over" is not overdue
    When the customer-service-unit does "send-to-hub" on 2017-03-08 at 09:00
    Then "pass-on" was met late
    And "log" is due on 2017-03-10
    When the allocation-hub does "log" on 2017-03-13
    Then "log" was met late
    And "hand-over" is overdue
    When the customer-service-unit does "allocate" on 2017-03-14
    Then "allocate" was met late
    And "hand-over" was met late

  @DSO-36b @DSO-46b5 @X-04
  Scenario: The target in the log is counted anew when the complaint is allocated
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    Then "respond" is due on 2017-04-05
    When the customer-service-unit does "allocate" on 2017-03-09
    Then "respond" is due on 2017-04-06

  @DSO-40a @DSO-48l
  Scenario: A second and more senior person checks the answer
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the centre-supplier does "assign" on 2017-03-09
    And the centre-supplier does "draft" on 2017-03-30
    Then the centre-supplier may not "approve" because "someone other than"
    And the centre-supplier as "Pat" may not "approve" because "more senior"
    And the escort-supplier may not "approve"
    And the senior centre-supplier may "approve"
    And the centre-supplier may not "respond"
    When the senior centre-supplier does "approve" on 2017-03-31
    Then the stage is "approved"
    And the centre-supplier may "respond"

  @DSO-40a
  Scenario: A draft that is not good enough goes back
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the centre-supplier does "assign" on 2017-03-09
    And the centre-supplier does "draft" on 2017-03-30
    Then the centre-supplier may not "return-draft" because "someone other than"
    And the centre-supplier as "Pat" may not "return-draft" because "more senior"
    When the senior centre-supplier does "return-draft" on 2017-03-31 with:
      | draft-comment | Say who was interviewed. |
    Then the stage is "investigating"
    And "draft-comment" is "Say who was interviewed."
    When the centre-supplier does "draft" on 2017-04-03
    And the senior centre-supplier does "approve" on 2017-04-04
    And the centre-supplier does "respond" on 2017-04-05
    Then "respond" was met on time

  @DSO-40a @DSO-48l
  Scenario: Professional standards has its answers checked too
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | serious-misconduct |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the professional-standards does "assign" on 2017-03-09
    And the professional-standards does "draft" on 2017-05-02
    Then the professional-standards may not "approve" because "someone other than"
    And the senior professional-standards may "approve"
