Feature: Which ombudsman

  Paragraphs 38, 39 and 42: whom somebody can turn to, and what is no end of it.

  @DSO-37a @DSO-39a @DSO-39b @DSO-39c @DSO-39d @X-33
  Scenario Outline: The ombudsman follows from the subject and the nation
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | nation           | <nation> |
      | complainant-name | Amina K. |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "say-which-ombudsman" on 2017-03-07 with:
      | escalated-subject | <subject> |
    Then "ombudsman" is "<ombudsman>"
    And the letter "which-ombudsman" contains "<words>"

    Examples:
      | subject              | nation           | ombudsman                    | words                                                                   |
      | detention            | scotland         | prisons                      | the Prisons and Probation Ombudsman                                     |
      | immigration          | england          | parliamentary-through-member | the Parliamentary and Health Service Ombudsman, through a Member        |
      | healthcare-here      | england          | parliamentary                | the Parliamentary and Health Service Ombudsman, directly                |
      | healthcare-elsewhere | england          | parliamentary                | the Parliamentary and Health Service Ombudsman, directly                |
      | healthcare-here      | scotland         | unit-helps                   | the customer service unit will help                                     |
      | healthcare-elsewhere | scotland         | scottish                     | the Scottish Public Services Ombudsman                                  |
      | healthcare-elsewhere | northern-ireland | northern-irish               | the Northern Ireland Public Services Ombudsman                          |

  @DSO-39c
  Scenario: For healthcare in a centre in Scotland the unit helps to reach the ombudsman
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | nation | scotland |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "say-which-ombudsman" on 2017-03-07 with:
      | escalated-subject | healthcare-here |
    Then "help-to-ombudsman" is owed by the customer-service-unit
    When the customer-service-unit does "help-to-ombudsman" on 2017-03-09 with:
      | helped-to-ombudsman | Letter forwarded on 9 March |
    Then "help-to-ombudsman" is not owed

  @DSO-39b
  Scenario: In England nothing more is owed
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "say-which-ombudsman" on 2017-03-07 with:
      | escalated-subject | healthcare-here |
    Then "help-to-ombudsman" is not owed

  @DSO-38c @DSO-42a @DSO-42b @DSO-42e @X-31
  Scenario: Whether the procedure is at its end shows, nobody is kept from the ombudsman, and contact can only be ended on a matter that was answered
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | complainant-name | Amina K. |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    Then "responded" is "no"
    And the customer-service-unit may "note-ombudsman"
    And the customer-service-unit may not "open-persistent"
    When the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the centre-supplier does "assign" on 2017-03-09
    And the centre-supplier does "draft" on 2017-03-30
    And the senior centre-supplier does "approve" on 2017-03-31
    And the centre-supplier does "respond" on 2017-04-03
    Then "responded" is "yes"
    When the customer-service-unit does "record-outcome" on 2017-04-04
    And the customer-service-unit does "no-action-points" on 2017-04-04
    And the customer-service-unit does "close" on 2017-04-05
    And the customer-service-unit does "open-persistent" on 2017-06-01
    Then "open-persistent" opened 1 "persistent-correspondence"
    And the case opened knows "complainant-name" as "Amina K."
    And the stage is "closed"
