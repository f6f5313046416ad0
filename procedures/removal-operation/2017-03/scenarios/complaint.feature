Feature: The flight of a complaint

  SIP 6.4: those who investigate a complaint about escorts find its flight and its escort record, and nothing more.

  @SIP-6.4b
  Scenario: Whoever investigates a complaint finds the flight and the escort record, and nothing of what else was recorded
    Given a removal operation received on 2017-03-01 at 09:00 by the escort-monitor
      | kind        | charter             |
      | departs     | 2017-03-07 at 22:30 |
      | escort-lead | Kit Moss            |
    When the escort-management does "record-coach" on 2017-03-07 at 21:00 with:
      | coach           | Coach 1                   |
      | per-reference   | PER/17/0312 to PER/17/0340 |
      | boarded-at      | 2017-03-07 at 19:10       |
      | left-at         | 2017-03-07 at 20:40       |
      | time-kept-short | yes                       |
    Then the escort-supplier sees "per-reference"
    And the escort-supplier sees "departs"
    And the escort-supplier does not see "has-complaint"
    And the escort-supplier does not see "complaint"
    And the escort-supplier does not see "risk-assessment"
    And the professional-standards does not see the case
    When the customer-service-unit does "name-complaint" on 2017-03-20 with:
      | complaint | DC/2017/9 |
    Then the professional-standards sees "per-reference"
    And the professional-standards sees "destination"
    And the professional-standards sees "left-at"
    And the professional-standards does not see "complaint"
    And the professional-standards does not see "risk-assessment"
    And the professional-standards does not see "escort-lead"
    And the escort-supplier does not see "complaint"
    And the professional-standards may not "name-complaint"
