Feature: Security and corruption

  Paragraph 49: few people learn of it.

  Background:
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | serious-misconduct |
      | subject  | corruption         |
      | operator | noms               |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    Then the enforcement-manager sees "statement"
    And the monitoring-board sees "statement"

  @DSO-49f @DSO-49g @X-71
  Scenario: It is referred, and only the people named see what it is about
    When the professional-standards does "refer-security" on 2017-03-09 with:
      | security-matter | Phones are sold to detainees by staff. |
      | cleared         | Ida Grant, Owen Pugh                    |
    Then the notice "security" was sent to the central-referral-team
    And the notice "security" was sent to the corporate-security
    And the notice "security-at-noms-centre" was sent to the corruption-prevention-manager
    And "Ida Grant" sees "security-matter"
    And the customer-service-unit does not see "security-matter"
    And the professional-standards does not see "security-matter"
    And the enforcement-manager does not see "security-matter"
    And the enforcement-manager does not see "statement"
    And the enforcement-manager does not see "officers"
    And the monitoring-board does not see "statement"
    And the monitoring-board sees "allocated-on"
    And the corporate-security does not see the case

  @DSO-49f
  Scenario: Before that nobody is named
    Then "security-matter" is not known
    And the corruption-prevention-manager does not see the case
