Feature: From the box to the outcome

  Paragraphs 19, 36, 40, 44, 45, 47 and 48. The provider answers; the unit and the board learn the name, the dates and the outcome.

  @DSO-19a @DSO-19c @DSO-19d @DSO-19e @DSO-44h @X-07
  Scenario: A complaint is referred, and the unit and the board get a name and a date
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "refer"
      | nation           | scotland   |
      | complainant-name | Sana Iqbal |
      | passed-on        | 2017-03-06 |
    Then the notice "referred-to-manager" was sent to the healthcare-manager
    And the notice "referred" was sent to the customer-service-unit
    And the notice "referred" was sent to the monitoring-board
    And nothing is recorded but "place", "nation", "ombudsman", "complainant-name", "passed-on", "answered", "recorded", "escalated", "result-reported"
    And the customer-service-unit sees "complainant-name"
    And the customer-service-unit sees "passed-on"
    And the customer-service-unit does not see "documents"
    And the home-office-centre-team does not see "documents"
    And the monitoring-board sees "passed-on"
    And the monitoring-board does not see "documents"

  @DSO-36e @DSO-36l @DSO-19b
  Scenario: It is acknowledged in two working days, with the provider's own date
    Given a healthcare complaint received on 2017-03-16 at 10:00 by the home-office-centre-team through "refer"
      | nation    | northern-ireland |
      | passed-on | 2017-03-16       |
    Then "acknowledge" is due on 2017-03-21
    And "acknowledge" is owed by the healthcare-manager
    When the healthcare-manager does "acknowledge" on 2017-03-21 with:
      | has-date  | yes        |
      | answer-by | 2017-05-19 |
    Then "acknowledge" was met on time
    And "answer" is due on 2017-05-19
    And "answer-undated" is not owed
    And "no-date-reason" is not known
    And the letter "acknowledgement" contains "19 May 2017"
    And the letter "acknowledgement" contains "Nobody may treat you worse"
    And the letter "acknowledgement-undated" was not sent

  @DSO-36e
  Scenario: Saint Patrick's day is a working day in Scotland
    Given a healthcare complaint received on 2017-03-16 at 10:00 by the home-office-centre-team through "refer"
      | nation    | scotland   |
      | passed-on | 2017-03-16 |
    Then "acknowledge" is due on 2017-03-20

  @DSO-19b @DSO-36l
  Scenario: Where there is no date, the reason is given, and the answer is owed all the same
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "refer"
    When the healthcare-provider does "acknowledge" on 2017-03-07 with:
      | has-date       | no                                            |
      | no-date-reason | We wait for the records of another hospital.  |
    Then "answer" is not owed
    And the healthcare-provider may not "agree-new-date"
    And "answer-undated" is owed by the healthcare-provider
    And the letter "acknowledgement-undated" contains "We wait for the records of another hospital."
    And the letter "acknowledgement" was not sent
    And "answer-by" is not known
    When nothing happens until 2018-03-07
    Then "answer-undated" is owed
    And "answer-undated" is not overdue

  @DSO-19b @DSO-36l
  Scenario: The twenty working days of other complaints do not apply, and a new date can be agreed
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "refer"
    When the healthcare-manager does "acknowledge" on 2017-03-07 with:
      | has-date  | yes        |
      | answer-by | 2017-04-28 |
    And nothing happens until 2017-04-10
    Then "answer" is not overdue
    When the healthcare-provider does "agree-new-date" on 2017-04-20 with:
      | new-date | 2017-05-12 |
    Then "answer" is due on 2017-05-12
    When nothing happens until 2017-05-13
    Then "answer" is overdue

  @DSO-45c
  Scenario: A translated complaint counts as received on the day of the translation
    Given a healthcare complaint received on 2017-03-09 at 15:00 by the customer-service-unit through "refer-part"
      | complainant-name | Sana Iqbal |
      | passed-on        | 2017-03-09 |
    When the healthcare-manager does "acknowledge" on 2017-03-10 with:
      | received-on | 2017-03-09 |
      | has-date    | yes        |
      | answer-by   | 2017-04-28 |
    Then "received-on" is "2017-03-09"
    And the letter "acknowledgement" contains "9 March 2017"

  @DSO-45b @DSO-45d
  Scenario: What the unit refers after a translation is told to the board as well
    Given a healthcare complaint received on 2017-03-09 at 15:00 by the customer-service-unit through "refer-part"
    Then the notice "referred-to-manager" was sent to the healthcare-manager
    And the notice "referred" was sent to the monitoring-board
    And "acknowledge" is due on 2017-03-13

  @DSO-19f @DSO-19g @DSO-19h @DSO-45d @DSO-47a @DSO-48n
  Scenario: The unit learns the date and the outcome, records them, and tells the board
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "refer"
    When the healthcare-manager does "acknowledge" on 2017-03-07 with:
      | has-date  | yes                      |
      | answer-by | 2017-04-07               |
      | statement | My insulin came too late |
    And the healthcare-provider does "draft" on 2017-03-20 with:
      | outcome       | substantiated                 |
      | investigation | The round had missed the wing |
    Then the customer-service-unit does not see "outcome"
    When the senior healthcare-provider does "approve" on 2017-03-22
    And the healthcare-provider does "respond" on 2017-03-23
    Then "answer" was met on time
    And the notice "answered" was sent to the customer-service-unit
    And the notice "answered" was not sent to the monitoring-board
    And the customer-service-unit sees "outcome"
    And the customer-service-unit sees "responded-on"
    And the customer-service-unit does not see "statement"
    And the customer-service-unit does not see "investigation"
    And the customer-service-unit does not see "action"
    And the customer-service-unit does not see "letter.response"
    And the customer-service-unit does not see "timeline"
    And the monitoring-board does not see "outcome"
    And the monitoring-board does not see "responded-on"
    And "record-outcome" is due on 2017-03-27
    When the customer-service-unit does "record-outcome" on 2017-03-27
    Then "record-outcome" was met on time
    And the notice "board-answered" was sent to the monitoring-board
    And the monitoring-board sees "outcome"
    And the monitoring-board sees "responded-on"
    And the monitoring-board does not see "statement"
    And the monitoring-board does not see "investigation"
    And the monitoring-board does not see "letter.response"
    When the healthcare-manager does "close" on 2017-03-28
    Then the stage is "closed"

  @DSO-19c @DSO-48n
  Scenario Outline: What the complaint says never reaches the <role>
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "refer"
    When the healthcare-manager does "acknowledge" on 2017-03-07 with:
      | has-date  | yes                      |
      | answer-by | 2017-04-07               |
      | statement | My insulin came too late |
    And the healthcare-provider does "draft" on 2017-03-20
    Then the <role> does not see "statement"
    And the <role> does not see "investigation"
    And the <role> does not see "letter.response"
    And the <role> does not see "documents"
    And the <role> does not see "timeline"

    Examples:
      | role                         |
      | home-office-centre-team      |
      | customer-service-unit        |
      | monitoring-board             |
      | head-of-detention-operations |
      | enforcement-manager          |
      | centre-supplier              |

  @DSO-40a @DSO-19a
  Scenario: A second and more senior person checks the provider's answer
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "refer"
    When the healthcare-manager does "acknowledge" on 2017-03-07 with:
      | has-date  | yes        |
      | answer-by | 2017-04-07 |
    And the healthcare-provider does "draft" on 2017-03-20
    Then the healthcare-provider may not "approve" because "other than"
    And the healthcare-provider as "Pat Reed" may not "approve" because "senior"
    And the healthcare-provider may not "return-draft" because "other than"
    And the healthcare-provider as "Pat Reed" may not "return-draft" because "senior"
    When the senior healthcare-provider does "return-draft" on 2017-03-21 with:
      | draft-comment | Say what happened on the second day. |
    Then the stage is "with-provider"
    And the senior healthcare-provider may not "respond"

  @DSO-19a @DSO-48e @DSO-48g @DSO-48k @DSO-26c
  Scenario: The answer has what the general arrangements ask for
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the home-office-centre-team through "refer"
      | nation | scotland |
    When the healthcare-manager does "acknowledge" on 2017-03-07 with:
      | has-date  | yes        |
      | answer-by | 2017-04-07 |
    And the healthcare-provider does "draft" on 2017-03-20 with:
      | outcome       | partially-substantiated       |
      | investigation | The round had missed the wing |
      | action        | The list is checked each day  |
    And the senior healthcare-provider does "approve" on 2017-03-22
    And the healthcare-provider does "respond" on 2017-03-23
    Then the letter "response" contains "The round had missed the wing"
    And the letter "response" contains "Partially substantiated"
    And the letter "response" contains "The list is checked each day"
    And the letter "response" contains "the Scottish Public Services Ombudsman"
    And the letter "response" contains "feedback form"
    And the letter "response" contains "help you read this letter"
