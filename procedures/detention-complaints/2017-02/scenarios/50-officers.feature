Feature: What follows for officers

  Paragraphs 50 and 51: certification, three substantiated complaints in a year, and what employers do.

  Background:
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | serious-misconduct  |
      | officers | Sam Doyle, Lee Hart |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08

  @DSO-50a
  Scenario: Each officer who is named has their certification considered
    Then "allocate" opened 2 "officer-certification"
    And the case opened knows "officer" as "Lee Hart"
    When the professional-standards does "name-officers" on 2017-03-14 with:
      | further-officers | Kim West |
    Then "name-officers" opened 1 "officer-certification"
    And the case opened knows "officer" as "Kim West"
    And the professional-standards as "Kim West" does not see the case

  @DSO-50a
  Scenario: An officer who is named only after the answer gets a case too, and a correction cannot go past it
    Then the customer-service-unit may not "correct-officers" because "Kind"
    When the professional-standards does "assign" on 2017-03-09
    And the professional-standards does "draft" on 2017-05-02
    And the senior professional-standards does "approve" on 2017-05-03
    And the professional-standards does "respond" on 2017-05-04
    Then the customer-service-unit may "correct"
    And the customer-service-unit may not "correct-officers" because "Kind"
    When the customer-service-unit does "name-officers" on 2017-05-05 with:
      | further-officers | Kim West |
    Then "name-officers" opened 1 "officer-certification"
    And the case opened knows "officer" as "Kim West"
    And the professional-standards as "Kim West" does not see the case

  @DSO-50b
  Scenario: The enforcement manager keeps in touch with the centre manager
    When the enforcement-manager does "note-liaison" on 2017-03-10 with:
      | liaison | Centre manager asked to keep the rota. |
    Then "liaison" is "Centre manager asked to keep the rota."
    And the centre-manager does not see the case

  @DSO-50a @DSO-51b
  Scenario: Serious misconduct that was substantiated is followed up in the officers' cases, and closing says that they have one
    When the professional-standards does "assign" on 2017-03-09
    And the professional-standards does "draft" on 2017-05-02
    And the senior professional-standards does "approve" on 2017-05-03
    And the professional-standards does "respond" on 2017-05-04
    And the customer-service-unit does "record-outcome" on 2017-05-05
    Then "outcome" is "substantiated"
    And the case opened knows "officer" as "Lee Hart"
    And the person complained about does not see the case
    And "record-for-officers" is not owed
    And the customer-service-unit may not "record-for-officers"
    And the professional-standards may not "record-for-officers"
    And the centre-manager does not see the case
    And the letter "serious-response" does not contain "Sam Doyle"
    And the customer-service-unit may "no-action-points"
    When the customer-service-unit does "no-action-points" on 2017-05-05
    And the customer-service-unit does "close" on 2017-05-20 with:
      | officers-settled | opened |
    Then the stage is "closed"
    And "officers-settled" is "opened"
    And "closed-on" is "2017-05-20"

  @DSO-50a @DSO-51b
  Scenario: Closing asks whether each officer has a case only where misconduct was substantiated
    When the professional-standards does "assign" on 2017-03-09
    And the professional-standards does "draft" on 2017-05-02 with:
      | findings | not-substantiated |
    And the senior professional-standards does "approve" on 2017-05-03
    And the professional-standards does "respond" on 2017-05-04
    And the customer-service-unit does "record-outcome" on 2017-05-05
    Then "record-for-officers" is not owed
    And "raise-action-points" is not owed
    When the customer-service-unit does "close" on 2017-05-20 with:
      | officers-settled | opened |
    Then "officers-settled" is not known
    And the stage is "closed"
