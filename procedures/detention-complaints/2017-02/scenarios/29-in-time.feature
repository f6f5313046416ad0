Feature: Whether a complaint is in time, and who may make it

  Paragraph 29, and what paragraph 45 makes of it: three calendar months, an unknown date counts as in time, and serious misconduct is never
  refused for being late.

  @DSO-29a @DSO-45f @X-30
  Scenario Outline: Three months are calendar months, to the last day
    Given a complaint received on <received> through "find"
      | incident | <incident> |
    Then "in-time" is "<in time>"

    Examples:
      | incident   | received   | in time |
      | 2016-12-06 | 2017-03-06 | yes     |
      | 2016-12-05 | 2017-03-06 | no      |
      | 2016-11-30 | 2017-02-28 | yes     |
      | 2016-11-30 | 2017-03-01 | no      |
      | 2017-03-06 | 2017-03-06 | yes     |

  @DSO-29a @DSO-45f @X-30
  Scenario: When the date is not known, the complaint counts as in time
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 10:00
    Then "in-time" is "yes"
    And "decide-late" is not owed
    And the customer-service-unit may "send-to-hub"
    And the customer-service-unit may not "accept-late"
    And the customer-service-unit may not "refuse-late"

  @DSO-29b @DSO-45f @DSO-45g
  Scenario: A late complaint does not go on before somebody decides
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | minor-misconduct |
      | incident | 2016-10-01       |
    When the home-office-centre-team does "scan" on 2017-03-06 at 10:00
    Then "decide-late" is owed by the customer-service-unit
    And the customer-service-unit may not "send-to-hub" because "late"
    And "pass-on" is not owed
    And "send-to-hub" is not owed

  @DSO-29b @DSO-45g @DSO-45i
  Scenario: A late complaint is accepted, with a reason and a letter
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | incident | 2016-10-01 |
    When the home-office-centre-team does "scan" on 2017-03-06 at 10:00
    Then "decide-late" is owed by the customer-service-unit
    When the customer-service-unit does "accept-late" on 2017-03-09 with:
      | late-reason | You were in hospital until February. |
    Then the letter "late-accepted" was sent
    And the letter "late-accepted" contains "You were in hospital until February."
    And "decide-late" is not owed
    And "send-to-hub" is due on 2017-03-09
    And "pass-on" is due on 2017-03-10
    And "pass-on-translated" is not owed
    And the customer-service-unit may not "refuse-late"
    When the customer-service-unit does "send-to-hub" on 2017-03-09
    Then the stage is "with-hub"

  @DSO-29b @DSO-45g @DSO-45i
  Scenario: A late complaint is refused, with a reason and a letter
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | incident | 2016-10-01 |
    When the home-office-centre-team does "scan" on 2017-03-06 at 10:00
    Then "decide-late" is owed by the customer-service-unit
    When the customer-service-unit does "refuse-late" on 2017-03-07 with:
      | late-reason | The footage was overwritten long ago. |
    Then the stage is "refused"
    And the letter "late-refused" contains "The footage was overwritten long ago."
    And "decide-late" is not owed
    And "pass-on" is not owed
    And "hand-over" is not owed
    And the allocation-hub does not see the case

  @DSO-45h @X-30
  Scenario: Serious misconduct goes on however late it is
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | serious-misconduct |
      | incident | 2015-06-01         |
    When the home-office-centre-team does "scan" on 2017-03-06 at 10:00
    Then "in-time" is "no"
    And the customer-service-unit may not "refuse-late" because "Minor misconduct"
    And the customer-service-unit may not "accept-late"
    And the customer-service-unit may "send-to-hub"
    And "pass-on" is due on 2017-03-07

  @DSO-29c
  Scenario: Somebody may complain for the person
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | complainant-name | Amina K.             |
      | made-by          | legal-representative |
      | representative   | Hope Law             |
    Then "complainant-name" is "Amina K."
    And "representative" is "Hope Law"
    And the home-office-centre-team may "scan"

  @DSO-45a @DSO-45g @DSO-46c
  Scenario: A late complaint in another language goes on when it is both translated and accepted
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | needs-translation | yes        |
      | incident          | 2016-10-01 |
    When the home-office-centre-team does "scan" on 2017-03-06 at 10:00
    And the customer-service-unit does "translate" on 2017-03-07
    Then "pass-on-translated" is not owed
    And "send-to-hub" is not owed
    And the customer-service-unit may not "send-to-hub"
    When the customer-service-unit does "accept-late" on 2017-03-08
    Then "pass-on-translated" is due on 2017-03-09
    And "pass-on" is not owed
    And "send-to-hub" is not owed
    And the customer-service-unit may "send-to-hub"

  @DSO-45h @DSO-49i
  Scenario: What went on although it was late is not judged late again when it is handed back
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | serious-misconduct |
      | incident | 2016-10-01         |
    When the home-office-centre-team does "scan" on 2017-03-06 at 10:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the professional-standards does "return-to-unit" on 2017-03-10
    And the customer-service-unit does "recategorise" on 2017-03-13 with:
      | category | minor-misconduct |
    And the customer-service-unit does "allocate" on 2017-03-13
    Then "decide-late" is not owed
    And "respond" is owed by the centre-supplier

  @DSO-45i @X-42
  Scenario: There is nobody to write to about a late complaint without a name
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | anonymous | yes        |
      | incident  | 2016-10-01 |
    When the home-office-centre-team does "scan" on 2017-03-06 at 10:00
    And the customer-service-unit does "refuse-late" on 2017-03-07
    Then the letter "late-refused" was not sent
    And the stage is "refused"

  @DSO-45i @X-42
  Scenario: Nor when it is accepted
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | anonymous | yes        |
      | incident  | 2016-10-01 |
    When the home-office-centre-team does "scan" on 2017-03-06 at 10:00
    And the customer-service-unit does "accept-late" on 2017-03-07
    Then the letter "late-accepted" was not sent
    And the customer-service-unit may "send-to-hub"
