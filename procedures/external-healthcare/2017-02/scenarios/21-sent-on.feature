Feature: Complaints about a hospital or clinic outside

  Paragraphs 21 and 39: recorded, sent on, destroyed.

  @DSO-21a
  Scenario: The team records the day and the name, and the unit is told
    Given an external healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "record"
      | complainant-name | Idris Bello |
      | found-on         | 2017-03-06  |
    Then nothing is recorded but "place", "nation", "authority", "ombudsman", "complainant-name", "found-on"
    And the notice "to-unit" was sent to the customer-service-unit
    And the home-office-centre-team sees "found-on"
    And the stage is "with-unit"
    And "send-on" is owed by the customer-service-unit
    And the home-office-centre-team may not "send-on"

  @DSO-21b @DSO-39d
  Scenario Outline: A complaint from <nation> goes to that nation's authority, and the letter names its ombudsman
    Given an external healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "record"
      | nation | <nation> |
    When the customer-service-unit does "send-on" on 2017-03-08 with:
      | authority-name | The complaints office |
    Then "authority" is "<authority>"
    And "sent-on" is "2017-03-08"
    And "send-on" is not owed
    And the letter "sent-on" contains "<office>"
    And the letter "sent-on" contains "<ombudsman>"

    Examples:
      | nation           | authority                  | office                                        | ombudsman                                      |
      | england          | england-authority          | the healthcare authority for England          | the Parliamentary and Health Service Ombudsman |
      | scotland         | scotland-authority         | the healthcare authority for Scotland         | the Scottish Public Services Ombudsman         |
      | northern-ireland | northern-ireland-authority | the healthcare authority for Northern Ireland | the Northern Ireland Public Services Ombudsman |

  @DSO-39b @X-33
  Scenario: In England the ombudsman is reached directly, not through a Member of Parliament
    Given an external healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "record"
      | nation | england |
    When the customer-service-unit does "send-on" on 2017-03-08 with:
      | authority-name | The complaints office |
    Then the letter "sent-on" contains "You can do so directly."

  @DSO-21b @X-06
  Scenario: Once it is sent on, what the person wrote is destroyed
    Given an external healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "record"
      | complainant-name | Idris Bello                             |
      | found-on         | 2017-03-06                              |
      | complaint-text   | The dentist took out the wrong tooth.   |
    When the customer-service-unit does "send-on" on 2017-03-08 at 14:00 with:
      | authority-name | The complaints office |
    Then "destroy" is due on 2017-03-08 at 14:00
    And "complaint-text" is "The dentist took out the wrong tooth."
    When the customer-service-unit does "destroy" on 2017-03-08 at 14:00
    Then "destroy" was met on time
    And the stage is "closed"
    And "complaint-text" is not known
    And "complainant-name" is "Idris Bello"
    And nothing is recorded but "place", "nation", "authority", "ombudsman", "complainant-name", "found-on", "authority-name", "sent-on"

  @X-06 @DSO-21b
  Scenario: A copy that is not destroyed at once is overdue
    Given an external healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "record"
    Then the customer-service-unit may not "destroy" because "With the customer service unit"
    When the customer-service-unit does "send-on" on 2017-03-08 at 14:00 with:
      | authority-name | The complaints office |
    And nothing happens until 2017-03-08 at 14:01
    Then "destroy" is overdue

  @DSO-21b
  Scenario Outline: It is no business of the <role>
    Given an external healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "record"
    Then the <role> does not see the case

    Examples:
      | role               |
      | centre-supplier    |
      | healthcare-manager |
      | monitoring-board   |

  @DSO-21a
  Scenario: The team sees what it recorded and filed, and not where it went
    Given an external healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "record"
    When the customer-service-unit does "send-on" on 2017-03-08
    Then the home-office-centre-team sees "place"
    And the home-office-centre-team sees "complainant-name"
    And the home-office-centre-team sees "complaint-text"
    And the home-office-centre-team sees "documents"
    And the home-office-centre-team does not see "authority"
    And the home-office-centre-team does not see "authority-name"
    And the home-office-centre-team does not see "ombudsman"
    And the home-office-centre-team does not see "sent-on"
    And the home-office-centre-team does not see "letter.sent-on"
    And the home-office-centre-team does not see "timeline"
    And the customer-service-unit sees "authority-name"
