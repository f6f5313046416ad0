Feature: Healthcare, and complaints about several things

  Paragraphs 9, 10 and 21 to 24, and what 44 and 45 make of them: what is about healthcare leaves, and nothing of it stays.

  @DSO-9a @DSO-45b @DSO-45c @DSO-45e @DSO-11c @X-06 @DSO-36k @X-70
  Scenario: What turns out to be about healthcare after its translation is passed on, and nothing else stays
    Given a complaint received on 2017-03-10 at 08:00 through "find"
      | complainant-name  | Amina K. |
      | needs-translation | yes      |
      | language          | Tamil    |
    When the home-office-centre-team does "scan" on 2017-03-10 at 10:00
    And the customer-service-unit does "translate" on 2017-03-11 at 10:00 with:
      | statement | My medicine was taken away. |
    And the customer-service-unit does "pass-to-healthcare" on 2017-03-13 with:
      | patient-name | Amina K.   |
      | passed-on    | 2017-03-13 |
    Then the stage is "passed-to-healthcare"
    And nothing is recorded but "place", "setting", "nation", "region", "operator", "patient-name", "passed-on"
    And "statement" is not known
    And "complainant-name" is not known
    And "pass-to-healthcare" opened 1 "healthcare-england"
    And the case opened knows "complainant-name" as "Amina K."
    And the case opened knows "passed-on" as "2017-03-13"
    And the customer-service-unit does not see "patient-name"
    And the customer-service-unit does not see "passed-on"
    And the home-office-centre-team sees "patient-name"
    And the home-office-centre-team sees "passed-on"
    And the monitoring-board does not see the case
    And "hand-over" is not owed

  @DSO-19d @DSO-45d @DSO-44h @X-06 @DSO-36l @DSO-48n
  Scenario Outline: In Scotland and Northern Ireland it goes to the healthcare there
    Given a complaint received on 2017-03-10 at 08:00 through "find"
      | nation | <nation> |
    When the home-office-centre-team does "pass-box-to-healthcare" on 2017-03-10 at 08:30 with:
      | patient-name | Amina K. |
    Then "pass-box-to-healthcare" opened 1 "healthcare-devolved"
    And "pass-box-to-healthcare" opened 0 "healthcare-england"
    And "scan" is not owed
    And "statement" is not known

    Examples:
      | nation           |
      | scotland         |
      | northern-ireland |

  @DSO-11a @DSO-44g @X-34 @DSO-9b
  Scenario: A form from the box that is about healthcare is never read into the record
    Given a complaint received on 2017-03-10 at 08:00 through "take-from-box"
    When the home-office-centre-team does "pass-box-to-healthcare" on 2017-03-10 at 08:30 with:
      | patient-name | Amina K. |
    Then nothing is recorded but "place", "setting", "nation", "region", "operator", "patient-name", "passed-on"
    And "pass-box-to-healthcare" opened 1 "healthcare-england"

  @X-06
  Scenario: Before it is translated nobody but the unit sees it in full
    Given a complaint received on 2017-03-10 at 08:00 through "find"
      | needs-translation | yes                     |
      | statement         | Something in Tamil      |
    When the home-office-centre-team does "scan" on 2017-03-10 at 10:00
    Then the home-office-centre-team does not see "statement"
    And the home-office-centre-team does not see "category"
    And the home-office-centre-team sees "complainant-name"
    And the allocation-hub does not see the case
    And the monitoring-board does not see the case
    And the customer-service-unit sees "statement"
    When the customer-service-unit does "translate" on 2017-03-11 at 10:00
    Then the home-office-centre-team sees "statement"

  @DSO-21a @DSO-21b @X-06
  Scenario: A complaint about a hospital outside goes on, and nothing else stays
    Given a complaint received on 2017-03-10 at 08:00 through "find"
      | received | 2017-03-10 |
    When the home-office-centre-team does "pass-external-from-box" on 2017-03-10 at 09:00 with:
      | patient-name | Amina K. |
    Then "pass-external-from-box" opened 1 "external-healthcare"
    And the case opened knows "found-on" as "2017-03-10"
    And "statement" is not known
    And the stage is "passed-to-healthcare"

  @DSO-10a @DSO-10b @DSO-10c @DSO-44i
  Scenario Outline: A medical escort and a waiting room stay here
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | escort  | <escort>  |
      | subject | <subject> |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    Then "respond" is owed by the <answers>
    And "respond" is due on 2017-04-05

    Examples:
      | escort | subject       | answers         |
      | yes    | delay         | escort-supplier |
      | no     | customer-care | centre-supplier |

  @DSO-22a @DSO-22b @DSO-P1
  Scenario: A part that somebody else must answer becomes a complaint of its own
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | complainant-name | Amina K. |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "split" on 2017-03-06 with:
      | part-kind      | serious-misconduct                 |
      | part-statement | An officer pushed me.              |
      | part-reason    | Professional standards: it is force |
    Then "split" opened 1 "detention-complaints"
    And the case opened knows "category" as "serious-misconduct"
    And the case opened knows "statement" as "An officer pushed me."
    And the case opened knows "complainant-name" as "Amina K."
    And the case opened knows "received" as "2017-03-06"
    And the stage is "with-unit"
    And the customer-service-unit may "split"

  @DSO-23b @DSO-22a @DSO-46c
  Scenario: A part has its own limits, acknowledgement and answer
    Given a complaint received on 2017-03-06 at 11:00 through "split-part"
      | whole-complaint  | DC/2017/00020    |
      | received         | 2017-03-03       |
      | anonymous        | no               |
      | complainant-name | Amina K.         |
      | category         | service-delivery |
      | statement        | The food is cold. |
    Then the stage is "with-unit"
    And "pass-on" is due on 2017-03-07
    And "hand-over" is due on 2017-03-09
    When the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the centre-supplier does "assign" on 2017-03-09 with:
      | points | The food is cold |
    And the centre-supplier does "acknowledge" on 2017-03-10
    Then the letter "part-acknowledgement" contains "The food is cold"
    And the letter "part-acknowledgement" contains "5 April 2017"
    And the letter "part-acknowledgement" contains "looked into by others"
    And the letter "acknowledgement" was not sent
    And the customer-service-unit may not "close"

  @DSO-23a @DSO-24a @DSO-44g @X-06
  Scenario: The part about healthcare leaves, the rest is opened anew, and nothing about healthcare stays
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | complainant-name | Amina K.                                          |
      | statement        | I got no insulin, and the officer called me names. |
    When the home-office-centre-team does "divide-at-centre" on 2017-03-06 at 10:00 with:
      | patient-name   | Amina K.                     |
      | passed-on      | 2017-03-06                   |
      | part-kind      | serious-misconduct           |
      | part-statement | The officer called me names. |
    Then "divide-at-centre" opened 1 "healthcare-england"
    And "divide-at-centre" opened 1 "detention-complaints"
    And the case opened knows "statement" as "The officer called me names."
    And the case opened knows "category" as "serious-misconduct"
    And "statement" is not known
    And the stage is "passed-to-healthcare"
    And the customer-service-unit does not see "patient-name"

  @DSO-23a @DSO-45b
  Scenario: The unit does the same with what was translated
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | needs-translation | yes |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "translate" on 2017-03-07 with:
      | statement | I got no insulin, and my bag is lost. |
    And the customer-service-unit does "divide" on 2017-03-07 with:
      | patient-name   | Amina K.         |
      | part-kind      | service-delivery |
      | part-statement | My bag is lost.  |
    Then "divide" opened 1 "healthcare-england"
    And "divide" opened 1 "detention-complaints"
    And "statement" is not known
