Feature: A use of force is referred

  IAP 5.1: professional standards takes up what those who watch over the use of force refer, without a complainant.

  Background:
    Given a complaint received on 2017-03-06 at 09:30 by the use-of-force-monitor through "refer-from-force"
      | force-incident | UF/2017/2                         |
      | setting        | escort                            |
      | statement      | The belt stayed on for six hours  |
      | officers       | Sam Doyle, Lee Hart               |

  @IAP-5.1c
  Scenario: A referral reaches professional standards at once, with the incident, and needs no hub
    Then the stage is "referred"
    And the notice "force-referral" was sent to the professional-standards
    And "take-up-referral" is owed by the professional-standards
    And "take-up-referral" is due on 2017-03-08
    And the professional-standards sees "force-incident"
    And the professional-standards sees "statement"
    And "pass-on" is not owed
    And the monitoring-board does not see the case
    And the use-of-force-monitor does not see the case
    And the person complained about does not see the case

  @IAP-5.1c @DSO-50a
  Scenario: It is taken up, about those officers whom it concerns, and answered without a complainant
    When the professional-standards does "take-up-referral" on 2017-03-07 with:
      | category  | serious-misconduct |
      | escort    | yes                |
      | received  | 2017-03-06         |
      | officers  | Sam Doyle          |
      | anonymous | yes                |
    Then the stage is "allocated"
    And "responder" is "professional-standards"
    And "take-up-referral" was met on time
    And "take-up-referral" opened 1 "officer-certification"
    And the case opened knows "officer" as "Sam Doyle"
    And the notice "force-taken-up" was sent to the contract-monitor
    And "acknowledge" is not owed
    And "respond-serious" is due on 2017-05-29
    And the professional-standards as "Lee Hart" does not see the case
    When the professional-standards does "assign" on 2017-03-08
    And the professional-standards does "draft" on 2017-05-02
    And the senior professional-standards does "approve" on 2017-05-03
    And the professional-standards does "respond" on 2017-05-04
    Then the letter "serious-response" was not sent
    And the notice "referral-concluded" was sent to the use-of-force-monitor
    And the notice "conclusion" was sent to the head-of-detention-operations
    When the customer-service-unit does "record-outcome" on 2017-05-05
    And the lessons-learned does "collect-recommendations" on 2017-05-09 with:
      | action-points | Check belts every quarter of an hour |
    And the customer-service-unit does "close" on 2017-05-20 with:
      | officers-settled | opened |
    Then the stage is "closed"

  @IAP-5.1c
  Scenario: The person on whom force was used can be answered like a complainant
    When the professional-standards does "take-up-referral" on 2017-03-07 with:
      | category         | serious-misconduct |
      | anonymous        | no                 |
      | complainant-name | Amina K.           |
    Then "acknowledge" is owed by the professional-standards
    And "acknowledge" is due on 2017-03-09
    When the professional-standards does "assign" on 2017-03-08
    And the professional-standards does "acknowledge" on 2017-03-08
    Then the letter "serious-acknowledgement" contains "Amina K."

  @IAP-5.1c
  Scenario: A referral with nothing to investigate goes back to the monitors with the reason
    When the professional-standards tries "decline-referral" on 2017-03-07 and is refused because "Why the referral was not taken up"
      | declined-why |  |
    And the professional-standards does "decline-referral" on 2017-03-07 with:
      | declined-why | The footage shows that the belt was checked every quarter of an hour |
    Then the stage is "not-taken-up"
    And the notice "force-declined" was sent to the use-of-force-monitor
    And "take-up-referral" is not owed
