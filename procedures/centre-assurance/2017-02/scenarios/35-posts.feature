Feature: A named person answers for complaints

  Paragraph 35: each supplier, the escort supplier and, in England, the healthcare provider names somebody; a vacant post shows.

  @DSO-35b
  Scenario: The post shows as vacant until somebody is named
    Given an assurance case received on 2017-03-06 at 09:00
      | setting | removal-centre |
    Then "appoint-manager" is due on 2017-03-06 at 09:00
    And "appoint-manager" is owed by the centre-supplier
    When the centre-supplier does "appoint-manager" on 2017-03-07 with:
      | complaints-manager | Jo Marsh |
    Then "appoint-manager" is not owed
    And the monitoring-board sees "complaints-manager"
    When the home-office-centre-team does "vacate" on 2017-06-01 with:
      | vacant-from | 2017-06-01 |
    Then "appoint-manager" is owed by the centre-supplier
    And the notice "vacant" was sent to the customer-service-unit

  @DSO-35c
  Scenario Outline: The escort supplier names a person for holding facilities and escorts
    Given an assurance case received on 2017-03-06
      | setting | <setting> |
    Then "appoint-manager" is owed by the escort-supplier
    And the centre-supplier may not "appoint-manager"

    Examples:
      | setting             |
      | holding             |
      | residential-holding |
      | escort              |

  @DSO-35d
  Scenario: In England the healthcare provider names a complaints manager
    Given an assurance case received on 2017-03-06
      | setting | removal-centre |
      | nation  | england        |
    Then "appoint-healthcare-manager" is owed by the healthcare-provider
    When the healthcare-provider does "appoint-healthcare-manager" on 2017-03-07 with:
      | healthcare-complaints-manager | Priya Nair |
    Then "appoint-healthcare-manager" is not owed
    And the healthcare-provider does not see "help-arrangement"
    When the healthcare-provider does "vacate-healthcare" on 2017-08-01
    Then "appoint-healthcare-manager" is owed by the healthcare-provider

  @DSO-35d
  Scenario: In Scotland it does not
    Given an assurance case received on 2017-03-06
      | setting | removal-centre |
      | nation  | scotland       |
    Then "appoint-healthcare-manager" is not owed
    And the healthcare-provider may not "appoint-healthcare-manager"
