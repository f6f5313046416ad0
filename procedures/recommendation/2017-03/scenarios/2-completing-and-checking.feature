Feature: By when, how far, and who checked it

  Accepted is not done, reported is not checked, and no date is a reason and never a blank.

  @SIP-6.9
  Scenario Outline: Six, twelve or eighteen months count from the day of the answer
    Given a recommendation received on 2017-08-28
    When the plan-keeper does "respond" on 2017-09-04
      | response        | <answer>   |
      | responded-on    | 2017-08-31 |
      | expected-within | <within>   |
      | response-reason | In part    |
    Then "complete" is due on <due>
    And "complete" is owed by the plan-keeper

    Examples:
      | answer               | within   | due        |
      | accepted             | six      | 2018-02-28 |
      | accepted             | twelve   | 2018-08-31 |
      | partially-accepted   | eighteen | 2019-02-28 |
      | subject-to-resources | twelve   | 2018-08-31 |

  @SIP-6.9 @X-64
  Scenario: No date without a reason
    Given a recommendation received on 2017-08-28
    When the plan-keeper tries "respond" on 2017-08-31 and is refused because "Enter an answer: Why there is no date"
      | response        | accepted |
      | expected-within | no-date  |
      | no-date-reason  |          |
    Then the stage is "recorded"
    When the plan-keeper does "respond" on 2017-08-31
      | response        | accepted                                |
      | expected-within | no-date                                 |
      | no-date-reason  | It was done before the plan was published |
    Then "complete" is owed
    And "complete" is not overdue
    When nothing happens until 2019-12-31
    Then "complete" is not overdue

  @SIP-6.9
  Scenario: A date is moved with a reason, twice, and then it is late
    Given a recommendation received on 2017-08-28
    When the plan-keeper does "respond" on 2017-08-31
      | response        | accepted   |
      | responded-on    | 2017-08-31 |
      | expected-within | six        |
    And the plan-keeper tries "move-date" on 2018-02-01 and is refused because "Enter an answer: Why the date was moved"
      | new-date  | 2018-05-31 |
      | moved-why |            |
    And the plan-keeper does "move-date" on 2018-02-01
      | new-date  | 2018-05-31                |
      | moved-why | The new contract is later |
    Then "complete" is due on 2018-05-31
    When the plan-keeper does "move-date" on 2018-05-25
      | new-date  | 2018-06-30                  |
      | moved-why | The booklet is being printed |
    Then "complete" is due on 2018-06-30
    And "moved-why" is "The booklet is being printed"
    When nothing happens until 2018-07-01
    Then "complete" is overdue

  @X-65 @SIP-0.5
  Scenario: The answer and the progress are two things, and what is reported is not yet checked
    Given a recommendation received on 2017-08-01
    When the plan-keeper does "respond" on 2017-08-31
      | response        | accepted |
      | expected-within | six      |
    Then "response" is "accepted"
    And "implementation" is "not-started"
    And the assurance may not "confirm-completed" because "This is open only when"
    When the plan-keeper does "report" on 2017-11-01
      | reported | in-progress |
    Then "implementation" is "in-progress"
    And "check" is not owed
    And the notice "reported" was not sent
    When the plan-keeper does "report" on 2018-01-15
      | reported | completed                  |
      | evidence | Minutes of the three meetings |
    Then "implementation" is "reported-completed"
    And the stage is "answered"
    And "check" is due on 2018-02-12
    And "check" is owed by the assurance
    And the notice "reported" was sent to the assurance
    When the assurance does "confirm-completed" on 2018-02-01
      | check-note | Read the minutes, spoke to two officers |
    Then the stage is "done"
    And "implementation" is "completed"
    And "response" is "accepted"
    And "complete" was met on time
    And "check" was met on time
    And "checked-on" is "2018-02-01"

  @X-65 @SIP-0.5
  Scenario Outline: Completed without evidence is refused
    Given a recommendation received on 2017-08-01
    When the plan-keeper does "respond" on 2017-08-31
      | response | accepted |
    And the plan-keeper tries "report" on 2017-09-01 and is refused because "Enter an answer: Evidence"
      | reported | <progress> |
      | evidence |            |
    Then "reported" is not known
    And "implementation" is "not-started"

    Examples:
      | progress              |
      | completed             |
      | completed-and-ongoing |

  @X-64 @SIP-0.5
  Scenario: Ongoing brings its rhythm, and completed has none
    Given a recommendation received on 2017-08-01
    When the plan-keeper does "respond" on 2017-08-31
      | response | accepted |
    And the plan-keeper does "report" on 2017-09-01
      | reported | completed |
    Then "review-every" is not known
    And the plan-keeper may not "review" because "This is open only when"
    When the plan-keeper does "report" on 2017-09-04
      | reported     | completed-and-ongoing |
      | review-every | twelve-months         |
    Then "review-every" is "twelve-months"
    And "review-twelve-months" is due on 2018-09-04
    And "review-three-months" is not owed

  @X-65
  Scenario: Whoever reported it does not check it, and the keeper never does
    Given a recommendation received on 2017-08-01
    When the plan-keeper does "respond" on 2017-08-31
      | response | accepted |
    And the plan-keeper does "report" on 2017-09-01 as "Kit Lowe"
      | reported | completed |
    Then the plan-keeper may not "confirm-completed" because "Only Independent assurance"
    And the assurance as "Kit Lowe" may not "confirm-completed" because "cannot, having done"
    And the assurance as "Kit Lowe" may not "send-back" because "cannot, having done"
    And the assurance may "confirm-completed"

  @X-65
  Scenario: What is not shown goes back, and is checked again
    Given a recommendation received on 2017-08-01
    When the plan-keeper does "respond" on 2017-08-31
      | response        | accepted |
      | expected-within | six      |
    And the plan-keeper does "report" on 2017-09-01
      | reported | completed |
    And the assurance does "send-back" on 2017-09-12
      | sent-back-why | The paper was issued; nobody knows who read it |
      | back-to       | in-progress                                    |
    Then "implementation" is "in-progress"
    And the notice "sent-back" was sent to the plan-keeper
    And "check" was met on time
    And "complete" is owed
    When the plan-keeper does "report" on 2017-10-02
      | reported | completed                    |
      | evidence | Signatures of all 212 officers |
    Then "implementation" is "reported-completed"
    And "check" is due on 2017-10-30
    When nothing happens until 2017-10-31
    Then "check" is overdue

  @X-65
  Scenario: What is not pursued has a reason, and somebody else looks at that too
    Given a recommendation received on 2017-08-01
    When the plan-keeper does "respond" on 2017-08-31
      | response | accepted |
    And the plan-keeper tries "report" on 2018-01-01 and is refused because "Enter an answer: Why it is not pursued"
      | reported        | not-pursued |
      | not-pursued-why |             |
    And the plan-keeper does "report" on 2018-01-02
      | reported        | not-pursued                     |
      | not-pursued-why | Coaches are no longer used at all |
    Then "implementation" is "reported-not-pursued"
    And the assurance may not "confirm-completed"
    When the assurance does "confirm-not-pursued" on 2018-01-10
    Then the stage is "not-pursued"
    And "implementation" is "not-pursued"
    And "complete" is not owed

  @X-64 @SIP-0.5
  Scenario Outline: What is ongoing is looked at again, counted from the check and then from the last look
    Given a recommendation received on 2017-08-01
    When the plan-keeper does "respond" on 2017-08-31
      | response        | accepted |
      | expected-within | no-date  |
    And the plan-keeper does "report" on 2017-08-31
      | reported     | completed-and-ongoing |
      | review-every | <rhythm>              |
    Then "<duty>" is due on <reported>
    And "implementation" is "reported-ongoing"
    When the assurance does "confirm-ongoing" on 2017-09-15
    Then the stage is "kept"
    And "implementation" is "completed-and-ongoing"
    And "<duty>" is due on <checked>
    When the plan-keeper does "review" on 2017-10-02
      | still-so     | yes            |
      | review-found | Asked officers |
    Then "<duty>" was met on time
    And "<duty>" is due on <next>

    Examples:
      | rhythm        | duty                 | reported   | checked    | next       |
      | month         | review-month         | 2017-09-30 | 2017-10-15 | 2017-11-02 |
      | three-months  | review-three-months  | 2017-11-30 | 2017-12-15 | 2018-01-02 |
      | six-months    | review-six-months    | 2018-02-28 | 2018-03-15 | 2018-04-02 |
      | twelve-months | review-twelve-months | 2018-08-31 | 2018-09-15 | 2018-10-02 |

  @X-64
  Scenario: The rhythm is changed, and a look that was not taken is seen
    Given a recommendation received on 2017-08-01
    When the plan-keeper does "respond" on 2017-08-31
      | response | accepted |
    And the plan-keeper does "report" on 2017-08-31
      | reported     | completed-and-ongoing |
      | review-every | twelve-months         |
    And the assurance does "set-rhythm" on 2017-09-01
      | review-every | month |
    Then "review-twelve-months" is not owed
    And "review-month" is due on 2017-09-30
    When nothing happens until 2017-10-01
    Then "review-month" is overdue

  @X-64
  Scenario: A look that finds it no longer done asks somebody to take it up
    Given a recommendation received on 2017-08-01
    When the plan-keeper does "respond" on 2017-08-31
      | response | accepted |
    And the plan-keeper does "report" on 2017-08-31
      | reported     | completed-and-ongoing |
      | review-every | three-months          |
    And the assurance does "confirm-ongoing" on 2017-09-15
    And the plan-keeper does "review" on 2017-12-01
      | still-so     | no                           |
      | review-found | No manifest since October    |
    Then "take-up-again" is owed by the plan-keeper
    When the plan-keeper does "report" on 2017-12-04
      | reported      | in-progress               |
      | progress-note | The manifest is taken up again |
    Then "take-up-again" was met on time
    And the stage is "answered"
    And "implementation" is "in-progress"
    And "review-three-months" is not owed

  @X-65
  Scenario: The same is found again after it was closed
    Given a recommendation received on 2017-08-01
    When the plan-keeper does "respond" on 2017-08-31
      | response        | accepted |
      | expected-within | six      |
    And the plan-keeper does "report" on 2017-10-02
      | reported | completed |
    And the assurance does "confirm-completed" on 2017-10-09
    Then the stage is "done"
    And "found-again" is "no"
    When the plan-keeper does "record-recurrence" on 2018-03-05
      | recurrence-case | DC/2018/31                             |
      | recurrence-note | Four hours on a coach without a toilet |
      | back-to         | in-progress                            |
      | new-date        | 2018-04-30                             |
    Then the stage is "answered"
    And "found-again" is "yes"
    And "recurrence-case" is "DC/2018/31"
    And "implementation" is "in-progress"
    And "complete-again" is due on 2018-04-30
    And the notice "recurrence" was sent to the assurance
    When the plan-keeper does "move-date" on 2018-04-20
      | new-date | 2018-05-31 |
    Then "complete-again" is due on 2018-05-31
    When the plan-keeper does "report" on 2018-05-02
      | reported | completed |
    And the assurance does "confirm-completed" on 2018-05-08
    Then "complete-again" was met on time
    And "implementation" is "completed"
    And the stage is "done"

  @X-65
  Scenario: The same is found again before anybody checked what was reported
    Given a recommendation received on 2017-08-01
    When the plan-keeper does "respond" on 2017-08-31
      | response        | accepted |
      | expected-within | no-date  |
    And the plan-keeper does "report" on 2017-08-31
      | reported     | completed-and-ongoing |
      | review-every | three-months          |
    And the assurance does "record-recurrence" on 2017-09-06
      | recurrence-case | UF/2017/12  |
      | back-to         | in-progress |
      | new-date        | 2017-12-01  |
    Then "check" is not owed
    And "complete" is not owed
    And "complete-again" is due on 2017-12-01
    And "implementation" is "in-progress"

  @X-65 @SIP-0.5
  Scenario: What is found again is not completed by saying so: it is reported, with evidence, and checked by somebody else
    Given a recommendation received on 2017-08-01
    When the plan-keeper does "respond" on 2017-08-31
      | response        | accepted |
      | expected-within | six      |
    And the plan-keeper does "report" on 2017-10-02
      | reported | completed |
    And the assurance does "confirm-completed" on 2017-10-09
    And the assurance does "record-recurrence" on 2018-03-05 as "Ann Reid" with:
      | recurrence-note | The same again |
      | new-date        | 2018-04-30     |
    Then "implementation" is "in-progress"
    And "check" is not owed
    And the assurance as "Bo Hill" may not "confirm-completed" because "This is open only when"
    When the plan-keeper tries "report" on 2018-04-02 and is refused because "Enter an answer: Evidence"
      | reported | completed |
      | evidence |           |
    And the plan-keeper does "report" on 2018-04-02
      | reported | completed         |
      | evidence | The toilets, seen |
    Then "implementation" is "reported-completed"
    And the assurance as "Ann Reid" may not "confirm-completed" because "cannot, having done"
    And the assurance as "Ann Reid" may not "send-back" because "cannot, having done"
    And the assurance as "Bo Hill" may "confirm-completed"

  @X-65 @X-64
  Scenario: What is sent back has to be reported anew, also on the same day
    Given a recommendation received on 2017-08-01
    When the plan-keeper does "respond" on 2017-08-31
      | response | accepted |
    And the plan-keeper does "report" on 2017-09-04
      | reported     | completed-and-ongoing |
      | review-every | month                 |
    Then "review-month" is due on 2017-10-04
    When the assurance does "send-back" on 2017-09-04 with:
      | back-to | not-started |
    Then "implementation" is "not-started"
    And "review-month" is not owed
    And the assurance may not "confirm-ongoing"
    And the plan-keeper may not "review"
    When the plan-keeper does "report" on 2017-09-04
      | reported     | completed-and-ongoing |
      | review-every | month                 |
    Then "implementation" is "reported-ongoing"
    When the assurance does "confirm-ongoing" on 2017-09-04
    Then "implementation" is "completed-and-ongoing"
    When the plan-keeper does "record-recurrence" on 2017-09-04
      | back-to  | in-progress |
      | new-date | 2017-12-01  |
    Then "implementation" is "in-progress"
    When the plan-keeper does "report" on 2017-09-04
      | reported     | completed-and-ongoing |
      | review-every | month                 |
    Then "implementation" is "reported-ongoing"
