Feature: Minor misconduct and service: what follows

  Paragraphs 51 to 57: the officer's case, action points, feedback and payments.

  Background:
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category         | minor-misconduct |
      | officers         | Sam Doyle        |
      | complainant-name | Amina K.         |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    Then "allocate" opened 0 "officer-certification"
    When the centre-supplier does "assign" on 2017-03-09
    And the centre-supplier does "draft" on 2017-03-30 with:
      | loss | financial |
    And the senior centre-supplier does "approve" on 2017-03-31
    And the centre-supplier does "respond" on 2017-04-03
    And the customer-service-unit does "record-outcome" on 2017-04-04

  @DSO-51a @DSO-50g
  Scenario: Minor misconduct that was substantiated opens the officer's case, and nothing is closed before
    Then "record-for-officers" is owed by the customer-service-unit
    And the centre-supplier may not "record-for-officers"
    When the customer-service-unit does "no-action-points" on 2017-04-04
    And the centre-supplier does "open-payment" on 2017-04-04
    Then the customer-service-unit may not "close" because "officers"
    When the customer-service-unit does "record-for-officers" on 2017-04-05 with:
      | officers-found       | Sam Doyle               |
      | found-about-officers | partially-substantiated |
    Then "record-for-officers" opened 1 "officer-certification"
    And the case opened knows "officer" as "Sam Doyle"
    And the case opened knows "complaint" as "this"
    And the case opened knows "outcome" as "partially-substantiated"
    And "record-for-officers" is not owed
    And the centre-supplier does not see "officers-found"
    And the monitoring-board does not see "found-about-officers"
    When the customer-service-unit does "close" on 2017-05-02 with:
      | payment-settled | paid |
    Then the stage is "closed"

  @DSO-51a
  Scenario: Only somebody whom the complaint names gets a case
    When the customer-service-unit tries "record-for-officers" on 2017-04-05 and is refused because "is not named under"
      | officers-found | Kim West |
    Then "record-for-officers" is owed

  @DSO-51a
  Scenario: When nobody could be identified, it is said why
    When the customer-service-unit does "no-action-points" on 2017-04-04
    And the centre-supplier does "open-payment" on 2017-04-04
    Then the customer-service-unit may not "close" because "officers"
    When the customer-service-unit does "no-officer" on 2017-04-05 with:
      | no-officer-why | Nobody on the rota fits the description |
    Then "record-for-officers" is not owed
    And the customer-service-unit may "close"

  @DSO-51a @DSO-50a
  Scenario: Somebody who was not named yet is named first, also after the answer
    When the customer-service-unit does "correct-officers" on 2017-04-05 with:
      | officers | Sam Doyle, Kim West |
    And the customer-service-unit does "record-for-officers" on 2017-04-05 with:
      | officers-found | Kim West |
    Then "record-for-officers" opened 1 "officer-certification"
    And the case opened knows "officer" as "Kim West"
    And the centre-supplier as "Kim West" does not see the case

  @DSO-52b @DSO-48h
  Scenario: Action points are raised for what was substantiated
    Then "raise-action-points" is owed by the customer-service-unit
    When the centre-supplier does "raise-action-points" on 2017-04-05 with:
      | action-points | Write down every enquiry; Check the store weekly |
    Then "raise-action-points" opened 2 "action-point"
    And the case opened knows "action" as "Check the store weekly"
    And the case opened knows "source" as "complaint"
    And the case opened knows "issue" as "delay"
    And "raise-action-points" is not owed

  @DSO-52b
  Scenario: Or it is said why none is needed
    When the customer-service-unit does "no-action-points" on 2017-04-05 with:
      | no-action-reason | The officer apologised at once. |
    Then "raise-action-points" is not owed

  @DSO-52b
  Scenario Outline: What was substantiated is not closed before it is known what follows
    When the customer-service-unit does "no-officer" on 2017-04-05
    And the centre-supplier does "open-payment" on 2017-04-05
    Then the customer-service-unit may not "close" because "Action points were raised"
    And "raise-action-points" is owed
    When the <who> does "<step>" on 2017-04-06
    Then the customer-service-unit may "close"

    Examples:
      | who                   | step                |
      | centre-supplier       | raise-action-points |
      | customer-service-unit | raise-action-points |
      | customer-service-unit | no-action-points    |

  @DSO-52b
  Scenario: That no action is needed is said with its reason
    When the customer-service-unit tries "no-action-points" on 2017-04-05 and is refused because "Why there is no action point"
      | no-action-reason |  |
    Then "raise-action-points" is owed by the customer-service-unit

  @DSO-55a @DSO-55b @DSO-56b @DSO-54a
  Scenario: A loss opens the record of a payment, and closing asks whether it is settled
    Then "consider-payment" is owed by the centre-supplier
    When the centre-supplier does "open-payment" on 2017-04-05
    Then "open-payment" opened 1 "ex-gratia-payment"
    And the case opened knows "complainant-name" as "Amina K."
    And "consider-payment" is not owed
    When the customer-service-unit does "record-for-officers" on 2017-04-06 with:
      | officers-found | Sam Doyle |
    And the customer-service-unit does "no-action-points" on 2017-04-06
    And the customer-service-unit does "close" on 2017-05-02 with:
      | payment-settled | paid |
    Then the stage is "closed"
    And "payment-settled" is "paid"

  @DSO-55a @DSO-56b
  Scenario: A complaint that found a loss is not closed before a payment was considered
    When the customer-service-unit does "no-officer" on 2017-04-05
    And the customer-service-unit does "no-action-points" on 2017-04-05
    Then the customer-service-unit may not "close" because "A payment was considered"
    And "consider-payment" is owed
    When the customer-service-unit does "open-payment-by-unit" on 2017-04-06
    Then "consider-payment" is not owed
    And the customer-service-unit may "close"

  @DSO-53c @DSO-53d @DSO-48k @X-25
  Scenario: Feedback that comes back is kept with the complaint, and somebody says what was done about it
    Then the customer-service-unit may not "look-at-feedback"
    When the customer-service-unit does "record-feedback" on 2017-04-20 with:
      | feedback       | dissatisfied      |
      | feedback-words | It took too long. |
    Then "feedback" is "dissatisfied"
    And "look-at-feedback" is owed by the customer-service-unit
    And "look-at-feedback" is owed by the centre-supplier
    And the centre-supplier sees "feedback-words"
    And the monitoring-board does not see "feedback-words"
    And the head-of-detention-operations sees "feedback"
    And the head-of-detention-operations does not see "feedback-words"
    When the centre-supplier tries "look-at-feedback-as-responder" on 2017-04-21 and is refused because "What was done about the feedback"
      | feedback-action |  |
    And the centre-supplier does "look-at-feedback-as-responder" on 2017-04-21 with:
      | feedback-action | The manager now looks at open complaints every Monday. |
    Then "look-at-feedback" is not owed
    And "feedback-action" is "The manager now looks at open complaints every Monday."

  @DSO-53c @DSO-53d
  Scenario: Feedback is recorded by whoever answered, and after the complaint was closed
    When the customer-service-unit does "no-officer" on 2017-04-05
    And the customer-service-unit does "no-action-points" on 2017-04-05
    And the centre-supplier does "open-payment" on 2017-04-05
    And the centre-supplier does "record-feedback-as-responder" on 2017-04-20 with:
      | feedback | satisfied |
    Then "feedback" is "satisfied"
    And "look-at-feedback" is owed
    And the escort-supplier may not "record-feedback-as-responder"
    And the customer-service-unit may not "close" because "Feedback was looked at"
    When the customer-service-unit does "look-at-feedback" on 2017-04-21 with:
      | feedback-action | Nothing to do: the person was content. |
    And the customer-service-unit does "close" on 2017-05-02 with:
      | payment-settled | none |
    And the centre-supplier tries "record-late-feedback-as-responder" on 2017-05-10 and is refused because "What was done about the feedback"
      | feedback        | dissatisfied |
      | feedback-action |              |
    And the centre-supplier does "record-late-feedback-as-responder" on 2017-05-10 with:
      | feedback        | dissatisfied           |
      | feedback-action | We rang him and said sorry. |
    Then the stage is "closed"
    And "feedback" is "dissatisfied"
    And "feedback-action" is "We rang him and said sorry."
    And the head-of-detention-operations sees "feedback"

  @DSO-47f
  Scenario: What the survey asked for is known without typing it again
    Then "topic" is "delay"
    And "responder" is "centre-supplier"
