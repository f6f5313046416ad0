Feature: Serious misconduct

  Paragraph 49: professional standards' acknowledgement, its twelve weeks, its updates, what it hands back, and who learns of its answer.

  Background:
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | serious-misconduct |
      | officers | Sam Doyle          |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    Then the professional-standards does not see the case
    When the customer-service-unit does "allocate" on 2017-03-08
    Then the professional-standards sees "statement"
    And the professional-standards may not "record-evidence"
    And the professional-standards may not "ask-extension"
    And the person complained about does not see the case

  @DSO-49c @DSO-36e @X-22 @DSO-D3
  Scenario: Its acknowledgement asks for evidence within seven days, where possible
    When the professional-standards does "assign" on 2017-03-09
    And the professional-standards does "acknowledge" on 2017-03-10
    Then the letter "serious-acknowledgement" contains "within 7 days of this letter"
    And the letter "serious-acknowledgement" contains "29 May 2017"
    And the letter "serious-acknowledgement" contains "Nobody may treat you worse"
    And the letter "acknowledgement" was not sent
    And "gather-evidence" is due on 2017-03-17
    When nothing happens until 2017-03-20
    Then "gather-evidence" is overdue
    And the professional-standards may "record-serious-evidence"
    When the professional-standards does "record-serious-evidence" on 2017-03-27 with:
      | serious-evidence | A photograph came by post. |
    Then "gather-evidence" was met late
    And the stage is "investigating"

  @DSO-49a @DSO-49d
  Scenario: What professional standards finds out stays with it and the unit
    When the professional-standards does "assign" on 2017-03-09
    And the professional-standards does "record-serious-evidence" on 2017-03-14
    Then the professional-standards sees "serious-evidence"
    And the customer-service-unit sees "serious-evidence"
    And the enforcement-manager sees "statement"
    And the enforcement-manager does not see "serious-evidence"
    And the monitoring-board does not see "serious-evidence"
    And the allocation-hub does not see "statement"
    And the home-office-centre-team does not see "serious-evidence"
    And the centre-supplier does not see the case
    And the delivery-manager does not see the case
    And the lessons-learned does not see the case

  @DSO-36j @DSO-49b @DSO-49j @X-02
  Scenario: When the twelve weeks pass, the person hears every four weeks
    When the professional-standards does "assign" on 2017-03-09
    And nothing happens until 2017-05-29 at 23:00
    Then "respond-serious" is not overdue
    And "update-complainant" is not owed
    When nothing happens until 2017-05-30
    Then "respond-serious" is overdue
    And "respond-after-allocation" is not overdue
    And "update-complainant" is due on 2017-06-26
    And "update-complainant" is owed by the professional-standards
    When the professional-standards does "update-complainant" on 2017-06-23 with:
      | progress | Two witnesses are still to be heard. |
    Then the letter "update" contains "Two witnesses are still to be heard."
    And "update-complainant" is due on 2017-07-21
    When nothing happens until 2017-07-22
    Then "update-complainant" is overdue
    When the professional-standards does "update-complainant" on 2017-07-24
    And the professional-standards does "draft" on 2017-07-25
    And the senior professional-standards does "approve" on 2017-07-26
    And the professional-standards does "respond" on 2017-07-27
    Then "respond-serious" was met late
    And "respond-after-allocation" was met late
    And "update-complainant" is not owed

  @DSO-49j
  Scenario: An answer in time needs no updates
    When the professional-standards does "assign" on 2017-03-09
    And the professional-standards does "draft" on 2017-05-22
    And the senior professional-standards does "approve" on 2017-05-24
    And the professional-standards does "respond" on 2017-05-26
    And nothing happens until 2017-06-30
    Then "respond-serious" was met on time
    And "respond-after-allocation" was met on time
    And "update-complainant" is not owed

  @DSO-49h @DSO-49i
  Scenario: Not discrimination after all: handed back, put in another category and allocated again
    When the professional-standards does "assign" on 2017-03-09
    And the professional-standards does "acknowledge" on 2017-03-10
    And the professional-standards does "record-serious-evidence" on 2017-03-14
    And the professional-standards does "return-to-unit" on 2017-03-20 with:
      | return-reason      | no-discrimination                        |
      | return-explanation | Everybody in the queue was sent away.    |
    Then the stage is "returned"
    And the notice "handed-back" was sent to the customer-service-unit
    And "allocate-again" is owed by the customer-service-unit
    And "respond-serious" is due on 2017-05-29
    And the centre-supplier does not see the case
    When the customer-service-unit does "recategorise" on 2017-03-22 with:
      | category        | minor-misconduct                          |
      | category-reason | Professional standards handed it back.    |
    And the customer-service-unit does "allocate" on 2017-03-22
    Then "responder" is "centre-supplier"
    And "allocate-again" is not owed
    And "respond-serious" is not owed
    And "respond-after-allocation" is not owed
    And "gather-evidence" is not owed
    And "acknowledge" is due on 2017-03-24
    And "respond" is due on 2017-04-21
    And "respond" is owed by the centre-supplier
    And the centre-supplier sees "statement"
    And the centre-supplier does not see "serious-evidence"
    And the centre-supplier does not see "return-explanation"
    And the centre-supplier does not see "documents"
    And the professional-standards does not see the case
    When nothing happens until 2017-06-01
    Then "update-complainant" is not owed

  @DSO-49j @X-42
  Scenario: Nobody without a name is owed an acknowledgement or an update
    When the customer-service-unit does "correct" on 2017-03-08 with:
      | anonymous | yes |
    And the professional-standards does "assign" on 2017-03-09
    And nothing happens until 2017-07-01
    Then "respond-serious" is overdue
    And "acknowledge" is not owed
    And "update-complainant" is not owed
    And the professional-standards may not "update-complainant"

  @DSO-49o
  Scenario: Better investigated locally
    When the professional-standards does "assign" on 2017-03-08
    And the professional-standards does "acknowledge" on 2017-03-08
    Then "gather-evidence" is owed by the professional-standards
    When the professional-standards does "return-to-unit" on 2017-03-09 with:
      | return-reason | local-investigation |
    Then "gather-evidence" is not owed
    When the customer-service-unit does "recategorise" on 2017-03-10 with:
      | category | service-delivery |
    And the customer-service-unit does "allocate" on 2017-03-10
    Then "gather-evidence" is not owed
    And "acknowledge" is due on 2017-03-14
    And "acknowledge" is owed by the centre-supplier
    And "respond" is due on 2017-04-07
    When the centre-supplier does "assign" on 2017-03-13
    And the centre-supplier does "acknowledge" on 2017-03-14
    Then "acknowledge" was met on time
    And the letter "acknowledgement" contains "7 April 2017"

  @DSO-49e @X-18
  Scenario: What may be a crime goes to the police
    When the professional-standards does "refer-to-police" on 2017-03-09 with:
      | police-force | Sussex Police, 9 March |
    Then "crime-number" is not known
    When the professional-standards does "refer-to-police" on 2017-03-13 with:
      | police-force | Sussex Police, 9 March |
      | crime-number | 47170031234            |
    Then "crime-number" is "47170031234"
    And the centre-supplier does not see the case
    And the monitoring-board does not see "crime-number"

  @DSO-49l @DSO-53a @DSO-53b
  Scenario: The co-ordinator collects what professional standards recommends
    When the professional-standards does "assign" on 2017-03-09
    And the professional-standards does "draft" on 2017-05-02
    And the senior professional-standards does "approve" on 2017-05-03
    Then the lessons-learned may not "collect-recommendations"
    When the professional-standards does "respond" on 2017-05-04
    And the lessons-learned does "collect-recommendations" on 2017-05-09 with:
      | action-points | Train all night staff; Keep footage for 90 days; Review the rota |
    Then "collect-recommendations" opened 3 "action-point"
    And the case opened knows "action" as "Review the rota"
    And the lessons-learned does not see "complainant-name"

  @DSO-49k @DSO-49l @DSO-49m @DSO-49n @DSO-37a @X-09 @X-11
  Scenario: Its answer goes to the unit, the lessons-learned co-ordinator and the Head of Detention Operations
    When the professional-standards does "assign" on 2017-03-09 with:
      | points | I was pushed; I was called names |
    And the professional-standards does "draft" on 2017-05-02 with:
      | findings | not-substantiated, not-substantiated |
      | action   | Officers were reminded of the rules. |
    Then the enforcement-manager does not see "findings"
    When the senior professional-standards does "approve" on 2017-05-03
    And the professional-standards does "respond" on 2017-05-04
    Then "outcome" is "not-substantiated"
    And the letter "serious-response" contains "Prisons and Probation Ombudsman"
    And the notice "serious-answered" was sent to the customer-service-unit
    And the notice "serious-answered" was sent to the lessons-learned
    And the notice "conclusion" was sent to the head-of-detention-operations
    And the notice "answered" was not sent
    And the lessons-learned sees "letter.serious-response"
    And the lessons-learned sees "action"
    And the lessons-learned does not see "statement"
    And "record-outcome" is due on 2017-05-08
    When the customer-service-unit does "record-outcome" on 2017-05-05
    Then the notice "board-answer" was sent to the monitoring-board
    And the monitoring-board sees "letter.serious-response"
    And "quality" is not known
    When the lessons-learned does "copy-wider" on 2017-05-09 with:
      | copied-to | Contract monitors at all centres |
    Then "copied-to" is "Contract monitors at all centres"
