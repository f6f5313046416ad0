Feature: Who watches over the training

  IAP 5.1: the inspectorate and the monitoring boards read along.

  @IAP-5.1h
  Scenario Outline: The inspectorate and the monitoring boards read what came of the reviews, and change nothing
    Given a training package received on 2014-06-27 by the use-of-force-monitor
      | planned-start | 2014-07-31 |
    When the training-provider does "start" on 2014-07-14
    Then the <who> sees "package-name"
    And the <who> sees "review-found"
    And the <who> sees "formal-review.due"
    And the <who> does not see "note"
    And the <who> may not "note"
    And the <who> may not "formal-review"

    Examples:
      | who                  |
      | prisons-inspectorate |
      | monitoring-board     |
