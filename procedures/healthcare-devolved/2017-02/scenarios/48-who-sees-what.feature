Feature: Who sees what of a healthcare complaint in Scotland and Northern Ireland

  Paragraphs 19, 20 and 48: name, dates and outcome, each to those who are told them, and nothing else to anybody outside healthcare.

  @DSO-19c @DSO-19e @DSO-48n
  Scenario Outline: When all is done, the <role> has seen nothing of what was said, found or written
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "refer"
    When the healthcare-manager does "acknowledge" on 2017-03-07 with:
      | has-date  | yes                      |
      | answer-by | 2017-04-07               |
      | serious   | yes                      |
      | staff     | Nurse Hale               |
      | statement | My insulin came too late |
    And the healthcare-manager does "escalate" on 2017-03-08
    And the healthcare-manager does "record-suspension" on 2017-03-08
    And the healthcare-manager does "report-result" on 2017-03-17
    And the healthcare-provider does "draft" on 2017-03-20
    And the senior healthcare-provider does "approve" on 2017-03-22
    And the healthcare-provider does "respond" on 2017-03-23
    And the customer-service-unit does "record-outcome" on 2017-03-24
    And the customer-service-unit does "ask-for-ombudsman" on 2017-03-27
    And the customer-service-unit does "facilitate" on 2017-03-28
    And the healthcare-manager does "close" on 2017-03-29
    Then the stage is "closed"
    And the <role> does not see "statement"
    And the <role> does not see "has-date"
    And the <role> does not see "answer-by"
    And the <role> does not see "no-date-reason"
    And the <role> does not see "new-date"
    And the <role> does not see "investigation"
    And the <role> does not see "action"
    And the <role> does not see "draft-comment"
    And the <role> does not see "received-on"
    And the <role> does not see "serious"
    And the <role> does not see "staff"
    And the <role> does not see "investigating-body"
    And the <role> does not see "suspended-person"
    And the <role> does not see "employer"
    And the <role> does not see "suspended-on"
    And the <role> does not see "progress"
    And the <role> does not see "recommendations"
    And the <role> does not see "escalated"
    And the <role> does not see "result-reported"
    And the <role> does not see "unit-statement"
    And the <role> does not see "letter.acknowledgement"
    And the <role> does not see "letter.acknowledgement-undated"
    And the <role> does not see "letter.response"
    And the <role> does not see "documents"
    And the <role> does not see "timeline"

    Examples:
      | role                         |
      | home-office-centre-team      |
      | customer-service-unit        |
      | monitoring-board             |
      | head-of-detention-operations |
      | enforcement-manager          |
      | centre-supplier              |

  @DSO-19f @DSO-19g @DSO-39c
  Scenario: The unit has the name, the dates, the outcome and its own help
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "refer"
    When the healthcare-manager does "acknowledge" on 2017-03-07 with:
      | has-date  | yes                      |
      | answer-by | 2017-04-07               |
      | serious   | yes                      |
      | staff     | Nurse Hale               |
      | statement | My insulin came too late |
    And the healthcare-manager does "escalate" on 2017-03-08
    And the healthcare-manager does "record-suspension" on 2017-03-08
    And the healthcare-manager does "report-result" on 2017-03-17
    And the healthcare-provider does "draft" on 2017-03-20
    And the senior healthcare-provider does "approve" on 2017-03-22
    And the healthcare-provider does "respond" on 2017-03-23
    And the customer-service-unit does "record-outcome" on 2017-03-24
    And the customer-service-unit does "ask-for-ombudsman" on 2017-03-27
    And the customer-service-unit does "facilitate" on 2017-03-28
    And the healthcare-manager does "close" on 2017-03-29
    Then the stage is "closed"
    And the customer-service-unit sees "place"
    And the customer-service-unit sees "nation"
    And the customer-service-unit sees "complainant-name"
    And the customer-service-unit sees "passed-on"
    And the customer-service-unit sees "complaint"
    And the customer-service-unit sees "responded-on"
    And the customer-service-unit sees "outcome"
    And the customer-service-unit sees "ombudsman"
    And the customer-service-unit sees "escalation-help"
    And the customer-service-unit sees "letter.to-ombudsman"

  @DSO-19e @DSO-19h
  Scenario: The board has the name, the dates and the outcome, and not that the person went further
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "refer"
    When the healthcare-manager does "acknowledge" on 2017-03-07 with:
      | has-date  | yes                      |
      | answer-by | 2017-04-07               |
      | serious   | yes                      |
      | staff     | Nurse Hale               |
      | statement | My insulin came too late |
    And the healthcare-manager does "escalate" on 2017-03-08
    And the healthcare-manager does "record-suspension" on 2017-03-08
    And the healthcare-manager does "report-result" on 2017-03-17
    And the healthcare-provider does "draft" on 2017-03-20
    And the senior healthcare-provider does "approve" on 2017-03-22
    And the healthcare-provider does "respond" on 2017-03-23
    And the customer-service-unit does "record-outcome" on 2017-03-24
    And the customer-service-unit does "ask-for-ombudsman" on 2017-03-27
    And the customer-service-unit does "facilitate" on 2017-03-28
    And the healthcare-manager does "close" on 2017-03-29
    Then the stage is "closed"
    And the monitoring-board sees "place"
    And the monitoring-board sees "complainant-name"
    And the monitoring-board sees "passed-on"
    And the monitoring-board sees "responded-on"
    And the monitoring-board sees "outcome"
    And the monitoring-board does not see "complaint"
    And the monitoring-board does not see "ombudsman"
    And the monitoring-board does not see "escalation-help"
    And the monitoring-board does not see "letter.to-ombudsman"

  @DSO-19d
  Scenario: The team at the centre has what it recorded, and not the outcome
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "refer"
    When the healthcare-manager does "acknowledge" on 2017-03-07 with:
      | has-date  | yes                      |
      | answer-by | 2017-04-07               |
      | serious   | yes                      |
      | staff     | Nurse Hale               |
      | statement | My insulin came too late |
    And the healthcare-manager does "escalate" on 2017-03-08
    And the healthcare-manager does "record-suspension" on 2017-03-08
    And the healthcare-manager does "report-result" on 2017-03-17
    And the healthcare-provider does "draft" on 2017-03-20
    And the senior healthcare-provider does "approve" on 2017-03-22
    And the healthcare-provider does "respond" on 2017-03-23
    And the customer-service-unit does "record-outcome" on 2017-03-24
    And the customer-service-unit does "ask-for-ombudsman" on 2017-03-27
    And the customer-service-unit does "facilitate" on 2017-03-28
    And the healthcare-manager does "close" on 2017-03-29
    Then the stage is "closed"
    And the home-office-centre-team sees "place"
    And the home-office-centre-team sees "complainant-name"
    And the home-office-centre-team sees "passed-on"
    And the home-office-centre-team does not see "responded-on"
    And the home-office-centre-team does not see "outcome"
    And the home-office-centre-team does not see "complaint"
    And the home-office-centre-team does not see "ombudsman"
    And the home-office-centre-team does not see "escalation-help"
    And the home-office-centre-team does not see "letter.to-ombudsman"
