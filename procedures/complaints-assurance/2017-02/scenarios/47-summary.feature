Feature: The summary, the survey, trends and feedback

  Paragraphs 47, 52 and 53: what the unit sends and completes every month, and what is learned.

  @DSO-47h @X-43
  Scenario: The monthly summary goes to its five readers, and shows when it was not sent
    Given a quality check received on 2017-03-01 at 09:00
    Then "send-summary" is due on 2017-04-01
    When the customer-service-unit does "send-summary" on 2017-04-01 with:
      | summary-month | March 2017 |
    Then the notice "summary" was sent to the enforcement-manager
    And the notice "summary" was sent to the centre-manager
    And the notice "summary" was sent to the complaints-clerk
    And the notice "summary" was sent to the delivery-manager
    And the notice "summary-board" was sent to the monitoring-board
    And the notice "summary" was not sent to the centre-supplier
    And the complaints-clerk sees "summary-month"
    And the monitoring-board does not see "sample-findings"
    And "send-summary" is due on 2017-05-01
    When nothing happens until 2017-05-02
    Then "send-summary" is overdue

  @DSO-47f
  Scenario: The survey is completed for every answer of the month
    Given a quality check received on 2017-03-01 at 09:00
    Then "complete-survey" is due on 2017-04-01
    When the customer-service-unit does "complete-survey" on 2017-03-31 with:
      | survey-month   | March 2017 |
      | survey-answers | 41         |
    Then "complete-survey" was met on time
    And "survey-answers" is "41"
    And "complete-survey" is due on 2017-04-30
    When nothing happens until 2017-05-01
    Then "complete-survey" is overdue

  @DSO-52a
  Scenario: Trends are looked at every three months, and may become an action point
    Given a quality check received on 2017-03-01 at 09:00
    Then "review-trends" is due on 2017-06-01
    When the customer-service-unit does "act-on-trend" on 2017-05-30 with:
      | trends       | Property complaints doubled in the south |
      | trend-action | Photograph property on arrival           |
    Then "act-on-trend" opened 1 "action-point"
    And the case opened knows "action" as "Photograph property on arrival"
    And the case opened knows "source" as "trend"
    And "review-trends" is due on 2017-08-30

  @DSO-52a
  Scenario: Or nothing needs to change
    Given a quality check received on 2017-03-01 at 09:00
    When the customer-service-unit does "review-trends" on 2017-05-30
    Then "review-trends" was met on time
    When nothing happens until 2017-08-31
    Then "review-trends" is overdue

  @DSO-53c @DSO-53d @X-25
  Scenario: Feedback forms are recorded when they come back, and reviewed every month
    Given a quality check received on 2017-03-01 at 09:00
      | setting | removal-centre |
    When the centre-supplier does "take-feedback" on 2017-03-10 with:
      | feedback-complaint | DC/2017/4        |
      | feedback-content   | no               |
      | feedback-words     | It took too long |
    Then "feedback-content" is "no"
    And "review-feedback" is due on 2017-04-01
    And "review-feedback" is owed by the centre-supplier
    When the centre-supplier does "act-on-feedback" on 2017-03-31 with:
      | feedback-offered | yes                             |
      | feedback-review  | Nine came back, six not content |
      | feedback-action  | Weekly word on progress         |
    Then "act-on-feedback" opened 1 "action-point"
    And the case opened knows "source" as "feedback"
    And the notice "feedback-not-offered" was not sent
    And "review-feedback" is due on 2017-04-30
    When nothing happens until 2017-05-01
    Then "review-feedback" is overdue

  @DSO-53c
  Scenario: The unit is told where people are not given the form
    Given a quality check received on 2017-03-01
      | setting | holding |
    When the escort-supplier does "review-feedback" on 2017-03-31 with:
      | feedback-offered | no                               |
      | feedback-review  | None came back: no forms in room 2 |
    Then the notice "feedback-not-offered" was sent to the customer-service-unit
    And the centre-supplier may not "review-feedback"
