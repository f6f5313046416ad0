Feature: Serious allegations about healthcare staff in Scotland and Northern Ireland

  Paragraph 20: to an investigating body; the Head of Detention Operations hears of a suspension, of how it goes and of how it ends.

  Background:
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "refer"

  @DSO-20a @DSO-24a
  Scenario: The healthcare manager passes the allegation to the body that must investigate
    When the healthcare-manager does "acknowledge" on 2017-03-07 with:
      | has-date  | yes        |
      | answer-by | 2017-04-07 |
      | serious   | yes        |
      | staff     | Nurse Hale |
    Then "escalate" is owed by the healthcare-manager
    And the healthcare-provider may not "escalate"
    And the person complained about does not see the case
    When the healthcare-manager does "escalate" on 2017-03-08 with:
      | investigating-body | The professional regulator |
    Then "escalate" is not owed
    And "investigating-body" is "The professional regulator"
    And the customer-service-unit does not see "investigating-body"
    And the customer-service-unit does not see "serious"
    And the customer-service-unit does not see "step.escalate"
    And the monitoring-board does not see "serious"

  @DSO-20a
  Scenario: Without a serious allegation nothing of this is owed
    When the healthcare-manager does "acknowledge" on 2017-03-07 with:
      | has-date  | yes        |
      | answer-by | 2017-04-07 |
      | serious   | no         |
    Then "escalate" is not owed
    And "report-result" is not owed

  @DSO-20b
  Scenario: A suspension is told to the Head of Detention Operations, and does not name the complaint
    When the healthcare-manager does "acknowledge" on 2017-03-07 with:
      | has-date  | yes        |
      | answer-by | 2017-04-07 |
      | serious   | yes        |
    And the healthcare-manager does "record-suspension" on 2017-03-09 with:
      | suspended-person | Nurse Hale          |
      | employer         | The health supplier |
      | suspended-on     | 2017-03-08          |
    Then "record-suspension" opened 1 "healthcare-staff-suspension"
    And the case opened knows "employer" as "The health supplier"
    And the case opened knows "suspended-on" as "2017-03-08"
    And the person complained about does not see the case
    And the head-of-detention-operations does not see the case

  @DSO-20c
  Scenario: Updates and the result go to the Head of Detention Operations, and the complaint stays open until then
    When the healthcare-manager does "acknowledge" on 2017-03-07 with:
      | has-date  | yes        |
      | answer-by | 2017-04-07 |
      | serious   | yes        |
    Then the healthcare-manager may not "send-update" because "must come first"
    And the healthcare-manager may not "report-result" because "must come first"
    When the healthcare-manager does "escalate" on 2017-03-08
    Then "report-result" is owed by the healthcare-manager
    When the healthcare-manager does "send-update" on 2017-03-20 with:
      | progress | Two people were interviewed. |
    Then the notice "progress" was sent to the head-of-detention-operations
    And the notice "progress" was not sent to the customer-service-unit
    And "report-result" is owed
    When the healthcare-provider does "draft" on 2017-03-21
    And the senior healthcare-provider does "approve" on 2017-03-22
    And the healthcare-provider does "respond" on 2017-03-23
    And the customer-service-unit does "record-outcome" on 2017-03-24
    Then the healthcare-manager may not "close"
    When the healthcare-manager does "report-result" on 2017-04-03 with:
      | progress        | It has ended.  |
      | recommendations | in-returns     |
    Then "report-result" is not owed
    And the notice "result" was sent to the head-of-detention-operations
    And the notice "result" was not sent to the customer-service-unit
    And the healthcare-manager may "close"
