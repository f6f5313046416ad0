Feature: Suspension, appeal, recommendation and decision

  Paragraph 50: a recorded decision for each officer, an appeal, a recommendation to the certification team, and its decision.

  @DSO-50a
  Scenario: Whether to suspend is considered for each officer, and the decision has a reason
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
      | officer   | Sam Doyle      |
      | complaint | DC/2017/4      |
      | setting   | removal-centre |
      | operator  | commercial     |
    Then "consider" is owed by the enforcement-manager
    And the escort-monitor may not "suspend"
    When the enforcement-manager does "suspend" on 2017-03-09 with:
      | certificate-number | DCO 4417                    |
      | suspension-reason  | Force on a man in handcuffs |
      | suspended-from     | 2017-03-09                  |
    Then the stage is "suspended"
    And "consider" is not owed
    And "suspension-reason" is "Force on a man in handcuffs"
    And the notice "suspended" was sent to the certification-team
    And the notice "suspended-at-centre" was sent to the centre-manager
    And the notice "suspended-under-escort" was not sent
    And the letter "suspension" contains "Nothing has been found against you."
    And the letter "suspension" contains "DCO 4417"
    And the letter "suspension" does not contain "Force on a man in handcuffs"

  @DSO-50a
  Scenario: A decision not to suspend is recorded with its reason too, and can change
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
    When the enforcement-manager does "leave-certified" on 2017-03-09 with:
      | suspension-reason | He is on leave until the report |
    Then the stage is "certified"
    And "consider" is not owed
    And "suspension-reason" is "He is on leave until the report"
    And the letter "suspension" was not sent
    And the enforcement-manager may "suspend"

  @DSO-50a
  Scenario Outline: Neither decision goes without a reason
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
    When the enforcement-manager tries "<decision>" on 2017-03-09 and is refused because "Reason for the decision on suspension"
      | certificate-number | DCO 4417 |
      | suspension-reason  |          |
    Then the stage is "considering"
    And "consider" is owed by the enforcement-manager

    Examples:
      | decision        |
      | suspend         |
      | leave-certified |

  @DSO-50a
  Scenario Outline: Under escort the monitoring staff decide
    Given a certification case received on 2017-03-08 by the escort-monitor through "consider"
      | setting  | <setting> |
      | escort   | <escort>  |
    Then "consider" is owed by the <who>
    And "decider" is "<who>"

    Examples:
      | setting        | escort | who                 |
      | removal-centre | no     | enforcement-manager |
      | removal-centre | yes    | escort-monitor      |
      | holding        | no     | enforcement-manager |
      | escort         | no     | escort-monitor      |

  @DSO-50a
  Scenario: The supplier of an escort is told of a suspension, the centre manager is not
    Given a certification case received on 2017-03-08 by the escort-monitor through "consider"
      | setting | escort |
    When the escort-monitor does "suspend" on 2017-03-09
    Then the notice "suspended-under-escort" was sent to the escort-supplier
    And the notice "suspended-at-centre" was not sent

  @DSO-50b
  Scenario: Contact with the centre manager is noted
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
    When the enforcement-manager does "liaise" on 2017-03-09 with:
      | contact-note | The centre manager will move him to the gate |
    Then "contact-note" is "The centre manager will move him to the gate"
    And the centre-manager does not see the case
    And the professional-standards does not see "contact-note"

  @DSO-50c
  Scenario: An appeal is considered, and the suspension stays
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
    When the enforcement-manager does "suspend" on 2017-03-09
    And the enforcement-manager does "record-appeal" on 2017-03-16 with:
      | appeal-grounds | I was not on shift |
    Then "decide-appeal" is owed by the enforcement-manager
    When the enforcement-manager does "keep-suspension" on 2017-03-20 with:
      | appeal-reason | The rota says that he was |
    Then the stage is "suspended"
    And "decide-appeal" is not owed

  @DSO-50c
  Scenario: An appeal is decided before the outcome is recorded, however late it comes
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
    When the enforcement-manager does "suspend" on 2017-03-09
    And the enforcement-manager does "record-appeal" on 2017-03-16
    Then the professional-standards may not "record-outcome"
    And the enforcement-manager may not "record-outcome"
    And "decide-appeal" is owed by the enforcement-manager
    When the enforcement-manager does "keep-suspension" on 2017-03-17 with:
      | appeal-reason | The outcome is known, and says nothing that helps him |
    And the professional-standards does "record-outcome" on 2017-03-17 with:
      | outcome | not-substantiated |
    Then "decide-appeal" is not owed
    And "recommend" is owed by the enforcement-manager

  @DSO-50a
  Scenario Outline: No outcome is recorded before it was decided whether to suspend
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
    Then the professional-standards may not "record-outcome"
    And the enforcement-manager may not "record-outcome"
    And "consider" is owed by the enforcement-manager
    When the enforcement-manager does "<decision>" on 2017-05-30 with:
      | suspension-reason | The outcome is here and says what he did |
    Then "consider" is not owed
    And the professional-standards may "record-outcome"

    Examples:
      | decision        |
      | suspend         |
      | leave-certified |

  @DSO-50c
  Scenario: Or the suspension is lifted
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
      | operator | commercial |
    When the enforcement-manager does "suspend" on 2017-03-09
    And the enforcement-manager does "record-appeal" on 2017-03-16
    And the enforcement-manager does "lift-suspension" on 2017-03-20 with:
      | appeal-reason | The rota says that he was not |
    Then the stage is "certified"
    And the notice "lifted" was sent to the certification-team

  @DSO-50c @DSO-50d
  Scenario: A formal recommendation to revoke goes to the head of the certification team, which decides
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
      | officer | Sam Doyle |
    When the enforcement-manager does "suspend" on 2017-03-09 with:
      | certificate-number | DCO 4417 |
    And the professional-standards does "record-outcome" on 2017-05-30 with:
      | outcome | substantiated |
    Then "recommend" is owed by the enforcement-manager
    And "record-outcome" is not owed
    And "certificate-decision" is not known
    And the notice "outcome" was sent to the enforcement-manager
    And the certification-team may not "revoke"
    When the enforcement-manager does "recommend-revocation" on 2017-06-01 with:
      | recommendation-reason | He hit a man who did not resist |
      | team-head             | Toni Park                       |
    Then the letter "recommendation" contains "Toni Park"
    And the letter "recommendation" contains "He hit a man who did not resist"
    And "decide-certification" is owed by the certification-team
    And the enforcement-manager may not "revoke"
    When the certification-team does "revoke" on 2017-06-08
    Then the stage is "decided"
    And "certificate-decision" is "revoked"
    And "decided-on" is "2017-06-08"
    And the notice "revoked" was sent to the enforcement-manager
    And "decide-certification" is not owed

  @DSO-50d
  Scenario: Only a substantiated complaint can lead to a recommendation to revoke
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
    When the enforcement-manager does "suspend" on 2017-03-09
    And the enforcement-manager does "record-outcome" on 2017-05-30 with:
      | outcome | partially-substantiated |
    Then the enforcement-manager may not "recommend-revocation" because "Substantiated"
    And the enforcement-manager may "recommend-reinstatement"

  @DSO-50e @DSO-50f
  Scenario: The reinstatement letter mentions further complaints when that was agreed with the team
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
    When the enforcement-manager does "suspend" on 2017-03-09
    And the enforcement-manager does "record-outcome" on 2017-05-30 with:
      | outcome | substantiated |
    And the enforcement-manager does "recommend-reinstatement" on 2017-06-01 with:
      | warning           | yes                                |
      | warning-discussed | The sentence on further complaints |
    And the certification-team does "reinstate" on 2017-06-08
    Then the letter "reinstatement-warning" contains "A further substantiated complaint may lead to your certificate being revoked."
    And the letter "reinstatement-warning" contains "without prejudice to any disciplinary action taken by your employer"
    And the letter "reinstatement" was not sent
    And the notice "reinstated" was sent to the certification-team
    And the stage is "decided"
    And "certificate-decision" is "reinstated"

  @DSO-50e @DSO-50f
  Scenario: Or it does not, and still says that it is without prejudice to discipline
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
    When the enforcement-manager does "suspend" on 2017-03-09
    And the enforcement-manager does "record-outcome" on 2017-05-30 with:
      | outcome | substantiated |
    And the enforcement-manager does "recommend-reinstatement" on 2017-06-01 with:
      | warning | no |
    And the certification-team does "reinstate" on 2017-06-08
    Then the letter "reinstatement" contains "without prejudice to any disciplinary action taken by your employer"
    And the letter "reinstatement-warning" was not sent
    And the notice "reinstated" was sent to the certification-team

  @DSO-50e
  Scenario: Nobody is asked about a warning when the complaint was not substantiated
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
    When the enforcement-manager does "suspend" on 2017-03-09
    And the enforcement-manager does "record-outcome" on 2017-05-30 with:
      | outcome | not-substantiated |
    And the enforcement-manager does "recommend-reinstatement" on 2017-06-01
    And the certification-team does "reinstate" on 2017-06-08
    Then "warning" is not known
    And the letter "reinstatement" was sent
    And the letter "reinstatement-warning" was not sent

  @DSO-50c
  Scenario: When the team does not revoke, reinstatement is considered next
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
    When the enforcement-manager does "suspend" on 2017-03-09
    And the enforcement-manager does "record-outcome" on 2017-05-30 with:
      | outcome | substantiated |
    And the enforcement-manager does "recommend-revocation" on 2017-06-01
    And the certification-team does "do-not-revoke" on 2017-06-08
    Then "reinstate-after-all" is owed by the enforcement-manager
    And the notice "not-revoked" was sent to the enforcement-manager
    When the enforcement-manager does "reinstate-after-all" on 2017-06-09 with:
      | warning | yes |
    Then "decide-certification" is owed by the certification-team
    And the certification-team may "reinstate"

  @DSO-50h
  Scenario: In a prison-service centre its manager considers reinstatement
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
      | operator | noms |
    Then "reinstater" is "noms-centre-manager"
    And "consider" is owed by the enforcement-manager
    When the enforcement-manager does "suspend" on 2017-03-09
    And the enforcement-manager does "record-appeal" on 2017-03-16
    Then the enforcement-manager may not "lift-suspension"
    And "decide-appeal" is owed by the noms-centre-manager
    When the enforcement-manager does "keep-suspension" on 2017-03-17
    And the enforcement-manager does "record-outcome" on 2017-05-30 with:
      | outcome | not-substantiated |
    Then the enforcement-manager may not "recommend-reinstatement"
    When the noms-centre-manager does "recommend-reinstatement" on 2017-06-01
    Then the stage is "to-reinstate"
    And the noms-centre-manager does not see "suspension-reason"

  @DSO-50h
  Scenario: In a contractor's centre the prison service has no say
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
      | operator | commercial |
    Then "reinstater" is "enforcement-manager"
    And the noms-centre-manager does not see the case

  @DSO-50g @X-23
  Scenario: Three substantiated complaints in a year call for a decision, and decide nothing
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
    And "pattern" finds 2 other cases
    When the enforcement-manager does "leave-certified" on 2017-03-09
    And the enforcement-manager does "record-outcome" on 2017-05-30 with:
      | outcome | substantiated |
    Then "pattern" is "yes"
    And "consider-pattern" is owed by the enforcement-manager
    And the stage is "concluded"
    And the notice "revoked" was not sent
    When the enforcement-manager does "consider-pattern" on 2017-06-01 with:
      | further-action | training                      |
      | further-reason | All three were about restraint |
    Then "consider-pattern" is not owed
    And "further-action" is "training"
    And the stage is "concluded"
    And the notice "further-action" was sent to the certification-team
    And "record-further-action" is owed by the enforcement-manager

  @DSO-50g
  Scenario: What was decided because of a pattern is done before the case ends
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
    And "pattern" finds 2 other cases
    When the enforcement-manager does "leave-certified" on 2017-03-09
    And the enforcement-manager does "record-outcome" on 2017-05-30 with:
      | outcome | substantiated |
    And the enforcement-manager does "no-action-on-certificate" on 2017-05-31
    And the enforcement-manager does "tell-employer" on 2017-05-31
    And the supplier-employer does "decide-discipline" on 2017-06-05
    Then the enforcement-manager may not "close"
    When the enforcement-manager does "consider-pattern" on 2017-06-06 with:
      | further-action | supervision |
    Then the enforcement-manager may not "close"
    When the enforcement-manager does "record-further-action" on 2017-06-20 with:
      | further-done | A senior officer goes with him for three months |
    Then "record-further-action" is not owed
    And the certification-team sees "further-done"
    And the supplier-employer does not see "further-done"
    And the enforcement-manager may "close"

  @DSO-50g
  Scenario: Minor misconduct counts like serious misconduct, in the same place
    Given a certification case received on 2017-04-04 by the escort-monitor through "record-minor"
      | officer | Sam Doyle     |
      | setting | escort        |
      | outcome | substantiated |
    And "pattern" finds 2 other cases
    When the escort-monitor does "pass-to-employer" on 2017-04-05 with:
      | employed-by | escort-supplier |
    Then "pattern" is "yes"
    And "consider-pattern" is owed by the escort-monitor
    When the escort-employer does "give-guidance" on 2017-04-06
    Then the escort-monitor may not "close-minor"
    When the escort-monitor does "consider-pattern" on 2017-04-10 with:
      | further-action | none |
    Then the escort-monitor may "close-minor"
    And the notice "further-action" was not sent
    And "record-further-action" is not owed

  @DSO-50g @X-23
  Scenario: Two do not
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
    And "pattern" finds 1 other cases
    When the enforcement-manager does "leave-certified" on 2017-03-09
    And the enforcement-manager does "record-outcome" on 2017-05-30 with:
      | outcome | substantiated |
    Then "pattern" is "no"
    And "consider-pattern" is not owed
    And the enforcement-manager may not "consider-pattern"

  @DSO-50g @X-23
  Scenario: Partially substantiated ones are shown beside it and do not count
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
    And "pattern" finds 2 other cases
    And "pattern-with-partial" finds 2 other cases
    When the enforcement-manager does "leave-certified" on 2017-03-09
    And the enforcement-manager does "record-outcome" on 2017-05-30 with:
      | outcome | partially-substantiated |
    Then "pattern" is "no"
    And "pattern-with-partial" is "yes"
    And "consider-pattern" is not owed

  @DSO-50a
  Scenario: The officer never sees the case, and few others do
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
      | officer | Sam Doyle |
    When the enforcement-manager does "suspend" on 2017-03-09
    Then the person complained about does not see the case
    And the centre-manager does not see the case
    And the escort-supplier does not see the case
    And the escort-monitor does not see the case
    And the certification-team sees "officer"
    And the certification-team does not see "suspension-reason"
    And the professional-standards sees "suspension-reason"

  @DSO-50c @DSO-50d
  Scenario: Neither the outcome nor the decision about the certificate is forgotten
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
    When the enforcement-manager does "suspend" on 2017-03-09
    Then "record-outcome" is owed by the professional-standards
    When nothing happens until 2017-09-01
    Then "record-outcome" is owed
    When the professional-standards does "record-outcome" on 2017-09-01 with:
      | outcome | not-substantiated |
    Then "recommend" is owed by the enforcement-manager
    And "close" is owed by the enforcement-manager
    And the enforcement-manager may not "close"
    When the enforcement-manager does "recommend-reinstatement" on 2017-09-02
    Then "decide-certification" is owed by the certification-team
    When the certification-team does "reinstate" on 2017-09-05
    And the enforcement-manager does "close" on 2017-09-06
    Then the stage is "ended"

  @DSO-50a
  Scenario: A number that was typed wrongly is put right, and a note is kept from the employer
    Given a certification case received on 2017-03-08 by the enforcement-manager through "consider"
    When the enforcement-manager does "suspend" on 2017-03-09 with:
      | certificate-number | DCO 4471 |
    And the enforcement-manager does "correct" on 2017-03-10 with:
      | certificate-number | DCO 4417 |
    And the certification-team does "note" on 2017-03-10 with:
      | note | The certificate runs out in May |
    Then "certificate-number" is "DCO 4417"
    And the enforcement-manager sees "note"
    And the certification-team may not "correct"
    When the enforcement-manager does "record-outcome" on 2017-05-30 with:
      | outcome | substantiated |
    And the enforcement-manager does "tell-employer" on 2017-05-31 with:
      | employed-by | supplier |
    Then the supplier-employer does not see "note"
