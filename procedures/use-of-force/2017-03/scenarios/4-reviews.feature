Feature: Reviews

  SIP 6.1, IAP 5 and 5.1: a line manager, a more senior manager and the independent monitor review every incident.

  Background:
    Given an incident received on 2017-03-08 at 10:00 by the escort-management through "report"
      | setting       | escort              |
      | journey       | in-country          |
      | occurred      | 2017-03-08 at 08:00 |
      | where         | vehicle             |
      | person        | Dana Reid           |
      | officers      | Sam Doyle, Lee Hart |
      | planned       | unexpected          |
      | report-writer | Kit Moss            |
    When "Kit Moss" does "give-reasons" on 2017-03-08 at 10:30
      | primary-reason | compliance            |
      | necessity      | The doors had to close |
    And "Kit Moss" does "describe-force" on 2017-03-08 at 10:40
      | account    | Officer 1 held his arm |
      | waist-belt | yes                    |
    And "Kit Moss" does "describe-injuries" on 2017-03-08 at 10:50
    And the escort-management does "secure-footage" on 2017-03-08 at 11:00 with:
      | vehicle-cctv  | yes                             |
      | footage-list  | Van 12, 07:40 to 09:10, disc 31 |
      | footage-until | 2017-06-08                      |
      | filmed-told   | yes                             |
    And the escort-management does "ask-statements" on 2017-03-08 at 11:10
    And the escort-management does "record-end" on 2017-03-08 at 15:10 with:
      | escort-ended | 2017-03-08 at 15:00 |
    And the escort-management does "check-statements" on 2017-03-08 at 15:55
      | statements-in | yes |
    And the escort-management does "scrutinise" on 2017-03-08 at 16:00 as "Jo Marsh"
    And the escort-management does "submit" on 2017-03-08 at 16:10 as "Jo Marsh"

  @SIP-6.1e @SIP-6.1f @IAP-5.0a @IAP-6.1b
  Scenario: A line manager and then a more senior manager review it, and look at the footage
    Given "Ros Bell" is senior
    Then "appoint-reviewers" is owed by the escort-management
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    Then "appoint-reviewers" is not owed
    And the notice "line-reviewer" was sent
    And the notice "senior-reviewer" was sent
    And "review-line" is due on 2017-03-16
    And "Ros Bell" may not "review-senior" because "Review the incident as line manager"
    When "Pat Lane" does "review-line" on 2017-03-10
      | footage-seen      | all                             |
      | footage-seen-at   | 2017-03-10 at 09:00             |
      | was-necessary     | yes                             |
      | was-proportionate | yes                             |
      | was-reasonable    | yes                             |
      | was-measured      | yes                             |
      | judged-by         | Operating standards, restraint  |
      | review-reasons    | The belt came off when he sat   |
      | line-conclusion   | justified                       |
    Then "review-line" was met on time
    And "review-senior" is due on 2017-03-17
    And "footage-seen-at" is "2017-03-10T09:00:00Z"
    When "Ros Bell" does "review-senior" on 2017-03-13
      | footage-seen       | part                        |
      | footage-unseen-why | The second disc is damaged  |
      | was-measured       | no                          |
      | judged-by          | The escorting manual        |
      | senior-conclusion  | learning                    |
    Then "line-conclusion" is "justified"
    And "senior-conclusion" is "learning"
    And "judged-by" is "The escorting manual"
    And "was-measured" is "no"
    And "review-senior" was met on time
    And the stage is "reviewing"

  @SIP-6.1e
  Scenario Outline: Nobody who was there or wrote the report is named to review it
    When the escort-management tries "appoint-reviewers" on 2017-03-09 and is refused because "named under “<label>”"
      | line-reviewer   | <line>   |
      | senior-reviewer | <senior> |
    Then "appoint-reviewers" is owed by the escort-management

    Examples:
      | line      | senior    | label                |
      | Sam Doyle | Ros Bell  | Officers present     |
      | Pat Lane  | Lee Hart  | Officers present     |
      | Kit Moss  | Ros Bell  | Writer of the report |
      | Pat Lane  | Pat Lane  | Line manager         |

  @SIP-6.1e
  Scenario Outline: Neither whoever allowed the force nor staff who saw it review it
    Given "Ros Bell" is senior
    When the escort-management does "correct-report" on 2017-03-09 with:
      | planned         | planned             |
      | authorised-by   | Dee Frost           |
      | authorised-at   | 2017-03-07 at 17:00 |
      | staff-witnesses | Ivo Lund            |
    And the escort-management tries "appoint-reviewers" on 2017-03-09 and is refused because "named under “<label>”"
      | line-reviewer   | <who>    |
      | senior-reviewer | Ros Bell |
    And the escort-management tries "appoint-reviewers" on 2017-03-09 and is refused because "named under “<label>”"
      | line-reviewer   | Pat Lane |
      | senior-reviewer | <who>    |
    And the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And "Pat Lane" does "review-line" on 2017-03-10
    And "Ros Bell" does "review-senior" on 2017-03-13
    Then the use-of-force-monitor as "<who>" may not "monitor-review" because "named under “<label>”"
    And the assurance as "<who>" may not "review-at-random" because "named under “<label>”"

    Examples:
      | who       | label                 |
      | Dee Frost | Allowed by            |
      | Ivo Lund  | Witnesses among staff |

  @SIP-6.1e
  Scenario: A reviewer who turns out to have allowed it cannot review
    Given "Ros Bell" is senior
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And the escort-management does "correct-report" on 2017-03-09 with:
      | planned         | planned             |
      | authorised-by   | Pat Lane            |
      | authorised-at   | 2017-03-07 at 17:00 |
      | staff-witnesses | Ros Bell            |
    Then "Pat Lane" may not "review-line" because "named under “Allowed by”"
    When the escort-management does "replace-reviewer" on 2017-03-10 with:
      | line-reviewer   | Vic Shaw |
      | senior-reviewer | Sue Ford |
    And "Vic Shaw" does "review-line" on 2017-03-10
    Then the escort-management may not "call-panel"

  @SIP-6.1e
  Scenario: A reviewer who turns out to have been there cannot review, even when taken off the list again
    Given "Ros Bell" is senior
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And the escort-management does "add-officer" on 2017-03-10 with:
      | added-officer | Pat Lane            |
      | added-why     | Seen on the footage |
    And the escort-management does "list-officers" on 2017-03-10 with:
      | officers      | Sam Doyle, Lee Hart, Pat Lane |
    Then "Pat Lane" may not "review-line" because "named under “Officers present”"
    When the escort-management does "remove-officer" on 2017-03-11 with:
      | officers    | Sam Doyle, Lee Hart |
      | removed-why | It was somebody else |
    Then "Pat Lane" may not "review-line" because "named under “Officers present”"

  @SIP-6.1e
  Scenario: A reviewer is replaced with a reason, and whoever reviewed first is not the second
    Given "Ros Bell" is senior
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Vic Shaw |
    And the escort-management tries "replace-reviewer" on 2017-03-10 and is refused because "named under “Officers present”"
      | line-reviewer | Lee Hart |
    And "Pat Lane" does "review-line" on 2017-03-10
    And the escort-management tries "replace-reviewer" on 2017-03-11 and is refused because "having done “Review the incident as line manager”"
      | senior-reviewer | Pat Lane |
    And the escort-management does "replace-reviewer" on 2017-03-11 with:
      | senior-reviewer | Ros Bell       |
      | replaced-why    | Vic Shaw is ill |
    Then "review-line" is not owed
    And "Ros Bell" may "review-senior"
    And "Vic Shaw" does not see the case

  @SIP-6.1e
  Scenario: The second reviewer must be more senior than the first
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Vic Shaw |
    And "Pat Lane" does "review-line" on 2017-03-10
    Then "Vic Shaw" may not "review-senior" because "more senior than Pat Lane"

  @SIP-6.1g @SIP-6.1f
  Scenario: The monitor of the Home Office reviews every incident after both managers
    Given "Ros Bell" is senior
    Then "monitor-review" is due on 2017-04-08
    And "monitor-review" is owed by the use-of-force-monitor
    And the use-of-force-monitor may not "monitor-review" because "Review the incident as senior manager"
    And the use-of-force-monitor may not "close" because "Review the incident as use of force monitor"
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And "Pat Lane" does "review-line" on 2017-03-10
      | footage-seen | all |
    And "Ros Bell" does "review-senior" on 2017-03-13
    Then the escort-management may not "monitor-review" because "Only Home Office use of force monitor"
    And the contract-monitor may not "monitor-review"
    And the use-of-force-monitor as "Ros Bell" may not "monitor-review" because "having done “Review the incident as senior manager”"
    And the use-of-force-monitor as "Lee Hart" may not "monitor-review" because "named under “Officers present”"
    When the use-of-force-monitor does "monitor-review" on 2017-03-20 with:
      | footage-seen       | not-seen                |
      | footage-unseen-why | The disc did not arrive |
      | monitor-conclusion | learning                |
    Then "monitor-review" was met on time
    And the stage is "monitored"
    And "monitor-conclusion" is "learning"
    And "close" is owed by the use-of-force-monitor

  @SIP-6.1f
  Scenario: A review that did not see all footage says why
    Given "Ros Bell" is senior
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And the escort-management as "Pat Lane" tries "review-line" on 2017-03-10 and is refused because "Why footage was not watched"
      | footage-seen       | not-seen |
      | footage-unseen-why |          |
    Then "review-line" is owed

  @SIP-6.1f
  Scenario: Whether the footage was watched is asked as long as some was secured, and not when there is none
    Given "Ros Bell" is senior
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And "Pat Lane" does "review-line" on 2017-03-10
      | footage-seen       | not-seen          |
      | footage-unseen-why | The disc is blank |
    And the escort-management does "secure-footage" on 2017-03-11 with:
      | vehicle-cctv   | no                                   |
      | handheld       | no                                   |
      | body-worn      | no                                   |
      | centre-cctv    | no                                   |
      | no-footage-why | The disc is blank, and so is the copy |
    And "Ros Bell" does "review-senior" on 2017-03-13
    Then "any-footage" is "no"
    And "senior-conclusion" is "justified"
    And "footage-seen" is "not-seen"

  @SIP-6.1e @SIP-6.1g
  Scenario: The monitor asks the supplier to look again, and all three review anew
    Given "Ros Bell" is senior
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And "Pat Lane" does "review-line" on 2017-03-10
      | line-conclusion | justified |
    And "Ros Bell" does "review-senior" on 2017-03-13
    Then "Pat Lane" may not "review-line" because "already"
    When the use-of-force-monitor does "monitor-review" on 2017-03-20
    And the use-of-force-monitor does "ask-again" on 2017-03-21 with:
      | again-why | Watch the rear camera |
    Then the stage is "reviewing"
    And "review-line" is due on 2017-03-28
    And "monitor-review-again" is owed by the use-of-force-monitor
    When "Pat Lane" does "review-line" on 2017-03-22
      | line-conclusion | learning |
    And "Ros Bell" does "review-senior" on 2017-03-23
    And the use-of-force-monitor does "monitor-review" on 2017-03-24
    Then "line-conclusion" is "learning"
    And "monitor-review-again" is not owed
    And the stage is "monitored"

  @SIP-6.1e @SIP-6.1g
  Scenario: After the monitor has asked again, each reviews only after the one before has
    Given "Ros Bell" is senior
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And "Pat Lane" does "review-line" on 2017-03-10
    And "Ros Bell" does "review-senior" on 2017-03-13
    And the use-of-force-monitor does "ask-again" on 2017-03-14
    Then "Ros Bell" may not "review-senior" because "Review the incident as line manager"
    And the use-of-force-monitor may not "monitor-review" because "Review the incident as senior manager"
    When "Pat Lane" does "review-line" on 2017-03-15
    Then the use-of-force-monitor may not "monitor-review" because "Review the incident as senior manager"
    When "Ros Bell" does "review-senior" on 2017-03-16
    Then the use-of-force-monitor may "monitor-review"
    When the use-of-force-monitor does "monitor-review" on 2017-03-20
    And the use-of-force-monitor does "ask-again" on 2017-03-21
    Then the use-of-force-monitor may not "monitor-review" because "Review the incident as senior manager"
    And "Ros Bell" may not "review-senior" because "Review the incident as line manager"

  @SIP-6.1g @SIP-6.1d
  Scenario: An officer who is added late calls for another look at the statements before it closes
    Given "Ros Bell" is senior
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And "Pat Lane" does "review-line" on 2017-03-10
    And "Ros Bell" does "review-senior" on 2017-03-13
    And the use-of-force-monitor does "monitor-review" on 2017-03-20
    And the use-of-force-monitor does "end-footage-hold" on 2017-03-22
    Then the use-of-force-monitor may "close"
    When the escort-management does "add-officer" on 2017-03-23 with:
      | added-officer | Eve Low |
    Then the use-of-force-monitor may not "close" because "Added officers are on the list of those present"
    When the escort-management does "list-officers" on 2017-03-23 with:
      | officers | Sam Doyle, Lee Hart, Eve Low |
    Then the use-of-force-monitor may not "close" because "Statements checked"
    And "check-statements" is due on 2017-03-26
    When the escort-management does "check-statements" on 2017-03-24 with:
      | statements-in | yes |
    Then the use-of-force-monitor may "close"
    When the escort-management does "secure-footage" on 2017-03-25 with:
      | body-worn     | yes        |
      | footage-until | 2017-09-08 |
    Then the use-of-force-monitor may not "close" because "Footage need not be kept"

  @IAP-5.0b @X-65
  Scenario: Where questions remain, a panel of three managers who had no part in it can look deeper
    Given "Max Ford" is senior
    Then the escort-management may not "call-panel" because "There is a concern"
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And "Pat Lane" does "review-line" on 2017-03-10
      | line-conclusion | questioned |
    And the escort-management does "call-panel" on 2017-03-11 with:
      | first-member  | Max Ford                              |
      | second-member | Eve Low                               |
      | third-member  | Uma Patel                             |
      | panel-grades  | Head of operations, two area managers |
      | panel-why     | Why was the belt used at all?         |
    Then "record-panel" is owed
    And "Eve Low" sees "account"
    And "Eve Low" may not "record-panel"
    When "Max Ford" does "record-panel" on 2017-03-20
      | panel-conclusion | learning                      |
      | panel-reasons    | A longer wait would have done |
    Then "record-panel" is not owed
    And "panel-conclusion" is "learning"
    And "panel-grades" is "Head of operations, two area managers"

  @IAP-5.0b
  Scenario Outline: Nobody sits on the panel who had a part in the incident, its report or its reviews, or sits there already
    Given "Ros Bell" is senior
    And "Max Ford" is senior
    When the escort-management does "correct-report" on 2017-03-09 with:
      | planned         | planned             |
      | authorised-by   | Dee Frost           |
      | authorised-at   | 2017-03-07 at 17:00 |
      | staff-witnesses | Ivo Lund            |
    And the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And "Pat Lane" does "review-line" on 2017-03-10
      | line-conclusion | questioned |
    And the escort-management tries "call-panel" on 2017-03-11 and is refused because "<why>"
      | first-member  | <first>  |
      | second-member | <second> |
      | third-member  | <third>  |
    Then "record-panel" is not owed

    Examples:
      | first    | second    | third     | why                                               |
      | Max Ford | Sam Doyle | Uma Patel | named under “Officers present”                    |
      | Max Ford | Kit Moss  | Uma Patel | named under “Writer of the report”                |
      | Max Ford | Eve Low   | Dee Frost | named under “Allowed by”                          |
      | Ivo Lund | Eve Low   | Uma Patel | named under “Witnesses among staff”               |
      | Jo Marsh | Eve Low   | Uma Patel | having done “Scrutinise the report”               |
      | Max Ford | Eve Low   | Pat Lane  | having done “Review the incident as line manager” |
      | Max Ford | Ros Bell  | Uma Patel | named under “Senior manager”                      |
      | Max Ford | Max Ford  | Uma Patel | named under “Leads the panel”                     |

  @IAP-5.0b
  Scenario: The panel is made up of managers
    When the contract-monitor does "raise-concern" on 2017-03-09 as "Una Frost"
    And the escort-management tries "call-panel" on 2017-03-11 and is refused because "Una Frost is not Escort supplier's management"
      | first-member  | Max Ford  |
      | second-member | Una Frost |
      | third-member  | Uma Patel |
    Then "record-panel" is not owed

  @IAP-5.0b
  Scenario: A panel is led by somebody more senior than both who reviewed before
    Given "Ros Bell" is senior
    And "Max Ford" is senior
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And "Pat Lane" does "review-line" on 2017-03-10
      | line-conclusion | questioned |
    And the escort-management does "call-panel" on 2017-03-11 with:
      | first-member  | Eve Low   |
      | second-member | Uma Patel |
      | third-member  | Ian Roe   |
    Then "Eve Low" may not "record-panel" because "more senior than Pat Lane"
    When the escort-management does "call-panel" on 2017-03-12 with:
      | first-member  | Max Ford  |
      | second-member | Uma Patel |
      | third-member  | Ian Roe   |
    Then "Max Ford" may "record-panel"
    When "Ros Bell" does "review-senior" on 2017-03-13
    Then "Max Ford" may not "record-panel" because "more senior than"

  @IAP-5.0c
  Scenario: Independent assurance records its look at an incident that was drawn, and the monitors learn of questions
    When the assurance does "review-at-random" on 2017-04-10 with:
      | random-conclusion | learning |
    Then the notice "random-questioned" was not sent
    And "decide-referral" is not owed
    When the assurance does "review-at-random" on 2017-04-11 with:
      | random-conclusion | questioned                 |
      | random-reasons    | Nobody asked about the belt |
    Then the notice "random-questioned" was sent to the use-of-force-monitor
    And the notice "random-questioned" was sent to the contract-monitor
    And "decide-referral" is owed by the use-of-force-monitor
    And the assurance as "Lee Hart" may not "review-at-random" because "named under “Officers present”"
    And the assurance sees "account"
    And the assurance does not see "officers"
    And the assurance does not see "person"
    And the escort-management does not see "random-reasons"

  @SIP-6.1g
  Scenario Outline: An incident does not close without the monitor, the statements and an end of the hold on the footage
    Given "Ros Bell" is senior
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And "Pat Lane" does "review-line" on 2017-03-10
    And "Ros Bell" does "review-senior" on 2017-03-13
    Then the use-of-force-monitor may not "close" because "Review the incident as use of force monitor"
    When the use-of-force-monitor does "monitor-review" on 2017-03-20
    And the escort-management does "remove-officer" on 2017-03-20
      | officers        | Sam Doyle |
      | removed-officer | Lee Hart  |
    Then the use-of-force-monitor may not "close" because "Statements checked"
    When the escort-management does "check-statements" on 2017-03-21 with:
      | statements-in      | <all-in>      |
      | statements-missing | <missing-why> |
    Then the use-of-force-monitor may not "close" because "Footage need not be kept"
    When the use-of-force-monitor does "end-footage-hold" on 2017-03-22 with:
      | hold-ended-why | No review is open |
    And the use-of-force-monitor does "close" on 2017-03-23
    Then the stage is "closed"
    And "close" is not owed
    And the escort-management may not "correct-force"
    And the use-of-force-monitor may not "refer"
    When the use-of-force-monitor does "reopen" on 2017-05-02 with:
      | reopened-why | A passenger sent a film |
    Then the stage is "monitored"
    And "close" is owed by the use-of-force-monitor

    Examples:
      | all-in | missing-why             |
      | yes    |                         |
      | no     | Lee Hart left the company |

  @IAP-5.0c @IAP-5.1c
  Scenario: A closed incident that was drawn is open again until the monitor has decided on the questions
    Given "Ros Bell" is senior
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And "Pat Lane" does "review-line" on 2017-03-10
    And "Ros Bell" does "review-senior" on 2017-03-13
    And the use-of-force-monitor does "monitor-review" on 2017-03-20
    And the escort-management does "check-statements" on 2017-03-21 with:
      | statements-in | yes |
    And the use-of-force-monitor does "end-footage-hold" on 2017-03-22
    And the use-of-force-monitor does "close" on 2017-03-23
    Then the assurance may not "review-at-random"
    When the assurance does "review-closed-at-random" on 2017-04-10 with:
      | random-conclusion | questioned |
    Then the stage is "monitored"
    And the notice "random-questioned" was sent to the use-of-force-monitor
    And "decide-referral" is owed by the use-of-force-monitor
    And "close" is owed by the use-of-force-monitor
    And the use-of-force-monitor may not "close" because "Referral decided"
    When the use-of-force-monitor does "do-not-refer" on 2017-04-11 with:
      | no-referral-why | The second camera answers it |
    And the use-of-force-monitor does "close" on 2017-04-11
    Then the stage is "closed"
