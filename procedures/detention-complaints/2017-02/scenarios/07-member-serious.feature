Feature: Serious misconduct is never passed on

  Paragraph 7: an allegation of serious misconduct stays, whoever lodged it.

  Background:
    Given a complaint received on 2017-03-06 at 09:00 by the customer-service-unit through "receive"
      | category       | serious-misconduct  |
      | made-by        | member-of-parliament |
      | representative | Jane Roe MP          |
      | received       | 2017-03-06           |

  @DSO-7f @X-16
  Scenario: A Member of Parliament alleges serious misconduct
    Then the customer-service-unit may not "pass-to-ministerial"
    When the customer-service-unit does "tie-to-ministerial" on 2017-03-06 with:
      | member                | Jane Roe MP |
      | ministerial-reference | M2017/442   |
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-07
    And the customer-service-unit does "allocate" on 2017-03-07
    Then the notice "referral" was sent to the central-referral-team
    When the professional-standards does "assign" on 2017-03-08
    And the professional-standards does "draft" on 2017-05-02
    And the senior professional-standards does "approve" on 2017-05-03
    And the professional-standards does "respond" on 2017-05-04
    Then "answer-member" is owed by the customer-service-unit
    When the customer-service-unit does "record-outcome" on 2017-05-05
    Then the notice "ministerial-findings" was sent to the customer-service-unit
    When the customer-service-unit does "answer-member" on 2017-05-08
    Then "answer-member" is not owed

  @DSO-7e @DSO-45h
  Scenario: Nor does it leave in any other way
    Then the customer-service-unit may not "pass-on"
    And the customer-service-unit may not "send-to-centre"
    And the customer-service-unit may "send-to-hub"
