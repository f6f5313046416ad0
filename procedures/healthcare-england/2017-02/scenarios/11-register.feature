Feature: The register of healthcare complaints in England

  Paragraphs 9 to 11, 17, 23, 33, 36, 44 and 45: the date and the name, and nothing else.

  @DSO-11b @DSO-11c @DSO-44g @DSO-45e @X-34
  Scenario: The day and the name are kept, and nothing else
    Given a healthcare referral received on 2017-03-06 at 10:00 by the home-office-centre-team through "pass-on"
      | complainant-name | Maryam Osei |
      | passed-on        | 2017-03-06  |
    Then the stage is "passed-on"
    And "complainant-name" is "Maryam Osei"
    And "passed-on" is "2017-03-06"
    And nothing is recorded but "place", "complainant-name", "passed-on"

  @DSO-9a @DSO-11a @DSO-44g
  Scenario: The healthcare manager is told that a complaint was passed, and looks into no register
    Given a healthcare referral received on 2017-03-06 at 10:00 by the home-office-centre-team through "pass-on"
    Then the notice "passed-on" was sent to the healthcare-manager
    And the healthcare-manager does not see the case

  @DSO-11d @DSO-36k @DSO-45e
  Scenario: Once it is passed on, nothing more is done, asked or counted
    Given a healthcare referral received on 2017-03-06 at 10:00 by the home-office-centre-team through "pass-on"
      | complainant-name | Maryam Osei |
    Then the home-office-centre-team may not "pass-on" because "nothing more is done"
    And the enforcement-manager may not "pass-on" because "nothing more is done"
    And the healthcare-manager may not "pass-on"
    When nothing happens until 2018-03-06
    Then the stage is "passed-on"
    And nothing is recorded but "place", "complainant-name", "passed-on"

  @DSO-11b
  Scenario: The team at the centre sees its own register
    Given a healthcare referral received on 2017-03-06 at 10:00 by the home-office-centre-team through "pass-on"
    Then the home-office-centre-team sees "complainant-name"
    And the home-office-centre-team sees "passed-on"

  @DSO-17a @DSO-45e @X-07
  Scenario Outline: The register is hidden from the <role>
    Given a healthcare referral received on 2017-03-06 at 10:00 by the home-office-centre-team through "pass-on"
    Then the <role> does not see the case
    And the <role> does not see "complainant-name"
    And the notice "passed-on" was not sent to the <role>

    Examples:
      | role                         |
      | customer-service-unit        |
      | centre-supplier              |
      | head-of-detention-operations |
      | delivery-manager             |
      | monitoring-board             |

  @DSO-44g @X-06
  Scenario: The healthcare part of a wider complaint leaves the same three facts
    Given a healthcare referral received on 2017-03-07 at 11:00 by the home-office-centre-team through "pass-on-part"
      | complainant-name | Maryam Osei |
      | passed-on        | 2017-03-07  |
    Then the notice "passed-on" was sent to the healthcare-manager
    And the stage is "passed-on"
    And nothing is recorded but "place", "complainant-name", "passed-on"

  @DSO-45b @DSO-45e @X-06
  Scenario: What the unit passes on after a translation is out of its sight at once
    Given a healthcare referral received on 2017-03-09 at 15:00 by the customer-service-unit through "pass-on-part"
      | complainant-name | Maryam Osei |
      | passed-on        | 2017-03-09  |
    Then the customer-service-unit does not see the case
    And the home-office-centre-team sees "complainant-name"
    And the notice "passed-on" was sent to the healthcare-manager
    And nothing is recorded but "place", "complainant-name", "passed-on"

  @DSO-11a @DSO-33d
  Scenario: A confidential envelope about healthcare is passed on by the enforcement manager
    Given a healthcare referral received on 2017-03-06 at 10:00 by the enforcement-manager through "pass-on"
      | complainant-name | Maryam Osei |
    Then the notice "passed-on" was sent to the healthcare-manager
    And the centre-supplier does not see the case
    And nothing is recorded but "place", "complainant-name", "passed-on"
