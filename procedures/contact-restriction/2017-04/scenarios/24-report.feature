Feature: The yearly report is about unreasonably persistent behaviour only

  @LUT-A.24 @LUT-A.8
  Scenario: A restriction for isolated incidents is in the register and not in the report to the management teams
    Given a restriction case received on 2017-05-02 by the service-manager through "open"
      | subject | Pat Gray |
    When the information-governance-manager does "assess" on 2017-05-03 with:
      | classification | unreasonable |
    And the information-governance-manager does "check-conditions" on 2017-05-03 with:
      | investigated-properly   | yes |
      | decision-appropriate    | yes |
      | communications-adequate | yes |
      | advice-given            | yes |
      | nothing-new             | yes |
    And the information-governance-manager does "warn" on 2017-05-04
    And the service-manager does "submit" on 2017-05-22
    And the head-of-service does "discuss" on 2017-05-23
    And the information-governance-manager does "outline" on 2017-05-24
    And the information-governance-manager does "propose" on 2017-06-19
    And the head-of-service does "approve" on 2017-06-19
    And the information-governance-manager does "issue" on 2017-06-20
    And the information-governance-manager does "record-lessons" on 2017-06-21
    Then the information-governance-manager sees "subject"
    And the information-governance-manager sees "issued-on"
    And the management-team does not see the case
