Feature: When the answer is there

  Paragraph 47: the outcome within two working days, the copies, and the end.

  Background:
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the centre-supplier does "assign" on 2017-03-09
    And the centre-supplier does "draft" on 2017-03-30
    Then the monitoring-board does not see "outcome"
    And the enforcement-manager does not see "outcome"
    And the allocation-hub does not see "outcome"
    When the senior centre-supplier does "approve" on 2017-03-31

  @DSO-47a @DSO-47b @DSO-47c @DSO-48m
  Scenario: The outcome is recorded and the copies go out
    When the centre-supplier does "respond" on 2017-04-12
    Then the notice "answered" was sent to the customer-service-unit
    And "record-outcome" is due on 2017-04-18
    And the notice "manager-copy" was not sent
    When the customer-service-unit does "record-outcome" on 2017-04-18
    Then "record-outcome" was met on time
    And "responded-on" is "2017-04-12"
    And "outcome" is "substantiated"
    And the notice "manager-copy" was sent to the enforcement-manager
    And the notice "board-answer" was sent to the monitoring-board
    And the notice "board-outcome" was not sent
    And the enforcement-manager sees "letter.response"
    And the monitoring-board sees "letter.response"
    And the monitoring-board sees "outcome"

  @DSO-47c @X-08
  Scenario: The board that is not to be told gets the date and the outcome only
    When the customer-service-unit does "correct" on 2017-04-03 with:
      | board-withheld | yes |
    And the centre-supplier does "respond" on 2017-04-05
    And the customer-service-unit does "record-outcome" on 2017-04-06
    Then the notice "board-answer" was not sent
    And the notice "board-outcome" was sent to the monitoring-board
    And the monitoring-board sees "responded-on"
    And the monitoring-board sees "outcome"
    And the monitoring-board does not see "letter.response"
    And the monitoring-board does not see "findings"
    And the monitoring-board does not see "complainant-name"

  @DSO-47d @DSO-47e @X-24
  Scenario: An answer that is not good enough goes to the delivery manager
    When the centre-supplier does "respond" on 2017-04-05
    Then the delivery-manager does not see the case
    When the customer-service-unit does "record-outcome" on 2017-04-06 with:
      | quality      | poor                            |
      | quality-note | The second point is not answered. |
    Then the notice "poor-answer" was sent to the delivery-manager
    And the delivery-manager sees "letter.response"
    And the delivery-manager does not see "complainant-name"
    And the centre-supplier does not see "quality-note"

  @DSO-47d
  Scenario: A good answer does not reach the delivery manager
    When the centre-supplier does "respond" on 2017-04-05
    And the customer-service-unit does "record-outcome" on 2017-04-06
    Then the notice "poor-answer" was not sent
    And the delivery-manager does not see the case

  @DSO-41a @X-24
  Scenario: An answer that is drawn for the sample is opened to the delivery manager
    When the centre-supplier does "respond" on 2017-04-05
    And the customer-service-unit does "record-outcome" on 2017-04-06
    Then the delivery-manager does not see the case
    When the customer-service-unit does "add-to-sample" on 2017-05-02
    Then the notice "sampled" was sent to the delivery-manager
    And the delivery-manager sees "letter.response"
    And the delivery-manager does not see "complainant-name"

  @DSO-47a @X-27
  Scenario: Answered is not closed
    When the centre-supplier does "respond" on 2017-04-05
    Then the customer-service-unit may not "close" because "Record the outcome"
    When the customer-service-unit does "record-outcome" on 2017-04-10
    Then "record-outcome" was met late
    And "respond" was met on time
    And the stage is "responded"
    When the customer-service-unit does "no-action-points" on 2017-04-10
    And the customer-service-unit does "close" on 2017-04-28
    Then the stage is "closed"
