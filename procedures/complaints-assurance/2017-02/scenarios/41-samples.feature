Feature: Samples of answers

  Paragraphs 41 and 47: the delivery manager's sample and the unit's own checks are records of their own, and what is not done shows.

  @DSO-41a
  Scenario: The delivery manager looks at a sample every month
    Given a quality check received on 2017-03-01 at 09:00
    Then "sample" is due on 2017-04-01
    And "sample" is owed by the delivery-manager
    When the delivery-manager does "sample-good" on 2017-03-28 with:
      | sample-size     | 5                |
      | sample-findings | All points met   |
    Then "sample" is due on 2017-04-28
    And "agree-improvement" is not owed
    When nothing happens until 2017-04-29
    Then "sample" is overdue
    And the customer-service-unit may not "sample-good"

  @DSO-41b
  Scenario: Poor answers lead to an improvement that is agreed with the supplier
    Given a quality check received on 2017-03-01
      | setting | removal-centre |
    When the delivery-manager does "sample-poor" on 2017-03-28 with:
      | sample-size     | 5                            |
      | sample-findings | Two answers give no reasons  |
    Then "agree-improvement" is owed by the delivery-manager
    And the notice "sample-poor" was sent to the centre-supplier
    When the delivery-manager does "agree-improvement" on 2017-04-03 with:
      | agreed-with | The complaints manager       |
      | improvement | A second reader checks reasons |
      | issue       | complaint-handling             |
    Then "agree-improvement" is not owed
    And "agree-improvement" opened 1 "action-point"
    And the case opened knows "action" as "A second reader checks reasons"
    And the case opened knows "source" as "dip-sample"
    And the case opened knows "issue" as "complaint-handling"
    And the case opened knows "assurance" as "this"
    And the notice "escalated" was not sent

  @DSO-41b
  Scenario: A good sample next month does not wipe out what is owed for a poor one
    Given a quality check received on 2017-03-01
    When the delivery-manager does "sample-poor" on 2017-03-28
    And the delivery-manager does "sample-good" on 2017-04-27
    Then "agree-improvement" is owed by the delivery-manager

  @DSO-41c
  Scenario: What cannot be settled locally goes to the Head of Detention Operations, who acts
    Given a quality check received on 2017-03-01
    When the delivery-manager does "sample-poor" on 2017-03-28
    And the delivery-manager does "escalate" on 2017-04-10 with:
      | escalation | The supplier does not accept the findings |
    Then the notice "escalated" was sent to the head-of-detention-operations
    And "agree-improvement" is not owed
    And "act-with-supplier" is owed by the head-of-detention-operations
    And the head-of-detention-operations sees "escalation"
    When the head-of-detention-operations does "act-with-supplier" on 2017-04-18 with:
      | supplier-action | Raised at the contract meeting |
    Then "act-with-supplier" is not owed

  @DSO-47d @X-24
  Scenario: The unit's scoring and the delivery manager's sample do not stand for each other
    Given a quality check received on 2017-03-01 at 09:00
    When the delivery-manager does "sample-good" on 2017-03-28 with:
      | sample-findings | All points met |
    Then "score-answers" is owed by the customer-service-unit
    And "sample-documents" is owed by the customer-service-unit
    When the customer-service-unit does "score-answers" on 2017-03-29 with:
      | scored         | 20                     |
      | score          | fair                   |
      | score-findings | Reasons are often thin |
    Then "score-answers" is due on 2017-04-29
    And "sample" is due on 2017-04-28
    And "sample-documents" is due on 2017-04-01
    And "sample-findings" is "All points met"
    And "score-findings" is "Reasons are often thin"

  @DSO-47e
  Scenario: A poor answer goes to the delivery manager, who takes it up
    Given a quality check received on 2017-03-01
    When the customer-service-unit does "pass-on-poor" on 2017-03-20 with:
      | poor-complaint | DC/2017/4             |
      | poor-why       | It misses two points  |
    Then the notice "poor" was sent to the delivery-manager
    And "take-up-poor" is owed by the delivery-manager
    And the delivery-manager sees "poor-why"
    And the centre-supplier does not see "poor-why"
    When the delivery-manager does "take-up-poor" on 2017-03-24 with:
      | taken-up | A new answer was sent |
    Then "take-up-poor" is not owed

  @DSO-47g @X-24
  Scenario: What is missing in the documents sample is owed until it is filed
    Given a quality check received on 2017-03-01 at 09:00
    Then "sample-documents" is due on 2017-04-01
    When the customer-service-unit does "documents-missing" on 2017-03-15 with:
      | documents-looked-at | 10                                |
      | documents-missing   | DC/2017/4: the interim answer     |
    Then "sample-documents" was met on time
    And "file-missing" is owed by the customer-service-unit
    When the customer-service-unit does "documents-complete" on 2017-04-12 with:
      | documents-looked-at | 10 |
    Then "file-missing" is owed
    When the customer-service-unit does "file-missing" on 2017-04-13 with:
      | documents-filed | The interim answer of DC/2017/4 |
    Then "file-missing" is not owed

  @DSO-41a @DSO-47d @DSO-52b
  Scenario: A poor score goes into the learning log
    Given a quality check received on 2017-03-01
    When the customer-service-unit tries "score-answers" on 2017-03-29 and is refused because "To be done because of a poor score"
      | score        | poor |
      | score-lesson |      |
    And the customer-service-unit does "score-answers" on 2017-03-29 with:
      | scored       | 20                             |
      | score        | poor                           |
      | score-lesson | Answers say what was looked at |
      | score-issue  | complaint-handling             |
    Then "score-answers" opened 1 "action-point"
    And the case opened knows "action" as "Answers say what was looked at"
    And the case opened knows "source" as "dip-sample"
    And the case opened knows "issue" as "complaint-handling"

  @DSO-47d @DSO-52b
  Scenario: A good score needs no lesson, but one can be entered
    Given a quality check received on 2017-03-01
    When the customer-service-unit does "score-answers" on 2017-03-29 with:
      | score | good |
    Then "score-answers" opened 0 "action-point"
    And the centre-supplier may not "learn-from-sample"
    When the delivery-manager does "learn-from-sample" on 2017-03-30 with:
      | sample-lesson | Use the new letter of centre B everywhere |
      | issue         | communication                             |
    Then "learn-from-sample" opened 1 "action-point"
    And the case opened knows "issue" as "communication"
    And the case opened knows "source" as "dip-sample"

  @DSO-41a
  Scenario: When a place is no longer used, nothing more is looked at
    Given a quality check received on 2017-03-01 at 09:00
    When the customer-service-unit does "end" on 2017-03-20 with:
      | ended-why | The centre has closed |
    Then "sample" is not owed
    And "score-answers" is not owed
    And the stage is "ended"
