Feature: Improvement plans

  A plan for each report that recommends something: what the report is, when it is looked at again, and who closes it.

  @SIP-0.1
  Scenario: An inspection is recorded with everything that its first page says
    Given an improvement plan received on 2017-08-01
      | report-title       | Unannounced inspection of detainees under escort and removal to Jamaica |
      | source-kind        | inspection                                                              |
      | body               | HM Chief Inspector of Prisons                                           |
      | announced          | unannounced                                                             |
      | inspected-from     | 2017-03-07                                                              |
      | inspected-to       | 2017-03-08                                                              |
      | inspected-in-words | 7 to 8 March 2017                                                       |
      | subject            | Detainees under escort and removal to Jamaica                           |
      | operator           | Home Office and Tascor                                                  |
    Then the stage is "drawing-up"
    And "report-title" is "Unannounced inspection of detainees under escort and removal to Jamaica"
    And "inspected-in-words" is "7 to 8 March 2017"
    And "announced" is "unannounced"
    And "inspected-from" is "2017-03-07"
    And "inspected-to" is "2017-03-08"
    And "body" is "HM Chief Inspector of Prisons"
    And "operator" is "Home Office and Tascor"
    And "publish" is owed by the plan-keeper

  @SIP-0.1
  Scenario: An inspection cannot end before it began
    Given an improvement plan received on 2017-08-01
      | source-kind    | inspection |
      | inspected-from | 2017-03-07 |
      | inspected-to   | 2017-03-08 |
    When the plan-keeper tries "correct" on 2017-08-02 and is refused because "cannot be before"
      | inspected-to | 2017-03-06 |
    And the plan-keeper does "correct" on 2017-08-02
      | operator | Tascor |
    Then "operator" is "Tascor"

  @IAP-0.1
  Scenario: The answer to an advisory panel is a plan with the day of the answer
    Given an improvement plan received on 2014-06-26
      | report-title | Advice of the Independent Advisory Panel on Non-Compliance Management |
      | source-kind  | advisory-panel                                                        |
      | body         | Independent Advisory Panel on Non-Compliance Management               |
      | subject      | Restraint and its training in removals                                |
      | operator     | Home Office                                                           |
    Then "announced" is not known
    And "inspected-from" is not known
    And "publish" is owed by the plan-keeper
    When the plan-keeper does "publish" on 2014-06-26
      | response-published-on | 2014-06-26 |
    Then the stage is "carrying-out"
    And "publish" is not owed
    And "source-kind" is "advisory-panel"
    And "response-published-on" is "2014-06-26"
    And the notice "published" was sent to the prisons-inspectorate
    And the notice "published" was sent to the escort-management

  @IAP-0.1
  Scenario: An answer cannot have been published in the future
    Given an improvement plan received on 2014-06-20
      | source-kind | advisory-panel |
    When the plan-keeper tries "publish" on 2014-06-20 and is refused because "is in the future"
      | response-published-on | 2014-06-26 |
    Then the stage is "drawing-up"

  @X-64
  Scenario Outline: The whole plan is looked at in the rhythm that it says
    Given an improvement plan received on 2017-08-01
      | source-kind | inspection |
    When the plan-keeper does "publish" on 2017-08-31
      | review-every | <every> |
    Then "<duty>" is due on <first>
    When the plan-keeper does "review-plan" on <done>
      | review-found | One action was moved twice |
    Then "<duty>" was met on time
    And "<duty>" is due on <second>
    And "reviewed-on" is "<done>"

    Examples:
      | every        | duty               | first      | done       | second     |
      | month        | review-monthly     | 2017-09-30 | 2017-09-25 | 2017-10-25 |
      | three-months | review-quarterly   | 2017-11-30 | 2017-11-20 | 2018-02-20 |
      | six-months   | review-half-yearly | 2018-02-28 | 2018-02-01 | 2018-08-01 |

  @X-64
  Scenario: The rhythm can be changed, and a review that is not made is seen
    Given an improvement plan received on 2017-08-01
      | source-kind | inspection |
    When the plan-keeper does "publish" on 2017-08-31
      | review-every | six-months |
    And the plan-keeper does "set-review" on 2017-09-04
      | review-every | month |
    Then "review-half-yearly" is not owed
    And "review-monthly" is due on 2017-09-30
    When nothing happens until 2017-10-01
    Then "review-monthly" is overdue
    And the prisons-inspectorate sees "review-monthly.due"

  @X-65
  Scenario: A plan closes when a person states that all is settled and somebody else agrees
    Given an improvement plan received on 2017-08-01
      | source-kind | inspection |
    When the plan-keeper does "publish" on 2017-08-31
      | review-every | three-months |
    Then the assurance may not "close" because "Said to be settled"
    When the plan-keeper does "state-settled" on 2018-06-01
      | settled     | yes                                              |
      | settled-how | Register of 1 June: seven checked, none left open |
    Then the stage is "to-close"
    And "close" is owed by the assurance
    And the notice "settled" was sent to the assurance
    And the plan-keeper may not "close" because "Only Independent assurance"
    And the assurance as "plan-keeper" may not "close" because "someone other than"
    When the assurance does "close" on 2018-06-08
    Then the stage is "closed"
    And "closed-on" is "2018-06-08"
    And "review-quarterly" is not owed

  @X-65
  Scenario: A plan with something unsettled goes back
    Given an improvement plan received on 2017-08-01
      | source-kind | inspection |
    When the plan-keeper does "publish" on 2017-08-31
    And the plan-keeper does "state-settled" on 2018-06-01
    Then "close" is owed by the assurance
    When the assurance does "give-back" on 2018-06-04
      | not-settled | 6.3 is said to be completed and was not checked |
    Then the stage is "carrying-out"
    And "close" is not owed
    When the plan-keeper tries "state-settled" on 2018-06-05 and is refused because "Enter an answer: How that was made certain"
      | settled     | yes |
      | settled-how |     |
    Then the stage is "carrying-out"
    When the plan-keeper does "state-settled" on 2018-06-20
      | settled-how | 6.3 was checked on 15 June |
    Then "close" is owed by the assurance

  @X-65
  Scenario: A closed plan is opened again and is looked at again
    Given an improvement plan received on 2017-08-01
      | source-kind | inspection |
    When the plan-keeper does "publish" on 2017-08-31
      | review-every | three-months |
    And the plan-keeper does "state-settled" on 2018-06-01
    And the assurance does "close" on 2018-06-08
    And the plan-keeper does "reopen" on 2018-09-03
      | reopened-why | The inspection of August found the same of coaches |
    Then the stage is "carrying-out"
    And "reopened-on" is "2018-09-03"
    And "review-quarterly" is due on 2018-12-03
    When the plan-keeper does "state-settled" on 2018-12-01
    And the assurance does "close" on 2018-12-02
    Then "closed-on" is "2018-12-02"

  @SIP-0.1 @IAP-0.1
  Scenario: Those who oversee and those whose work it is read the plan and change nothing
    Given an improvement plan received on 2017-08-01
      | source-kind | inspection |
    When the plan-keeper does "publish" on 2017-08-31
    And the assurance does "note" on 2017-09-01
      | note | Ask for the training records first |
    Then the prisons-inspectorate sees "response-published-on"
    And the prisons-inspectorate does not see "note"
    And the prisons-inspectorate may not "review-plan"
    And the prisons-inspectorate may not "close"
    And the monitoring-board sees "subject"
    And the monitoring-board may not "note"
    And the monitoring-board may not "correct"
    And the escort-management sees "report-title"
    And the escort-management does not see "note"
    And the escort-management does not see "review-found"
    And the centre-manager sees "operator"
    And the centre-manager may not "publish"

  @SIP-0.1
  Scenario: A plan begun by mistake is discarded with a reason, and only while it is drawn up
    Given an improvement plan received on 2017-08-01
      | source-kind | inspection |
    When the plan-keeper does "discard" on 2017-08-02
      | discarded-why | The same report is IP/2017/1 already |
    Then the stage is "discarded"
    And "publish" is not owed
    And the plan-keeper may not "publish" because "Being drawn up"
