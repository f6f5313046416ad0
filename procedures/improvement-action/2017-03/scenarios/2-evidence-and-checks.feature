Feature: What shows that it is done, and who checked it

  The owner says what was done; somebody who has no part in it checks.

  @X-65
  Scenario: The owner says that it is done, and somebody independent confirms it
    Given an improvement action received on 2017-09-01 through "open"
    When the plan-keeper does "assign" on 2017-09-04
      | action-owner | Kim Lowe   |
      | timing       | on-date    |
      | due-on       | 2017-12-01 |
      | repeats      | once       |
    And "Kim Lowe" does "say-done" on 2017-11-20
      | evidence    | The booklet of October, given out on two flights |
      | evidence-at | Escort team, drawer of leaflets                  |
    Then the stage is "said-done"
    And "carry-out" was met on time
    And "check" is due on 2017-12-18
    And the notice "said-done" was sent to the assurance
    And the plan-keeper may not "confirm-done" because "Only Independent assurance"
    And "Kim Lowe" may not "confirm-done"
    When the assurance does "confirm-done" on 2017-12-04
      | check-note | Saw the booklet, asked three people of the flight |
    Then the stage is "done"
    And "check" was met on time
    And "checked-on" is "2017-12-04"

  @X-65
  Scenario: Done without evidence is refused
    Given an improvement action received on 2017-09-01 through "open"
    When the plan-keeper does "assign" on 2017-09-04
      | action-owner | Pat Moss |
    And the plan-keeper does "transfer" on 2017-09-05
      | action-owner | Kim Lowe |
    Then the plan-keeper may not "say-done" because "Only Kim Lowe"
    And the assurance may not "confirm-done" because "Said to be done"
    When the plan-keeper as "Kim Lowe" tries "say-done" on 2017-10-02 and is refused because "Enter an answer: Evidence"
      | evidence |  |
    Then the stage is "in-hand"

  @X-65
  Scenario: Neither an owner nor an earlier owner checks
    Given an improvement action received on 2017-09-01 through "open"
    When the plan-keeper does "assign" on 2017-09-04
      | action-owner | Pat Moss |
      | repeats      | once     |
    And the plan-keeper does "transfer" on 2017-10-02
      | action-owner | Kim Lowe |
    And "Kim Lowe" does "say-done" on 2017-11-20
    Then the assurance as "Kim Lowe" may not "confirm-done" because "cannot, being named under"
    And the assurance as "Kim Lowe" may not "send-back" because "cannot, having done"
    And the assurance as "Pat Moss" may not "confirm-done" because "cannot, being named under"
    And the assurance may "confirm-done"

  @X-65
  Scenario: What is not shown goes back with a new day
    Given an improvement action received on 2017-09-01 through "open"
    When the plan-keeper does "assign" on 2017-09-04
      | action-owner | Kim Lowe   |
      | timing       | on-date    |
      | due-on       | 2017-12-01 |
      | repeats      | once       |
    And "Kim Lowe" does "say-done" on 2017-11-20
    And the assurance does "send-back" on 2017-11-27
      | sent-back-why | The booklet says nothing of filming |
      | new-date      | 2018-01-31                          |
    Then the stage is "in-hand"
    And "carry-out-again" is due on 2018-01-31
    And "check" was met on time
    And "Kim Lowe" sees "sent-back-why"
    And "Kim Lowe" does not see "check-note"
    When the plan-keeper does "move-date" on 2018-01-25
      | new-date | 2018-02-15 |
    Then "carry-out-again" is due on 2018-02-15
    When "Kim Lowe" does "say-done" on 2018-02-19
    Then "carry-out-again" was met late
    And "check" is owed

  @IAP-1.1c @X-64
  Scenario: The training is kept under review for as long as it is given
    Given an improvement action received on 2014-06-26 through "open"
      | recommendation-case | RE/2014/1                                                    |
      | action              | Review the course and its assessment while it is delivered |
    When the plan-keeper does "assign" on 2014-06-27
      | owner-role         | training-provider |
      | owner-organisation | NOMS              |
      | action-owner       | Kim Lowe          |
      | timing             | on-date           |
      | due-on             | 2014-12-31        |
      | repeats            | six-months        |
    Then "round-six-months" is due on 2014-12-27
    When "Kim Lowe" does "record-round" on 2014-12-15
      | round-evidence | The written exam was made harder |
    And "Kim Lowe" does "say-done" on 2014-12-15
      | evidence | The review of December and what changed |
    Then the assurance may not "confirm-done" because "This is open only when"
    When the assurance does "confirm-ongoing" on 2015-01-05
    Then the stage is "kept"
    And "round-six-months" is due on 2015-06-15
    When nothing happens until 2015-06-16
    Then "round-six-months" is overdue
    And "Kim Lowe" may "record-round"

  @X-64
  Scenario Outline: What goes on is done again, counted from the last time
    Given an improvement action received on 2017-09-01 through "open"
    When the plan-keeper does "assign" on 2017-09-04
      | action-owner | Kim Lowe |
      | repeats      | <rhythm> |
    Then "<duty>" is due on <first>
    When "Kim Lowe" does "record-round" on 2017-09-20
    Then "<duty>" is due on <next>

    Examples:
      | rhythm        | duty                | first      | next       |
      | month         | round-month         | 2017-10-04 | 2017-10-20 |
      | three-months  | round-three-months  | 2017-12-04 | 2017-12-20 |
      | six-months    | round-six-months    | 2018-03-04 | 2018-03-20 |
      | twelve-months | round-twelve-months | 2018-09-04 | 2018-09-20 |

  @IAP-1.1d @IAP-2.1c
  Scenario: Films of courses are kept, and the action says where
    Given an improvement action received on 2014-06-26 through "open"
      | action | Film every training course |
    When the plan-keeper does "assign" on 2014-06-27
      | action-owner | Kim Lowe     |
      | repeats      | three-months |
    And "Kim Lowe" does "say-done" on 2014-10-01
      | evidence    | Films of all courses of July to September |
      | evidence-at | Training provider, archive of films       |
    Then "evidence-at" is "Training provider, archive of films"
    And the assurance sees "evidence-at"
    And the assurance sees "documents"

  @IAP-6.0
  Scenario: A contractor's strategy to keep force to a minimum is a document with a version
    Given an improvement action received on 2014-06-26 through "open"
      | recommendation-case | RE/2014/6                                    |
      | action              | Adopt a strategy to keep force to a minimum |
    When the plan-keeper does "assign" on 2014-06-27
      | owner-role         | escort-supplier |
      | owner-organisation | Tascor          |
      | action-owner       | Kim Lowe        |
      | repeats            | twelve-months   |
    And "Kim Lowe" does "say-done" on 2014-09-01
      | evidence         | The strategy, adopted by the board   |
      | document-title   | Keeping force to a minimum           |
      | document-version | 2                                    |
    Then "document-title" is "Keeping force to a minimum"
    And "document-version" is "2"
    And "owner-organisation" is "Tascor"
    When the assurance does "confirm-ongoing" on 2014-09-08
    Then "round-twelve-months" is owed

  @IAP-4.1b @IAP-5.1g
  Scenario Outline: Something that is only looked at stays under consideration until it is decided
    Given an improvement action received on 2014-06-26 through "open"
      | recommendation-case | <recommendation> |
      | action              | <action>         |
    When the plan-keeper does "assign" on 2014-06-27
      | action-owner | Kim Lowe   |
      | timing       | on-date    |
      | due-on       | 2014-12-19 |
      | repeats      | once       |
    And "Kim Lowe" does "report-progress" on 2014-09-01
      | standing | considering               |
      | progress | Talks with the contractor |
    Then "standing" is "considering"
    And the prisons-inspectorate sees "standing"
    When "Kim Lowe" does "say-done" on 2014-12-15
      | evidence | <decision> |
    Then "carry-out" was met on time
    And "evidence" is "<decision>"

    Examples:
      | recommendation | action                                             | decision                                |
      | RE/2014/4      | Look at whether cameras can be worn before boarding | Decided: for complex moves, as a trial   |
      | RE/2014/5      | Decide where a review panel belongs                 | Decided: the monthly meeting takes it on |

  @X-65
  Scenario: The same is found again after the action was closed
    Given an improvement action received on 2017-09-01 through "open"
    When the plan-keeper does "assign" on 2017-09-04
      | action-owner | Kim Lowe     |
      | repeats      | three-months |
    And "Kim Lowe" does "say-done" on 2017-09-20
    And the assurance does "confirm-ongoing" on 2017-09-25
    And the assurance does "finish" on 2017-12-11
    Then the stage is "done"
    And "round-three-months" is not owed
    When the plan-keeper does "record-recurrence" on 2018-03-05
      | recurrence-case | DC/2018/31               |
      | recurrence-note | No booklet on the flight |
      | new-date        | 2018-04-30               |
    Then the stage is "in-hand"
    And "found-again" is "yes"
    And "recurrence-case" is "DC/2018/31"
    And "carry-out-again" is due on 2018-04-30
    And "round-three-months" is due on 2018-06-05
    And the notice "recurrence" was sent
    And "Kim Lowe" does not see "recurrence-case"
    When "Kim Lowe" does "say-done" on 2018-04-25
    Then "carry-out-again" was met on time

  Scenario: An action that will not be done ends with a reason, and assurance is told
    Given an improvement action received on 2017-09-01 through "open"
    When the plan-keeper does "assign" on 2017-09-04
      | action-owner | Kim Lowe |
    And the plan-keeper does "correct" on 2017-09-05
      | action | Give a booklet to every person on a charter flight |
    Then "action" is "Give a booklet to every person on a charter flight"
    And the assurance may not "drop"
    When the plan-keeper tries "drop" on 2017-10-02 and is refused because "Enter an answer: Why it is not pursued"
      | dropped-why |  |
    And the plan-keeper does "drop" on 2017-10-02
      | dropped-why | Another action covers it |
    Then the stage is "not-pursued"
    And "carry-out" is not owed
    And the notice "dropped" was sent to the assurance
