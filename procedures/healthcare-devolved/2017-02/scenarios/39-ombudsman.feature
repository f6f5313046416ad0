Feature: To the ombudsman, with the unit's help

  Paragraph 39.

  @DSO-39c
  Scenario Outline: The unit helps somebody in <nation> to reach the right ombudsman, and learns nothing more
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "refer"
      | nation | <nation> |
    Then the customer-service-unit may not "ask-for-ombudsman"
    When the healthcare-manager does "acknowledge" on 2017-03-07 with:
      | has-date  | yes        |
      | answer-by | 2017-04-07 |
    And the healthcare-provider does "draft" on 2017-03-20
    And the senior healthcare-provider does "approve" on 2017-03-22
    And the healthcare-provider does "respond" on 2017-03-23
    Then the letter "response" contains "<name>"
    When the customer-service-unit does "record-outcome" on 2017-03-24
    And the healthcare-manager does "close" on 2017-03-27
    And the customer-service-unit does "ask-for-ombudsman" on 2017-04-18
    Then "facilitate" is owed by the customer-service-unit
    And the stage is "with-unit"
    When the customer-service-unit does "facilitate" on 2017-04-19 with:
      | escalation-help | sent |
    Then "facilitate" is not owed
    And the letter "to-ombudsman" contains "<name>"
    And the customer-service-unit sees "letter.to-ombudsman"
    And the customer-service-unit does not see "letter.response"
    And the stage is "recorded"
    When the healthcare-manager does "close" on 2017-04-20
    Then the stage is "closed"

    Examples:
      | nation           | name                                           |
      | scotland         | the Scottish Public Services Ombudsman         |
      | northern-ireland | the Northern Ireland Public Services Ombudsman |
