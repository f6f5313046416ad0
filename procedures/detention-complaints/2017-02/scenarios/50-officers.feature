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

  @DSO-50b
  Scenario: The enforcement manager keeps in touch with the centre manager
    When the enforcement-manager does "note-liaison" on 2017-03-10 with:
      | liaison | Centre manager asked to keep the rota. |
    Then "liaison" is "Centre manager asked to keep the rota."
    And the centre-manager does not see the case

  @DSO-50g @X-23
  Scenario: The third substantiated complaint in a year asks for a decision
    Given "pattern" finds 2 other cases
    When the professional-standards does "assign" on 2017-03-09
    And the professional-standards does "draft" on 2017-05-02
    And the senior professional-standards does "approve" on 2017-05-03
    And the professional-standards does "respond" on 2017-05-04
    And the customer-service-unit does "record-outcome" on 2017-05-05
    Then "outcome" is "substantiated"
    And "pattern" is "yes"
    And "consider-pattern" is owed by the enforcement-manager
    And the enforcement-manager sees "pattern"
    And the lessons-learned does not see "pattern"
    And the monitoring-board does not see "pattern"
    When the enforcement-manager does "consider-pattern" on 2017-05-09 with:
      | pattern-decision | Training in de-escalation. |
    Then "consider-pattern" is not owed

  @DSO-50g @X-23
  Scenario: The second one does not
    Given "pattern" finds 1 other cases
    When the professional-standards does "assign" on 2017-03-09
    And the professional-standards does "draft" on 2017-05-02
    And the senior professional-standards does "approve" on 2017-05-03
    And the professional-standards does "respond" on 2017-05-04
    And the customer-service-unit does "record-outcome" on 2017-05-05
    Then "pattern" is "no"
    And "consider-pattern" is not owed

  @DSO-51b
  Scenario: The employer decides on discipline, and nobody else sees what
    When the professional-standards does "assign" on 2017-03-09
    And the professional-standards does "draft" on 2017-05-02
    And the senior professional-standards does "approve" on 2017-05-03
    And the professional-standards does "respond" on 2017-05-04
    And the customer-service-unit does "record-outcome" on 2017-05-05
    Then "ask-employer" is owed by the customer-service-unit
    And the supplier-employer does not see the case
    When the customer-service-unit does "ask-employer" on 2017-05-05
    Then the notice "employer" was sent to the supplier-employer
    And "record-employer-action" is owed by the supplier-employer
    And the supplier-employer sees "officers"
    And the supplier-employer does not see "complainant-name"
    And the supplier-employer does not see "statement"
    When the supplier-employer does "record-employer-action" on 2017-05-20 with:
      | discipline | considered-yes |
      | penalty    | Final warning  |
    Then "penalty" is "Final warning"
    And the customer-service-unit does not see "discipline"
    And the customer-service-unit does not see "penalty"
    And the professional-standards does not see "penalty"
    And the enforcement-manager does not see "discipline"
    And the escort-employer does not see the case

  @DSO-51b
  Scenario: Nothing is asked of the employer when nothing was found
    When the professional-standards does "assign" on 2017-03-09
    And the professional-standards does "draft" on 2017-05-02 with:
      | findings | not-substantiated |
    And the senior professional-standards does "approve" on 2017-05-03
    And the professional-standards does "respond" on 2017-05-04
    And the customer-service-unit does "record-outcome" on 2017-05-05
    Then "ask-employer" is not owed
    And "raise-action-points" is not owed
