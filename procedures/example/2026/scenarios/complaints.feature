Feature: Complaints to the parish council

  Scenario: The clerk acknowledges in three working days and answers in ten, over Easter
    Given a complaint received on 2026-03-30
      | subject  | service    |
      | incident | 2026-03-20 |
    Then "acknowledge" is due on 2026-04-02
    And "acknowledge" is owed by the clerk
    And "answer" is due on 2026-04-15
    When the clerk does "acknowledge" on 2026-04-02
    Then "acknowledge" was met on time
    And the letter "acknowledgement" was sent
    When the clerk does "answer" on 2026-04-16
    Then "answer" was met late
    And the letter "answer" contains "review by a panel"

  Scenario: A complaint that nobody answers is overdue
    Given a complaint received on 2026-03-02
      | subject | service |
    When nothing happens until 2026-03-17
    Then "acknowledge" is overdue
    And "answer" is overdue

  Scenario: A complaint about the clerk is answered by the chair, and the clerk sees nothing
    Given a complaint received on 2026-03-02 by the chair through "receive"
      | subject | clerk    |
      | named   | Kim Park |
    Then "answer" is owed by the chair
    And the notice "to-answer" was sent to the chair
    And the clerk does not see the case
    And the person complained about does not see the case
    And the clerk may not "acknowledge"
    And the chair may "acknowledge"

  Scenario: A complaint about the chair is answered by the clerk and reviewed under the vice-chair
    Given a complaint received on 2026-03-02
      | subject | chair    |
      | named   | Jo Chair |
    Then "answer" is owed by the clerk
    And the chair does not see the case
    And the vice-chair does not see the case
    When the clerk does "acknowledge" on 2026-03-03
    And the clerk does "answer" on 2026-03-10
    And the clerk does "ask-review" on 2026-03-20
    Then "appoint" is owed by the vice-chair
    And the vice-chair sees "statement"
    And the chair may not "appoint"

  Scenario: A complaint about both is answered by the vice-chair
    Given a complaint received on 2026-03-02 by the vice-chair through "receive"
      | subject | clerk-and-chair |
    Then "answer" is owed by the vice-chair
    And the clerk does not see the case
    And the chair does not see the case
    And the finance-chair does not see the case

  Scenario: A councillor who is complained about is walled out
    Given a complaint received on 2026-03-02
      | subject | councillor |
      | named   | Pat Smith  |
    Then the person complained about does not see the case
    And "Pat Smith" does not see the case
    And the clerk may "acknowledge"

  Scenario: A late complaint is taken up with a reason
    Given a complaint received on 2026-10-01
      | subject  | service    |
      | incident | 2026-03-31 |
    Then "in-time" is "no"
    And the clerk may not "acknowledge"
    When the clerk does "accept-late" on 2026-10-02
      | late-reason | She was in hospital |
    Then "late-reason" is "She was in hospital"
    And the stage is "received"
    And the clerk may "acknowledge"
    And the clerk may not "refuse-late"

  Scenario: A complaint on the last day of six months is in time
    Given a complaint received on 2026-09-30
      | subject  | service    |
      | incident | 2026-03-30 |
    Then "in-time" is "yes"
    And the clerk may not "accept-late"
    And the clerk may not "refuse-late"

  Scenario: A late complaint without a good reason is refused in a letter
    Given a complaint received on 2026-10-01
      | subject  | service    |
      | incident | 2026-01-05 |
    When the clerk does "refuse-late" on 2026-10-02
      | refusal | Nothing kept you from writing earlier. |
    Then the stage is "closed"
    And the letter "too-late" contains "Nothing kept you"
    And "answer" is not owed

  Scenario: A complaint without a date counts as in time
    Given a complaint received on 2026-10-01
      | subject | service |
    Then "in-time" is "yes"

  Scenario: An anonymous complaint is looked into, and nobody is written to
    Given a complaint received on 2026-03-02
      | subject   | staff |
      | anonymous | yes   |
    Then "acknowledge" is not owed
    And the clerk may not "acknowledge"
    When the clerk does "take-up" on 2026-03-03
    Then the clerk may not "answer"
    When the clerk does "conclude" on 2026-03-12
    Then "answer" was met on time
    And the letter "answer" was not sent
    And the stage is "closed"

  Scenario: An anonymous complaint that says too little is set aside
    Given a complaint received on 2026-03-02
      | subject   | service |
      | anonymous | yes     |
    When the clerk does "set-aside" on 2026-03-03
      | set-aside-reason | It names no place |
    Then the stage is "closed"
    And the letter "too-late" was not sent
    And "answer" is not owed

  Scenario: Nobody connected sits on the panel, and two members decide in 20 working days
    Given a complaint received on 2026-03-02
      | subject | councillor |
      | named   | Pat Smith  |
    When the clerk does "acknowledge" on 2026-03-03
      | points | The minutes are wrong; Nobody wrote back |
    And the clerk does "answer" on 2026-03-10
      | findings | not-upheld, not-upheld |
    And the clerk does "ask-review" on 2026-03-23
    Then "appoint" is due on 2026-03-30
    And "decide" is due on 2026-04-22
    When the chair tries "appoint" on 2026-03-24 and is refused because "Complained about"
      | first-member  | Pat Smith |
      | second-member | Lee Brown |
      | third-member  | Sam White |
    And the chair tries "appoint" on 2026-03-24 and is refused because "Mo Green"
      | connected     | Mo Green  |
      | first-member  | Lee Brown |
      | second-member | Mo Green  |
      | third-member  | Sam White |
    And the chair tries "appoint" on 2026-03-24 and is refused because "Lee Brown"
      | first-member  | Lee Brown |
      | second-member | Sam White |
      | third-member  | Lee Brown |
    And the chair does "appoint" on 2026-03-24
      | connected     | Mo Green  |
      | first-member  | Lee Brown |
      | second-member | Sam White |
      | third-member  | Al Grey   |
    Then the letter "panel" contains "Lee Brown"
    And "Sam White" sees "findings"
    And "Sam White" does not see "contact"
    And "Mo Green" does not see the case
    When "Sam White" does "draft-decision" on 2026-04-20
      | review-findings | upheld, not-upheld |
    Then "Sam White" may not "decide"
    When "Lee Brown" does "decide" on 2026-04-22
    Then "decide" was met on time
    And "review-outcome" is "partly-upheld"
    And "outcome" is "not-upheld"
    And the letter "decision" was sent
    And the stage is "closed"

  Scenario: A complaint is withdrawn
    Given a complaint received on 2026-03-02
      | subject | service |
    When the clerk does "withdraw" on 2026-03-04
    Then the letter "withdrawn" was sent
    And "answer" is not owed
    And the stage is "closed"

  Scenario: The chair sees figures only, until a review is asked for
    Given a complaint received on 2026-03-02
      | subject | service |
    Then the chair sees "subject"
    And the chair does not see "statement"
    And the chair does not see "complainant"
    When the clerk does "acknowledge" on 2026-03-03
    And the clerk does "answer" on 2026-03-10
    Then the chair sees "outcome"
    And the chair does not see "findings"
    When the clerk does "ask-review" on 2026-03-16
    Then the chair sees "statement"
