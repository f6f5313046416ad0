Feature: Who does it, and by when

  An action has an owner of three parts, passes on with the contract, and has a day or a reason why it has none.

  @SIP-0.2 @X-66
  Scenario: An action of a recommendation is given to a person of an organisation
    Given an improvement action received on 2017-09-01 through "open"
      | recommendation-case | RE/2017/6                                     |
      | action              | Give a booklet to everybody on a charter flight |
    Then the stage is "opened"
    And "assign" is owed by the plan-keeper
    And "assign" is due on 2017-09-15
    When the plan-keeper does "assign" on 2017-09-04
      | owner-role         | escort-supplier |
      | owner-organisation | Tascor          |
      | action-owner       | Kim Lowe        |
      | owned-from         | 2017-09-01      |
      | timing             | on-date         |
      | due-on             | 2017-12-01      |
      | repeats            | once            |
    Then the stage is "in-hand"
    And "assign" was met on time
    And "carry-out" is due on 2017-12-01
    And "owner-role" is "escort-supplier"
    And "owner-organisation" is "Tascor"
    And "owned-from" is "2017-09-01"
    And the notice "assigned" was sent
    When nothing happens until 2017-12-02
    Then "carry-out" is overdue

  @X-66 @SIP-6.6d
  Scenario: The contract changes hands, and the action with it
    Given an improvement action received on 2017-09-01 through "open"
      | action | Give a booklet to everybody on a charter flight |
    When the plan-keeper does "assign" on 2017-09-04
      | owner-role         | escort-supplier |
      | owner-organisation | Tascor          |
      | action-owner       | Kim Lowe        |
      | owned-from         | 2017-09-01      |
      | timing             | on-date         |
      | due-on             | 2018-06-29      |
    Then "set-contract" is due on 2017-09-18
    And "set-contract" is owed by the plan-keeper
    When the plan-keeper does "set-contract" on 2017-09-05
      | contract-ends | 2018-04-30 |
    Then "transfer" is due on 2018-04-30
    And "set-contract" was met on time
    And "set-contract" is not owed
    When "Kim Lowe" does "report-progress" on 2018-03-01
      | standing | under-way             |
      | progress | The booklet is in use |
    And the plan-keeper does "transfer" on 2018-05-01
      | owner-role         | escort-supplier  |
      | owner-organisation | The new supplier |
      | action-owner       | Ann Reid         |
      | owned-from         | 2018-05-01       |
      | transfer-why       | contract         |
    Then "transfer" was met late
    And "set-contract" is due on 2018-05-16
    And "owner-organisation" is "The new supplier"
    And "action-owner" is "Ann Reid"
    And "owned-from" is "2018-05-01"
    And "transfer-why" is "contract"
    And "progress" is "The booklet is in use"
    And "carry-out" is due on 2018-06-29
    And "Ann Reid" sees "progress"
    And "Ann Reid" sees "step.assign"
    And "Ann Reid" sees "step.transfer"
    And "Ann Reid" may "say-done"
    And "Kim Lowe" does not see the case
    And "Kim Lowe" may not "say-done" because "Only Ann Reid"

  @X-66
  Scenario: A new owner is named whole, never by half
    Given an improvement action received on 2017-09-01 through "open"
    When the plan-keeper does "assign" on 2017-09-04
      | owner-organisation | Tascor   |
      | action-owner       | Kim Lowe |
    And the plan-keeper tries "transfer" on 2017-10-02 and is refused because "Enter an answer: Owner's organisation"
      | owner-organisation |          |
      | action-owner       | Ann Reid |
    Then "owner-organisation" is "Tascor"
    And "action-owner" is "Kim Lowe"
    When the plan-keeper does "transfer" on 2017-10-02
      | owner-role         | other              |
      | owner-other        | The airline        |
      | owner-organisation | A charter airline  |
      | action-owner       | Ann Reid           |
      | transfer-why       | wrong              |
    Then "owner-other" is "The airline"

  @X-66
  Scenario: The end of a contract is told in time, and a contract that is renewed moves it
    Given an improvement action received on 2017-09-01 through "open"
    When the plan-keeper does "assign" on 2017-09-04
    And the plan-keeper does "set-contract" on 2017-09-05
      | contract-ends | 2018-04-30 |
    And the plan-keeper does "set-contract" on 2018-02-01
      | contract-ends | 2020-04-30 |
    Then "transfer" is due on 2020-04-30
    When nothing happens until 2020-05-01
    Then "transfer" is overdue

  @X-66 @SIP-6.6d
  Scenario Outline: When a supplier's contract ends is asked for, and nobody else's
    Given an improvement action received on 2017-09-01 through "open"
    When the plan-keeper does "assign" on 2017-09-04
      | owner-role | <part> |
    Then "set-contract" is <owed>

    Examples:
      | part            | owed     |
      | escort-supplier | owed     |
      | centre-supplier | owed     |
      | home-office     | not owed |
      | prison-service  | not owed |

  @IAP-7.1b
  Scenario: The training starts in July 2014
    Given an improvement action received on 2014-06-26 through "open"
      | recommendation-case | RE/2014/7                                  |
      | action              | Start to use the techniques and to train them |
    When the plan-keeper does "assign" on 2014-06-27
      | owner-role   | home-office |
      | action-owner | Kim Lowe    |
      | timing       | on-date     |
      | due-on       | 2014-07-31  |
      | repeats      | once        |
    Then "carry-out" is due on 2014-07-31
    When "Kim Lowe" does "say-done" on 2014-07-21
      | evidence | The first course began on 14 July |
    Then "carry-out" was met on time
    When the assurance does "confirm-done" on 2014-07-28
    Then the stage is "done"

  @IAP-3.1
  Scenario: The formal review is due a year after the start, and moves with the start
    Given an improvement action received on 2014-06-26 through "open"
      | recommendation-case | RE/2014/3                                      |
      | action              | Review the training package formally with NOMS |
    When the plan-keeper does "assign" on 2014-06-27
      | owner-role   | home-office        |
      | action-owner | Kim Lowe           |
      | timing       | year-after-planned |
      | starts-on    | 2014-07-01         |
      | repeats      | once               |
    Then "carry-out-in-a-year" is due on 2015-07-01
    And "record-start" is due on 2014-07-01
    When nothing happens until 2014-07-02
    Then "record-start" is overdue
    When "Kim Lowe" does "record-start" on 2014-07-21
      | began-on | 2014-07-14 |
    Then "record-start" was met late
    And "carry-out-in-a-year" is due on 2015-07-14
    When nothing happens until 2015-07-15
    Then "carry-out-in-a-year" is overdue
    When "Kim Lowe" does "say-done" on 2015-07-20
      | evidence         | Report of the review  |
      | document-title   | Review of the package |
      | document-version | 1.0                   |
    Then "carry-out-in-a-year" was met late

  @IAP-3.1
  Scenario: A year from something that has started already
    Given an improvement action received on 2014-09-01 through "open"
    When the plan-keeper does "assign" on 2014-09-01
      | action-owner | Kim Lowe         |
      | timing       | year-after-start |
      | started-on   | 2014-07-14       |
      | repeats      | once             |
    Then "carry-out-in-a-year" is due on 2015-07-14
    And "record-start" is not owed
    And "Kim Lowe" may not "record-start"

  @IAP-2.1b
  Scenario: The course is reviewed at stages within its first year
    Given an improvement action received on 2014-06-26 through "open"
      | recommendation-case | RE/2014/2                            |
      | action              | Review the course inside, at stages |
    When the plan-keeper does "assign" on 2014-06-27
      | owner-role   | home-office        |
      | action-owner | Kim Lowe           |
      | timing       | year-after-planned |
      | starts-on    | 2014-07-01         |
      | repeats      | three-months       |
    Then "round-three-months" is due on 2014-10-01
    And "carry-out-in-a-year" is due on 2015-07-01
    When "Kim Lowe" does "record-start" on 2014-07-01
      | began-on | 2014-07-01 |
    And "Kim Lowe" does "record-round" on 2014-09-29
      | round-evidence | Two modules put in another order |
    Then "round-three-months" was met on time
    And "round-three-months" is due on 2014-12-29
    When nothing happens until 2014-12-30
    Then "round-three-months" is overdue
    When "Kim Lowe" does "say-done" on 2015-06-22
      | evidence | Four reviews, filed here |
    And the assurance does "confirm-ongoing" on 2015-06-29
    Then the stage is "kept"
    And "carry-out-in-a-year" was met on time
    When the assurance does "finish" on 2015-07-02
      | finished-why | The first year is over; the formal review takes its place |
    Then the stage is "done"
    And "round-three-months" is not owed

  @SIP-6.9 @X-64
  Scenario: An action without a day says why, and can be given one
    Given an improvement action received on 2017-09-01 through "open"
    When the plan-keeper tries "assign" on 2017-09-04 and is refused because "Enter an answer: Why there is no date"
      | timing         | no-date |
      | no-date-reason |         |
    And the plan-keeper does "assign" on 2017-09-04
      | action-owner   | Kim Lowe                        |
      | timing         | no-date                         |
      | no-date-reason | It waits for the next contract  |
    Then "carry-out-undated" is owed
    And "carry-out" is not owed
    When nothing happens until 2018-09-04
    Then "carry-out-undated" is not overdue
    When the plan-keeper does "move-date" on 2018-09-04
      | new-date  | 2018-12-31             |
      | moved-why | The contract is signed |
    Then "carry-out-undated" is due on 2018-12-31

  @SIP-6.9
  Scenario: A day is moved twice, each time with a reason
    Given an improvement action received on 2017-09-01 through "open"
    When the plan-keeper does "assign" on 2017-09-04
      | action-owner | Kim Lowe   |
      | timing       | on-date    |
      | due-on       | 2017-12-01 |
    And "Kim Lowe" does "ask-for-time" on 2017-11-20
      | more-time-why | The printer is late |
    Then "answer-request" is due on 2017-11-27
    And the notice "more-time" was sent to the plan-keeper
    When the plan-keeper tries "move-date" on 2017-11-21 and is refused because "Enter an answer: Why the day was moved"
      | new-date  | 2018-01-15 |
      | moved-why |            |
    And the plan-keeper does "move-date" on 2017-11-21
      | new-date  | 2018-01-15          |
      | moved-why | The printer is late |
    Then "carry-out" is due on 2018-01-15
    And "answer-request" was met on time
    When the plan-keeper does "move-date" on 2018-01-10
      | new-date  | 2018-02-28               |
      | moved-why | A picture must be changed |
    Then "carry-out" is due on 2018-02-28
    And "due-on" is "2017-12-01"
    And the notice "moved" was sent
    And "Kim Lowe" may not "move-date" because "Only Keeper of improvement plans"

  @SIP-6.9
  Scenario: More time is asked for, and the day stays
    Given an improvement action received on 2017-09-01 through "open"
    When the plan-keeper does "assign" on 2017-09-04
      | action-owner | Kim Lowe   |
      | timing       | on-date    |
      | due-on       | 2017-12-01 |
    Then the plan-keeper may not "keep-date" because "must come first"
    When "Kim Lowe" does "ask-for-time" on 2017-11-20
    And the plan-keeper does "keep-date" on 2017-11-22
      | kept-date-why | The flight is on 4 December |
    Then "carry-out" is due on 2017-12-01
    And "answer-request" was met on time
    And "Kim Lowe" sees "kept-date-why"

  @SIP-0.4 @X-66
  Scenario: Whoever owns an action sees that action and nothing of the plan
    Given an improvement action received on 2017-09-01 through "open"
      | recommendation-case | RE/2017/6 |
    When the plan-keeper does "assign" on 2017-09-04
      | owner-role   | escort-supplier |
      | action-owner | Kim Lowe        |
    And the plan-keeper does "note" on 2017-09-05
      | note | Slow last time |
    Then "Kim Lowe" sees "action"
    And "Kim Lowe" sees "carry-out.due"
    And "Kim Lowe" does not see "recommendation-case"
    And "Kim Lowe" does not see "note"
    And "Kim Lowe" does not see "check-note"
    And the escort-management sees "progress"
    And the escort-management may not "say-done"
    And the centre-manager does not see the case
    And the prisons-inspectorate sees "evidence"
    And the prisons-inspectorate does not see "action-owner"
    And the prisons-inspectorate may not "confirm-done"
    And the monitoring-board may not "note"
