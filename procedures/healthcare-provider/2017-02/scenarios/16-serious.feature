Feature: Serious allegations about healthcare staff in England

  Paragraph 16.

  @DSO-16a @DSO-24a
  Scenario: The manager, the professional body and the police are told, each with its day
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the healthcare-provider through "receive"
      | serious | yes        |
      | staff   | Nurse Hale |
    Then the notice "serious" was sent to the healthcare-manager
    And the person complained about does not see the case
    And "tell-professional-body" is owed
    And "tell-police" is owed
    When the healthcare-manager does "tell-professional-body" on 2017-03-07 with:
      | professional-body | The professional regulator |
      | body-told-on      | 2017-03-07                 |
    Then "tell-professional-body" is not owed
    And "body-told-on" is "2017-03-07"
    When the healthcare-manager does "tell-police" on 2017-03-07 with:
      | police-told | The county police, on 7 March |
    Then "tell-police" is not owed

  @DSO-16a
  Scenario: Where the police need not be told, the reason is kept
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the healthcare-manager through "receive"
      | serious | yes |
    When the healthcare-manager does "no-need-for-police" on 2017-03-07 with:
      | no-police-reason | Nothing in it is a crime. |
    Then "tell-police" is not owed
    And "no-police-reason" is "Nothing in it is a crime."
    And "tell-professional-body" is owed

  @DSO-16a
  Scenario: Without a serious allegation nobody is told, and one that shows later is treated alike
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the healthcare-manager through "receive"
      | serious | no |
    Then the notice "serious" was not sent
    And "tell-professional-body" is not owed
    And "tell-police" is not owed
    And "tell-commissioner" is not owed
    And the healthcare-manager may not "tell-professional-body"
    And the healthcare-manager may not "tell-police"
    And the healthcare-manager may not "no-need-for-police"
    And the healthcare-manager may not "tell-commissioner"
    And the healthcare-manager may not "record-suspension"
    When the healthcare-provider does "raise-serious" on 2017-03-08 with:
      | serious | yes |
    Then the notice "serious" was sent to the healthcare-manager
    And "tell-professional-body" is owed
    And "tell-commissioner" is owed

  @DSO-16a
  Scenario: As long as somebody must still be told, no way out is open
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the healthcare-manager through "receive"
      | serious | yes |
    Then the healthcare-manager may not "send-to-unit" because "Serious allegation"
    When the healthcare-manager does "assess" on 2017-03-06 with:
      | quick             | yes |
      | wants-local       | yes |
      | below-formal      | yes |
      | no-written-answer | yes |
    Then the healthcare-manager may not "resolve-locally" because "All are told"
    When the healthcare-manager does "record-dissatisfaction" on 2017-03-06
    And the healthcare-manager does "advise" on 2017-03-06
    And the healthcare-manager does "choose-commissioner" on 2017-03-07 with:
      | forward-consent | yes |
    Then the healthcare-manager may not "forward" because "All are told"
    And the healthcare-manager may not "leave-to-patient" because "All are told"

  @DSO-16a
  Scenario: A formal answer waits for it too
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the healthcare-manager through "receive"
      | serious | yes |
    When the healthcare-manager does "assess" on 2017-03-06 with:
      | quick | no |
    And the healthcare-manager does "advise" on 2017-03-06
    And the healthcare-manager does "choose-provider" on 2017-03-07 with:
      | answer-by | 2017-04-28 |
    And the healthcare-provider does "draft" on 2017-03-20
    Then the healthcare-provider may not "answer" because "All are told"
    When the healthcare-provider does "tell-professional-body" on 2017-03-21
    And the healthcare-provider does "tell-police" on 2017-03-21
    And the healthcare-provider does "tell-commissioner" on 2017-03-21
    Then the healthcare-provider may "answer"

  @DSO-16c
  Scenario: The commissioning team hears how the investigation stands, and the complaint stays open until then
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the healthcare-manager through "receive"
      | serious | yes |
    When the healthcare-manager does "assess" on 2017-03-06 with:
      | quick | no |
    And the healthcare-manager does "advise" on 2017-03-06
    Then the healthcare-manager may not "go-no-further" because "All are told"
    When the healthcare-manager does "tell-professional-body" on 2017-03-07
    And the healthcare-manager does "no-need-for-police" on 2017-03-07
    Then the healthcare-manager may not "go-no-further" because "All are told"
    When the healthcare-manager does "tell-commissioner" on 2017-03-08 with:
      | investigation-update | It has begun. |
    Then the notice "investigation" was sent to the commissioning-team
    And the notice "investigation" was not sent to the customer-service-unit
    And the healthcare-manager may "go-no-further"

  @DSO-16b
  Scenario: A suspension is told to the Head of Detention Operations, and the complaint is not
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the healthcare-manager through "receive"
      | serious | yes |
    When the healthcare-manager does "record-suspension" on 2017-03-08 with:
      | suspended-person | Nurse Hale          |
      | employer         | The health supplier |
      | suspended-on     | 2017-03-07          |
    Then "record-suspension" opened 1 "healthcare-staff-suspension"
    And the case opened knows "suspended-person" as "Nurse Hale"
    And the case opened knows "employer" as "The health supplier"
    And the case opened knows "suspended-on" as "2017-03-07"
    And the person complained about does not see the case
    And the head-of-detention-operations does not see the case
