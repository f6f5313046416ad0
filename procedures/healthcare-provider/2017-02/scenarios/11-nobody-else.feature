Feature: Nobody outside healthcare sees a complaint

  @DSO-9a @DSO-11c @DSO-12a @DSO-17a @DSO-45e @X-34
  Scenario Outline: The <role> sees nothing, from the first day to the last
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the healthcare-manager through "receive"
      | statement | My insulin came too late |
      | serious   | yes                      |
    Then the <role> does not see the case
    When the healthcare-manager does "assess" on 2017-03-06 with:
      | quick | no |
    And the healthcare-manager does "tell-professional-body" on 2017-03-07
    And the healthcare-manager does "tell-police" on 2017-03-07
    And the healthcare-manager does "tell-commissioner" on 2017-03-07
    And the healthcare-manager does "advise" on 2017-03-07
    And the healthcare-manager does "choose-provider" on 2017-03-08 with:
      | answer-by | 2017-04-28 |
    Then the <role> does not see the case
    When the healthcare-provider does "draft" on 2017-03-20
    And the healthcare-provider does "answer" on 2017-03-21
    Then the stage is "answered"
    And the <role> does not see the case
    And the <role> does not see "statement"
    And the <role> does not see "letter.answer"
    And the <role> does not see "documents"

    Examples:
      | role                         |
      | home-office-centre-team      |
      | enforcement-manager          |
      | customer-service-unit        |
      | head-of-detention-operations |
      | delivery-manager             |
      | professional-standards       |
      | centre-supplier              |
      | monitoring-board             |
      | commissioning-team           |
