Feature: Watching over the use of force

  SIP 6.1, IAP 5 and 6: the monthly meeting, an independent share, training, the strategy and the system itself.

  Background:
    Given a force assurance case received on 2017-03-06 at 09:00 by the use-of-force-monitor
      | setting        | escort     |
      | supplier-since | 2017-03-01 |
      | cadence        | quarter    |

  @SIP-6.1h
  Scenario: The monthly meeting is recorded with its incidents and its actions
    Then "meet" is due on 2017-04-06
    And "meet" is owed by the contract-monitor
    And the contract-monitor may not "discuss-incident" because "Record the monthly meeting"
    When the contract-monitor does "record-meeting" on 2017-04-04 with:
      | meeting-for    | March 2017               |
      | met-on         | 2017-04-04               |
      | attendees      | Two of the supplier, the two monitors |
      | cases-reviewed | UF/2017/3, UF/2017/4 of 9 |
      | meeting-notes  | Fewer belts than in February |
    Then "meet" is due on 2017-05-04
    And "attendees" is "Two of the supplier, the two monitors"
    And "cases-reviewed" is "UF/2017/3, UF/2017/4 of 9"
    When the contract-monitor does "discuss-incident" on 2017-04-04 with:
      | force-incident | UF/2017/4                  |
      | discussion     | The belt was on for too long |
    And the contract-monitor does "agree-actions" on 2017-04-04 with:
      | force-incident | UF/2017/4                                |
      | follow-ups     | Time each belt; Remind the team leaders  |
    Then "agree-actions" opened 2 "action-point"
    And the case opened knows "force-incident" as "UF/2017/4"
    And the case opened knows "action" as "Remind the team leaders"
    And the escort-management sees "discussion"
    And the escort-management may not "record-meeting"

  @SIP-6.1h
  Scenario: A meeting that was not held shows, and stays until one is held
    Then "say-not-held" is not owed
    When nothing happens until 2017-04-07 at 09:00
    Then "meet" is overdue
    And "say-not-held" is owed by the contract-monitor
    When the contract-monitor does "say-not-held" on 2017-04-08 with:
      | meeting-for     | March 2017      |
      | not-held-why    | Nobody was free |
      | meeting-planned | 2017-04-20      |
    Then "say-not-held" is not owed
    And "meet" is overdue
    And the notice "not-held" was sent to the use-of-force-monitor
    And the notice "not-held" was sent to the escort-management
    When the contract-monitor does "record-meeting" on 2017-04-20 with:
      | met-on | 2017-04-20 |
    Then "meet" is not overdue
    And "meet" is due on 2017-05-20

  @IAP-5.0c
  Scenario: Somebody independent looks at a share every month, and is answered
    Then "review-share" is due on 2017-04-06
    And "review-share" is owed by the assurance
    When the assurance does "review-share" on 2017-04-03 with:
      | share-month | March 2017               |
      | share-all   | 21                       |
      | share-drawn | 3                        |
      | share-found | gaps                     |
      | share-note  | One reviewer saw no film |
    Then "review-share" is due on 2017-05-03
    And "share-drawn" is "3"
    And "answer-share" is due on 2017-05-03
    And "answer-share" is owed by the use-of-force-monitor
    When the use-of-force-monitor does "answer-share" on 2017-04-10 with:
      | share-answer | Reviewers are reminded |
    Then "answer-share" is not owed
    And the assurance sees "share-answer"
    And the assurance does not see "meeting-notes"
    And the escort-management does not see "share-note"

  @IAP-5.0c
  Scenario: Whoever runs the meeting or the system is not the independent one
    When the contract-monitor does "record-meeting" on 2017-04-03 as "Toni Park"
    Then the assurance as "Toni Park" may not "review-share" because "having done “Record the monthly meeting”"
    When the assurance does "review-share" on 2017-04-03 with:
      | share-found | sound |
    Then "answer-share" is not owed

  @IAP-5.1f @SIP-6.2a
  Scenario: Once a year it is looked at what the figures say of training
    Then "analyse-training" is due on 2018-03-06
    When the use-of-force-monitor does "analyse-training" on 2018-02-20 with:
      | analysed-year    | 2017                                     |
      | by-technique     | Half as many belts, more guiding holds   |
      | by-training      | Officers out of date used belts longer   |
      | by-place         | Most at aircraft doors                   |
      | complaints-show  | Three, all about belts                   |
      | training-verdict | change                                   |
    Then "analyse-training" is due on 2019-02-20
    And "training-verdict" is "change"
    When the use-of-force-monitor does "recommend" on 2018-02-21 with:
      | recommendations | Train the unexpected at aircraft doors |
    Then "recommend" opened 1 "recommendation"
    And the case opened knows "source-case" as "this"
    And the escort-management does not see "by-training"

  @IAP-6.1a
  Scenario: The supplier gives its strategy, in a version, and it is taken or returned
    Then "give-strategy" is due on 2017-04-06
    And "give-strategy" is owed by the escort-management
    When the escort-management does "give-strategy" on 2017-03-20 with:
      | strategy-version | 1.0        |
      | strategy-from    | April 2017 |
      | strategy-efforts | A debrief after each use |
    Then "give-strategy" was met on time
    And "take-strategy" is owed by the use-of-force-monitor
    And the notice "strategy" was sent to the use-of-force-monitor
    When the use-of-force-monitor does "return-strategy" on 2017-03-27 with:
      | strategy-returned-why | No targets |
    Then "give-strategy" is due on 2017-04-27
    And the notice "strategy-returned" was sent to the escort-management
    When the escort-management does "give-strategy" on 2017-04-03 with:
      | strategy-version | 1.1 |
    And the use-of-force-monitor does "take-strategy" on 2017-04-05
    Then "strategy-version" is "1.1"
    And "take-strategy" is not owed
    And "review-strategy" is due on 2018-04-05
    And the escort-management may not "take-strategy"
    When the use-of-force-monitor does "review-strategy" on 2018-03-20 with:
      | strategy-review | Force is down by a third |
    Then "review-strategy" is due on 2019-03-20

  @IAP-6.1a
  Scenario: A new supplier brings a strategy of its own
    When the escort-management does "give-strategy" on 2017-03-20
    And the use-of-force-monitor does "take-strategy" on 2017-03-21
    Then "give-strategy" is not owed
    When the contract-monitor does "change-supplier" on 2018-05-01 with:
      | supplier-since | 2018-05-01 |
    Then "give-strategy" is due on 2018-06-01

  @IAP-5.1e
  Scenario Outline: The system is looked at as often as the monitor chose
    When the use-of-force-monitor does "review-governance" on 2017-06-01 with:
      | reports-in-time  | <in-time>  |
      | all-reviewed     | yes        |
      | concerns-decided | yes        |
      | meetings-held    | yes        |
      | governance-note  | As expected |
      | cadence          | <cadence>  |
    Then "<duty>" is due on <due>
    And "governance-gap" is "<gap>"
    And "<other>" is not owed

    Examples:
      | in-time | cadence   | duty                | due        | gap | other             |
      | yes     | quarter   | look-each-quarter   | 2017-09-01 | no  | look-each-year    |
      | no      | half-year | look-each-half-year | 2017-12-01 | yes | look-each-quarter |
      | yes     | year      | look-each-year      | 2018-06-01 | no  | look-each-quarter |

  @IAP-5.1e
  Scenario: When nobody looks at the system, it shows
    Then "look-each-quarter" is due on 2017-06-06
    And "look-each-quarter" is owed by the use-of-force-monitor
    When nothing happens until 2017-06-07
    Then "look-each-quarter" is overdue
    And the escort-management does not see "governance-gap"

  @IAP-5.1h
  Scenario Outline: Those who oversee follow it all, and change nothing
    Then the <who> sees "governance-gap"
    And the <who> sees "share-found"
    And the <who> sees "meet.due"
    And the <who> does not see "attendees"
    And the <who> does not see "discussion"
    And the <who> may not "record-meeting"
    And the <who> may not "review-governance"

    Examples:
      | who                  |
      | monitoring-board     |
      | prisons-inspectorate |

  @IAP-5.1e
  Scenario: It ends with a reason
    When the contract-monitor does "note" on 2017-04-01 with:
      | note | The contract ends in May |
    And the use-of-force-monitor does "end" on 2017-05-31 with:
      | ended-why | The service is no longer used |
    Then the stage is "ended"
    And "meet" is not owed
    And "note" is "The contract ends in May"
