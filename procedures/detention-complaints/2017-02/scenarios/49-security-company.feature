Feature: Security and corruption where a company runs the centre

  @DSO-49g @DSO-4b
  Scenario: There is no corruption prevention manager to tell
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | serious-misconduct |
      | operator | commercial         |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the professional-standards does "refer-security" on 2017-03-09 with:
      | cleared | Ida Grant |
    Then the notice "security" was sent to the corporate-security
    And the notice "security-at-noms-centre" was not sent
