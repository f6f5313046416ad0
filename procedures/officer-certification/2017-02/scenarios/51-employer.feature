Feature: What the employer does

  Paragraph 51: guidance after minor misconduct, a decision on discipline after serious or repeated misconduct, known to the employer alone.

  @DSO-51a
  Scenario: The employer gives guidance after minor misconduct
    Given a certification case received on 2017-03-08 by the enforcement-manager through "record-minor"
      | officer   | Sam Doyle     |
      | complaint | DC/2017/7     |
      | outcome   | substantiated |
    Then "tell-employer" is owed by the enforcement-manager
    And "origin" is "minor"
    And the enforcement-manager may not "recommend-revocation"
    And "record-outcome" is not owed
    And the enforcement-manager may not "tell-employer"
    And the supplier-employer does not see the case
    When the enforcement-manager does "pass-to-employer" on 2017-03-09 with:
      | employed-by | supplier |
    Then the stage is "with-employer"
    And "tell-employer" is not owed
    And "give-guidance" is owed by the supplier-employer
    And the notice "to-employer" was sent to the supplier-employer
    And "decide-discipline" is not owed
    And the enforcement-manager may not "close-minor"
    When the supplier-employer does "give-guidance" on 2017-03-15 with:
      | guidance-given | To say his name when asked |
    Then "give-guidance" is not owed
    And "employer-acted" is "yes"
    And the enforcement-manager may "close-minor"
    And the enforcement-manager does not see "guidance-given"
    And the enforcement-manager sees "employer-acted"

  @DSO-51a
  Scenario: When it happens again, disciplinary action is considered
    Given a certification case received on 2017-03-08 by the enforcement-manager through "record-minor"
      | outcome | substantiated |
    And "repeated-minor" finds 1 other cases
    When the enforcement-manager does "pass-to-employer" on 2017-03-09 with:
      | employed-by | escort-supplier |
    Then "decide-discipline" is owed by the escort-employer
    When the escort-employer does "give-guidance" on 2017-03-15
    Then the enforcement-manager may not "close-minor"
    When the escort-employer does "decide-discipline" on 2017-03-20 with:
      | discipline | considered |
    Then the enforcement-manager may "close-minor"
    And "close" is owed by the enforcement-manager
    When the enforcement-manager does "close-minor" on 2017-03-21
    Then the stage is "ended"
    And "close" is not owed

  @DSO-51b
  Scenario: After serious misconduct the employer decides on discipline and penalty, and nobody else sees it
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
    When the enforcement-manager does "suspend" on 2017-03-09
    And the enforcement-manager does "record-outcome" on 2017-05-30 with:
      | outcome | substantiated |
    And the enforcement-manager does "tell-employer" on 2017-05-31 with:
      | employed-by | supplier |
    Then "decide-discipline" is owed by the supplier-employer
    And the supplier-employer may not "give-guidance"
    When the supplier-employer does "decide-discipline" on 2017-06-20 with:
      | discipline      | penalty             |
      | discipline-note | Final written warning |
    Then "decide-discipline" is not owed
    And the supplier-employer sees "discipline"
    And the supplier-employer does not see "suspension-reason"
    And the supplier-employer does not see "recommendation-reason"
    And the enforcement-manager does not see "discipline"
    And the certification-team does not see "discipline"
    And the professional-standards does not see "discipline-note"
    And the escort-employer does not see the case

  @DSO-51b
  Scenario: For its own staff the Home Office is the employer
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
    When the enforcement-manager does "leave-certified" on 2017-03-09
    And the enforcement-manager does "record-outcome" on 2017-05-30 with:
      | outcome | substantiated |
    And the enforcement-manager does "tell-employer" on 2017-05-31 with:
      | employed-by | home-office |
    Then "decide-discipline" is owed by the home-office-employer
    And the home-office-employer sees "discipline"
    And the enforcement-manager does not see "discipline"
    And the supplier-employer does not see the case

  @DSO-51b
  Scenario: A case does not end before the employer has decided
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
    When the enforcement-manager does "leave-certified" on 2017-03-09
    And the enforcement-manager does "record-outcome" on 2017-05-30 with:
      | outcome | substantiated |
    And the enforcement-manager does "no-action-on-certificate" on 2017-05-31
    Then the enforcement-manager may not "close"
    And "close" is owed by the enforcement-manager
    And "tell-employer" is owed by the enforcement-manager
    When the enforcement-manager does "tell-employer" on 2017-05-31 with:
      | employed-by | supplier |
    Then the enforcement-manager may not "close"
    When the supplier-employer does "decide-discipline" on 2017-06-20
    And the enforcement-manager does "close" on 2017-06-21
    Then the stage is "ended"

  @DSO-51a
  Scenario: What the complaint found about an officer begins the case, and guidance is not forgotten
    Given a certification case received on 2017-04-04 by the enforcement-manager through "record-minor"
      | officer   | Sam Doyle               |
      | complaint | DC/2017/7               |
      | outcome   | partially-substantiated |
    Then the stage is "concluded"
    And "tell-employer" is owed by the enforcement-manager
    When nothing happens until 2017-12-01
    Then "tell-employer" is owed
    And "close" is owed
    And the enforcement-manager may not "close-minor"
    And the person complained about does not see the case

  @DSO-51a
  Scenario: When the wrong employer was told, the right one is told after it
    Given a certification case received on 2017-03-08 by the enforcement-manager through "record-minor"
      | outcome | substantiated |
    When the enforcement-manager does "pass-to-employer" on 2017-03-09 with:
      | employed-by | escort-supplier |
    And the enforcement-manager does "pass-to-employer" on 2017-03-10 with:
      | employed-by | supplier |
    Then "give-guidance" is owed by the supplier-employer
    And the notice "to-employer" was sent to the supplier-employer
    And the escort-employer does not see the case

  @DSO-51a
  Scenario: What was recorded wrongly as found is put right, with the reason
    Given a certification case received on 2017-03-08 by the enforcement-manager through "record-minor"
      | outcome | substantiated |
    When the enforcement-manager tries "correct-outcome" on 2017-03-09 and is refused because "Why the outcome was put right"
      | outcome     | not-substantiated |
      | outcome-why |                   |
    And the enforcement-manager does "correct-outcome" on 2017-03-09 with:
      | outcome     | not-substantiated       |
      | outcome-why | It was another officer |
    Then "tell-employer" is not owed
    And the enforcement-manager may "close-minor"

  @DSO-50g @DSO-51b
  Scenario: Whether there is a pattern, and what the employer does, is decided in the officer's case alone
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
    And "pattern" finds 2 other cases
    When the enforcement-manager does "leave-certified" on 2017-03-09
    Then "pattern" is "no"
    And "consider-pattern" is not owed
    When the professional-standards does "record-outcome" on 2017-05-30 with:
      | outcome | substantiated |
    Then "pattern" is "yes"
    And "consider-pattern" is owed by the enforcement-manager
    And the professional-standards may not "consider-pattern"
    When the enforcement-manager does "tell-employer" on 2017-05-31 with:
      | employed-by | supplier |
    Then "decide-discipline" is owed by the supplier-employer
    And the supplier-employer does not see "pattern"
    And the enforcement-manager may not "decide-discipline"
    When the supplier-employer does "decide-discipline" on 2017-06-05 with:
      | discipline | penalty |
    Then "consider-pattern" is owed by the enforcement-manager
    And the professional-standards does not see "discipline"
    And the enforcement-manager sees "employer-acted"
    And the enforcement-manager does not see "discipline"
    When the enforcement-manager does "consider-pattern" on 2017-06-06 with:
      | further-action | none |
    Then "consider-pattern" is not owed
    And the supplier-employer does not see "further-action"
