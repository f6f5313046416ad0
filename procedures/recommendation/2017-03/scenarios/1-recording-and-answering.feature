Feature: What is recommended, and what is answered

  Each recommendation has its own number, its paragraph, those it is addressed to, and one of five answers in words of its own.

  @SIP-0.2 @SIP-0.3
  Scenario: A line of the plan of 2017 has its six columns, and the paragraph
    Given a recommendation received on 2017-08-01
      | reference-number | 6.2                                                        |
      | paragraph        | 3.18                                                       |
      | recommendation   | Officers should meet the unexpected calmly and with measure |
      | addressed        | home-office-and-escort-supplier                            |
    Then the stage is "recorded"
    And "respond" is owed by the plan-keeper
    When the plan-keeper does "respond" on 2017-08-31
      | response        | accepted                                                      |
      | responded-on    | 2017-08-31                                                    |
      | expected-within | no-date                                                       |
      | no-date-reason  | It was done before the plan was published, and goes on        |
      | actions         | Officers are trained for it; A paper on conduct was issued     |
    And the plan-keeper does "report" on 2017-08-31
      | reported     | completed-and-ongoing                       |
      | evidence     | Training records; the paper of March 2017   |
      | review-every | six-months                                  |
    Then "reference-number" is "6.2"
    And "paragraph" is "3.18"
    And "response" is "accepted"
    And "reported" is "completed-and-ongoing"
    And "expected-within" is "no-date"
    And "respond" was met on time

  @SIP-0.3
  Scenario: A recommendation needs its paragraph and its number, and what was misread is put right with a reason
    When the plan-keeper tries "record" on 2017-08-01 and is refused because "Enter an answer: Paragraph of the report"
      | paragraph |  |
    And the plan-keeper tries "record" on 2017-08-01 and is refused because "Enter an answer: Number in the plan"
      | reference-number |  |
    And the plan-keeper does "record" on 2017-08-01
      | paragraph | 4.13 |
    And the plan-keeper tries "correct" on 2017-08-02 and is refused because "Enter an answer: What was put right"
      | paragraph     | 4.14 |
      | corrected-why |      |
    And the plan-keeper does "correct" on 2017-08-02
      | paragraph     | 4.14                      |
      | corrected-why | The paragraph was misread |
    Then "paragraph" is "4.14"

  @SIP-0.4
  Scenario Outline: It is addressed to one, to two, or to nobody by name
    Given a recommendation received on 2017-08-01
      | reference-number   | <number> |
      | addressed          | <to>     |
      | addressed-in-words | <words>  |
    Then "addressed" is "<to>"
    And "addressed-in-words" is "<words>"
    And "addressed-others" is not known

    Examples:
      | number | to                              | words                  |
      | 6.1    | home-office-and-escort-supplier | Home Office and Tascor |
      | 6.4    | escort-supplier                 | Tascor                 |
      | 6.6    | nobody                          | None named             |
      | IAP-1  | home-office-and-prison-service  | Home Office with NOMS  |

  @SIP-0.4
  Scenario: Several others are named in words
    Given a recommendation received on 2017-08-01
      | addressed        | several                                  |
      | addressed-others | Border Force, the airline and the escort |
    Then "addressed-others" is "Border Force, the airline and the escort"
    When the plan-keeper tries "correct" on 2017-08-02 and is refused because "Enter an answer: Addressed to (others)"
      | addressed        | several |
      | addressed-others |         |
    Then "addressed" is "several"

  @X-63 @IAP-0.2 @IAP-6.0
  Scenario: A recommendation without a number of its own is not recorded, whatever paragraph it comes from
    When the plan-keeper tries "record" on 2014-06-26 and is refused because "Enter an answer: Number in the plan"
      | plan             | IP/2014/1                                                            |
      | reference-number |                                                                      |
      | paragraph        | 5.15                                                                 |
      | recommendation   | The removals contractor adopts a strategy to keep force to a minimum |
    And the plan-keeper does "record" on 2014-06-26
      | plan             | IP/2014/1                                                            |
      | reference-number | IAP-6                                                                |
      | paragraph        | 5.15                                                                 |
      | recommendation   | The removals contractor adopts a strategy to keep force to a minimum |
    And the plan-keeper tries "correct" on 2014-06-27 and is refused because "Enter an answer: Number in the plan"
      | reference-number |                        |
      | paragraph        | 5.15                   |
      | corrected-why    | The number was misread |
    Then "reference-number" is "IAP-6"

  @IAP-0.3
  Scenario Outline: An answer is one of five, and its own words are kept
    Given a recommendation received on 2014-06-26
    When the plan-keeper does "respond" on 2014-06-26
      | response        | <answer> |
      | response-words  | <words>  |
      | expected-within | no-date  |
    Then the stage is "answered"
    And "response" is "<answer>"
    And "response-words" is "<words>"

    Examples:
      | answer               | words                                        |
      | accepted             | Fully accepted as safe and fit for purpose   |
      | accepted             | We concur with the panel                     |
      | partially-accepted   | Accepted but for the second part             |
      | subject-to-resources | Accepted as far as there is money            |
      | rejected             | Not accepted                                 |
      | under-consideration  | Welcomed; we will look at whether it is viable |

  @IAP-0.3
  Scenario Outline: An answer that does not accept all of it gives reasons
    Given a recommendation received on 2014-06-26
    When the plan-keeper tries "respond" on 2014-06-26 and is refused because "Enter an answer: Reasons"
      | response        | <answer> |
      | response-reason |          |
    Then the stage is "recorded"
    When the plan-keeper does "respond" on 2014-06-26
      | response        | <answer>        |
      | response-reason | The reasons are |
    Then "response-reason" is "The reasons are"

    Examples:
      | answer               |
      | rejected             |
      | partially-accepted   |
      | subject-to-resources |

  @IAP-0.3
  Scenario: What is rejected is closed, and nothing is owed of it
    Given a recommendation received on 2014-06-26
    When the plan-keeper does "respond" on 2014-06-26
      | response        | rejected                  |
      | response-reason | The law asks for the same |
    Then "expected-within" is not known
    And "complete" is not owed
    And "set-actions" is not owed
    And "implementation" is "rejected"
    And the plan-keeper may not "report" because "This is not open when"
    And the plan-keeper may not "set-actions"
    When the plan-keeper does "close-rejected" on 2014-06-27
    Then the stage is "rejected"
    And "close-rejected" was met on time

  @IAP-0.3
  Scenario: An answer changes with a reason, and the time counts from the new answer
    Given a recommendation received on 2014-06-26
    When the plan-keeper does "respond" on 2014-06-26
      | response        | rejected   |
      | responded-on    | 2014-06-26 |
      | response-reason | Too dear   |
    And the plan-keeper does "close-rejected" on 2014-06-27
    And the plan-keeper does "change-response" on 2014-10-01
      | response        | accepted             |
      | responded-on    | 2014-10-01           |
      | expected-within | six                  |
      | changed-why     | The price has fallen |
    Then the stage is "answered"
    And "complete" is due on 2015-04-01
    And "implementation" is "not-started"

  @IAP-1.0
  Scenario: The panel on the assessment of officers: addressed to two, answered, and an action for each
    When the plan-keeper tries "record" on 2014-06-26 and is refused because "Enter an answer: What is recommended"
      | recommendation |  |
    And the plan-keeper does "record" on 2014-06-26
      | reference-number | IAP-1                                                                    |
      | paragraph        | 2.26                                                                     |
      | recommendation   | The assessment of officers falls short: work with NOMS on a better frame |
      | addressed        | home-office-and-prison-service                                           |
    Then "respond" is owed by the plan-keeper
    And "addressed-others" is not known
    When the plan-keeper does "respond" on 2014-06-26
      | response        | accepted                                                          |
      | response-words  | A robust frame is essential; passing the course is required       |
      | responded-on    | 2014-06-26                                                        |
      | expected-within | twelve                                                            |
      | actions         | The Home Office sets the frame; The prison service assesses by it |
    Then "respond" is not owed
    And "complete" is due on 2015-06-26
    And "set-actions" is owed by the plan-keeper
    When the plan-keeper does "set-actions" on 2014-06-30
    Then "set-actions" opened 2 "improvement-action"
    And the case opened knows "action" as "The prison service assesses by it"
    And "set-actions" is not owed

  @IAP-2.0 @IAP-2.1a
  Scenario: Accepted, and how is still open: the next update has a day
    Given a recommendation received on 2014-06-26
      | reference-number | IAP-2                                             |
      | paragraph        | 4.65                                              |
      | recommendation   | The delivery of the training is watched from outside |
    When the plan-keeper does "respond" on 2014-06-26
      | response      | accepted                                |
      | responded-on  | 2014-06-26                              |
      | still-open    | yes                                     |
      | open-question | Which way of watching it is best        |
      | update-in     | three-months                            |
    Then "pending" is "yes"
    And "update-three-months" is due on 2014-09-26
    And "implementation" is "not-started"
    When nothing happens until 2014-09-27
    Then "update-three-months" is overdue
    When the plan-keeper does "update" on 2014-09-29
      | update-note | Two ways are being tried |
    Then "update-three-months" is due on 2014-12-29
    When the plan-keeper does "settle" on 2014-11-03
      | decision-note | Externally accredited assessors observe the tutors |
      | still-open    | no                                                 |
    Then "pending" is "no"
    And "update-three-months" is not owed
    And "response" is "accepted"

  @IAP-2.1a
  Scenario: What is still open says what, and how soon there is word of it
    Given a recommendation received on 2014-06-26
    When the plan-keeper tries "respond" on 2014-06-26 and is refused because "Enter an answer: Still to be decided"
      | response      | accepted |
      | still-open    | yes      |
      | open-question |          |
    And the plan-keeper does "respond" on 2014-06-26
      | response   | accepted |
      | still-open | no       |
    Then "update-in" is not known
    And the plan-keeper may not "update" because "This is open only when"

  @IAP-4.0 @IAP-4.1b
  Scenario: Welcomed and only looked at: under consideration until it is decided
    Given a recommendation received on 2014-06-26
      | reference-number | IAP-4                                                     |
      | paragraph        | 4.73                                                      |
      | recommendation   | Look at what cameras worn on the body could do in removals |
      | addressed        | home-office                                               |
    When the plan-keeper does "respond" on 2014-06-26
      | response        | under-consideration                                  |
      | response-words  | Welcomed; batteries and storage are limits so far    |
      | open-question   | Before boarding: for all moves or for complex ones   |
      | update-in       | month                                                |
      | expected-within | no-date                                              |
      | no-date-reason  | It is not decided yet                                |
      | actions         | Look at whether cameras can be worn before boarding  |
    Then "pending" is "yes"
    And "complete" is not owed
    And "update-month" is due on 2014-07-26
    When the plan-keeper does "set-actions" on 2014-06-27
    Then "set-actions" opened 1 "improvement-action"
    And the case opened knows "action" as "Look at whether cameras can be worn before boarding"
    And the case opened knows "recommendation-case" as "this"
    When the plan-keeper does "change-response" on 2014-09-01
      | response        | accepted   |
      | responded-on    | 2014-09-01 |
      | still-open      | no         |
      | expected-within | twelve     |
    Then "update-month" is not owed
    And "complete" is due on 2015-09-01

  @IAP-4.1b
  Scenario: What is under consideration can be looked at every six months
    Given a recommendation received on 2014-06-26
    When the plan-keeper does "respond" on 2014-06-26
      | response  | under-consideration |
      | update-in | six-months          |
    Then "update-six-months" is due on 2014-12-26

  @IAP-5.1g @X-65
  Scenario: The review panel of 2014 is accepted, and stays open until somebody decides where it belongs
    Given a recommendation received on 2014-06-26
      | reference-number | IAP-5 |
      | paragraph        | 5.15  |
    When the plan-keeper does "respond" on 2014-06-26
      | response      | accepted                                            |
      | still-open    | yes                                                 |
      | open-question | How a review panel inside the contractor is embedded |
      | update-in     | three-months                                        |
    Then "response" is "accepted"
    And "implementation" is "not-started"
    And "update-three-months" is due on 2014-09-26
    When the plan-keeper does "report" on 2014-07-01
      | reported      | in-progress                           |
      | progress-note | Reports go to the monitor in 24 hours |
    Then "implementation" is "in-progress"
    And "open-question" is "How a review panel inside the contractor is embedded"
    And "update-three-months" is owed

  @IAP-5.1g @IAP-2.1a @X-65
  Scenario Outline: What is reported as completed is not confirmed while something of it is still to be decided
    Given a recommendation received on 2014-06-26
    When the plan-keeper does "respond" on 2014-06-26
      | response        | accepted                                            |
      | responded-on    | 2014-06-26                                          |
      | expected-within | six                                                 |
      | still-open      | yes                                                 |
      | open-question   | How a review panel inside the contractor is embedded |
      | update-in       | three-months                                        |
    And the plan-keeper does "report" on 2014-07-01
      | reported | <progress>                            |
      | evidence | Reports go to the monitor in 24 hours |
    Then the assurance may not "<confirm>" because "Still under consideration"
    And the assurance may "send-back"
    And "check" is not owed
    And "complete" is owed
    And "update-three-months" is due on 2014-09-26
    And the stage is "answered"
    When the plan-keeper does "settle" on 2014-09-01
      | decision-note | A panel of three managers, called by the monitor |
      | still-open    | no                                               |
    Then "check" is due on 2014-09-29
    When the assurance does "<confirm>" on 2014-09-10
    Then "check" was met on time
    And "complete" was met on time
    And the stage is "<stage>"

    Examples:
      | progress              | confirm           | stage |
      | completed             | confirm-completed | done  |
      | completed-and-ongoing | confirm-ongoing   | kept  |

  @IAP-7.0 @IAP-7.1a
  Scenario: The techniques and the equipment are accepted, and that does not start them
    Given a recommendation received on 2014-06-26
      | reference-number | IAP-7                                                              |
      | paragraph        | 6.3                                                                |
      | recommendation   | Adopt the proposed techniques, the equipment and the training for it |
      | addressed        | home-office                                                        |
    When the plan-keeper does "respond" on 2014-06-26
      | response       | accepted                                          |
      | response-words | Fully accepted as safe and fit for its purpose    |
    Then "response" is "accepted"
    And "reported" is not known
    And "implementation" is "not-started"
    When the plan-keeper does "report" on 2014-07-14
      | reported      | in-progress                        |
      | progress-note | The first course began on 14 July  |
    Then "response" is "accepted"
    And "implementation" is "in-progress"

  Scenario: A recommendation made in a case waits for a plan, and keeps the case it came from
    Given a recommendation received on 2017-05-02 through "open-from-case"
      | source-case    | DC/2017/4                             |
      | recommendation | Mark every bag when the person arrives |
    Then the stage is "proposed"
    And "take-into-plan" is due on 2017-05-16
    And the plan-keeper sees "source-case"
    And the professional-standards sees "source-case"
    And the professional-standards does not see "note"
    And the use-of-force-monitor sees "recommendation"
    And the monitoring-board does not see the case
    And the centre-manager does not see the case
    When the plan-keeper does "take-into-plan" on 2017-05-04
      | plan             | IP/2017/2 |
      | reference-number | PSU-1     |
    Then the stage is "recorded"
    And "take-into-plan" was met on time
    And "respond" is owed
    And the monitoring-board sees "recommendation"
    And the monitoring-board does not see "source-case"

  @SIP-0.4
  Scenario: Those who oversee read all of it, suppliers what concerns the plan, and none of them writes
    Given a recommendation received on 2017-08-01
      | source-case | DC/2017/4 |
    When the plan-keeper does "respond" on 2017-08-31
      | response | accepted |
    And the plan-keeper does "note" on 2017-09-01
      | note | Ask the supplier for the list |
    Then the prisons-inspectorate sees "response-words"
    And the professional-standards does not see the case
    And the prisons-inspectorate does not see "note"
    And the prisons-inspectorate may not "report"
    And the prisons-inspectorate may not "confirm-completed"
    And the monitoring-board sees "evidence"
    And the monitoring-board may not "note"
    And the escort-management sees "expected-within"
    And the escort-management does not see "source-case"
    And the escort-management does not see "check-note"
    And the escort-management may not "report"
    And the centre-manager sees "recommendation"
    And the centre-manager may not "move-date"
