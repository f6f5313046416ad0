Feature: The healthcare part of a wider complaint, and what is not about healthcare

  Paragraphs 23 and 28.

  @DSO-23b @DSO-44h
  Scenario: The provider acknowledges its own part, and says how and until when
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "refer-part"
      | complaint | DC/2017/12 |
    Then the notice "referred" was sent to the monitoring-board
    And the monitoring-board does not see "complaint"
    When the healthcare-manager does "acknowledge" on 2017-03-07 with:
      | has-date  | yes        |
      | answer-by | 2017-04-07 |
    Then the letter "acknowledgement" contains "others will write to you about those"
    And the letter "acknowledgement" contains "7 April 2017"

  @DSO-28c @DSO-10c
  Scenario: What is not about healthcare after all goes to the unit
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "refer"
    When the healthcare-manager does "send-back" on 2017-03-07 with:
      | unit-statement | The waiting room has no chairs. |
    Then the notice "sent-back" was sent to the customer-service-unit
    And the notice "sent-back" was not sent to the monitoring-board
    And the stage is "sent-back"
    And "acknowledge" is not owed
