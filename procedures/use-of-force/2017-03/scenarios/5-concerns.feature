Feature: Concerns and corrections

  IAP 5.1: what was sent is corrected with a reason, and concerns are referred or decided.

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

  @IAP-5.1c
  Scenario: A concern goes to professional standards, as a complaint without a complainant
    Then the professional-standards does not see "account"
    When the contract-monitor does "raise-concern" on 2017-03-09 with:
      | concern-what | The footage shows a second hold |
    Then "concern" is "yes"
    And "decide-referral" is owed by the contract-monitor
    And "decide-referral" is owed by the use-of-force-monitor
    And the escort-management may not "refer"
    When the contract-monitor does "refer" on 2017-03-09 with:
      | referral-reason   | A hold on the neck, at 08:03 on disc 31 |
      | referred-officers | Sam Doyle                               |
    Then "refer" opened 1 "detention-complaints"
    And the case opened knows "force-incident" as "this"
    And the case opened knows "statement" as "A hold on the neck, at 08:03 on disc 31"
    And "decide-referral" is not owed
    And the notice "referred" was sent to the professional-standards
    And the professional-standards sees "account"
    And the professional-standards sees "footage-list"
    And the person complained about does not see the case
    And the escort-management as "Sam Doyle" does not see the case
    And the escort-management does not see "referral-reason"
    And the escort-management does not see "step.refer"
    And "record-psu-outcome" is owed by the contract-monitor
    When the professional-standards does "record-psu-outcome" on 2017-06-01 with:
      | psu-outcome | substantiated |
      | psu-note    | 30 May, PSU 17/88 |
    Then "psu-outcome" is "substantiated"
    And "record-psu-outcome" is not owed

  @IAP-5.1c
  Scenario: Only somebody who was present can be named in the referral
    When the contract-monitor tries "refer" on 2017-03-09 and is refused because "Officers present"
      | referral-reason   | A hold on the neck |
      | referred-officers | Eve Low            |
    Then "referred" is "no"

  @IAP-5.1c
  Scenario: A review that leaves questions calls for a decision, and a decision against a referral has a reason
    Given "Ros Bell" is senior
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And "Pat Lane" does "review-line" on 2017-03-10
      | line-conclusion | questioned |
    Then "decide-referral" is owed by the use-of-force-monitor
    When "Ros Bell" does "review-senior" on 2017-03-13
    And the use-of-force-monitor does "monitor-review" on 2017-03-20
    And the escort-management does "check-statements" on 2017-03-20
      | statements-in | yes |
    Then the use-of-force-monitor may not "close" because "Referral decided"
    And the use-of-force-monitor may not "end-footage-hold" because "Referral decided"
    When the use-of-force-monitor tries "do-not-refer" on 2017-03-21 and is refused because "Why it was not referred"
      | no-referral-why | |
    And the use-of-force-monitor does "do-not-refer" on 2017-03-21 with:
      | no-referral-why | The second camera answers it |
    Then "decide-referral" is not owed
    When the use-of-force-monitor does "end-footage-hold" on 2017-03-21
    Then the use-of-force-monitor may "close"

  @IAP-5.1c
  Scenario: It does not close, nor is the footage let go, before professional standards have finished
    Given "Ros Bell" is senior
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And "Pat Lane" does "review-line" on 2017-03-10
    And "Ros Bell" does "review-senior" on 2017-03-13
    And the use-of-force-monitor does "monitor-review" on 2017-03-20
      | monitor-conclusion | questioned |
    And the escort-management does "check-statements" on 2017-03-20
      | statements-in | yes |
    And the use-of-force-monitor does "refer" on 2017-03-21
    Then the use-of-force-monitor may not "close" because "Professional standards have finished"
    And the use-of-force-monitor may not "end-footage-hold" because "Professional standards have finished"
    When the contract-monitor does "record-psu-outcome" on 2017-06-01
    Then the use-of-force-monitor may "end-footage-hold"

  @IAP-5.1c
  Scenario: Each further concern is decided on anew
    Given "Ros Bell" is senior
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And "Pat Lane" does "review-line" on 2017-03-10
    And "Ros Bell" does "review-senior" on 2017-03-13
    And the use-of-force-monitor does "monitor-review" on 2017-03-20
    And the contract-monitor does "raise-concern" on 2017-03-20
    And the use-of-force-monitor does "do-not-refer" on 2017-03-20
    Then "decide-referral" is not owed
    And "referral-decided" is "yes"
    When the contract-monitor does "raise-concern" on 2017-03-20 with:
      | concern-what | A passenger's film shows another hold |
    Then "referral-decided" is "no"
    And "decide-referral" is owed by the use-of-force-monitor
    And the use-of-force-monitor may not "close" because "Referral decided"
    And the use-of-force-monitor may not "end-footage-hold" because "Referral decided"
    When the use-of-force-monitor does "refer" on 2017-03-21
    Then "decide-referral" is not owed
    And "referral-decided" is "yes"
    And the escort-management does not see "decided-since-raised"

  @IAP-5.1c
  Scenario Outline: A review that leaves questions after a decision calls for another
    Given "Ros Bell" is senior
    And "Max Ford" is senior
    When the contract-monitor does "raise-concern" on 2017-03-09
    And the contract-monitor does "do-not-refer" on 2017-03-09
    And the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And "Pat Lane" does "review-line" on 2017-03-10
      | line-conclusion | <line> |
    And the escort-management does "call-panel" on 2017-03-10 with:
      | first-member  | Max Ford  |
      | second-member | Eve Low   |
      | third-member  | Uma Patel |
    And "Max Ford" does "record-panel" on 2017-03-10
      | panel-conclusion | <panel> |
    And "Ros Bell" does "review-senior" on 2017-03-13
      | senior-conclusion | <senior> |
    And the use-of-force-monitor does "monitor-review" on 2017-03-20 with:
      | monitor-conclusion | <monitor> |
    And the assurance does "review-at-random" on 2017-04-10 with:
      | random-conclusion | <random> |
    Then "referral-decided" is "<decided>"
    And "decide-referral" is <owed>
    When the contract-monitor does "do-not-refer" on 2017-04-11
    Then "referral-decided" is "yes"
    And "decide-referral" is not owed

    Examples:
      | line       | panel      | senior     | monitor    | random     | decided | owed     |
      | justified  | learning   | justified  | learning   | justified  | yes     | not owed |
      | questioned | learning   | justified  | learning   | justified  | no      | owed     |
      | justified  | questioned | justified  | learning   | justified  | no      | owed     |
      | justified  | learning   | questioned | learning   | justified  | no      | owed     |
      | justified  | learning   | justified  | questioned | justified  | no      | owed     |
      | justified  | learning   | justified  | learning   | questioned | no      | owed     |

  @IAP-5.1c
  Scenario: A decision stands when later reviews leave no questions
    Given "Ros Bell" is senior
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And "Pat Lane" does "review-line" on 2017-03-10
      | line-conclusion | questioned |
    And the contract-monitor does "do-not-refer" on 2017-03-10
    Then "decide-referral" is not owed
    When "Ros Bell" does "review-senior" on 2017-03-13
      | senior-conclusion | justified |
    Then "referral-decided" is "yes"
    And "decide-referral" is not owed

  @IAP-5.1c
  Scenario: A second referral is awaited like the first
    When the contract-monitor does "refer" on 2017-03-09
    And the professional-standards does "record-psu-outcome" on 2017-04-03 with:
      | psu-outcome | not-substantiated |
    Then "psu-done" is "yes"
    When the contract-monitor does "raise-concern" on 2017-04-10
    And the contract-monitor does "refer" on 2017-04-10 with:
      | referral-reason | The airport's camera shows a second hold |
    Then "refer" opened 1 "detention-complaints"
    And the case opened knows "statement" as "The airport's camera shows a second hold"
    And "psu-done" is "no"
    And "record-psu-outcome" is owed by the contract-monitor
    When the professional-standards does "record-psu-outcome" on 2017-06-01 with:
      | psu-outcome | substantiated |
    Then "psu-done" is "yes"
    And "record-psu-outcome" is not owed

  @IAP-5.1d
  Scenario: A second commission is awaited like the first
    When the use-of-force-monitor does "commission" on 2017-03-15
    And the use-of-force-monitor does "record-investigation" on 2017-04-15
    Then "commission-done" is "yes"
    When the use-of-force-monitor does "commission" on 2017-04-20
    Then "commission-done" is "no"
    And "record-investigation" is owed by the use-of-force-monitor

  @IAP-5.1d
  Scenario: An investigation is commissioned when somebody else complains, and its result is awaited
    Given "Ros Bell" is senior
    When the use-of-force-monitor does "commission" on 2017-03-15 with:
      | third-party      | A passenger wrote on 12 March     |
      | commissioned-to  | An investigator of another region |
      | commission-terms | What happened at the door, by May |
    Then "record-investigation" is owed by the use-of-force-monitor
    And "third-party" is "A passenger wrote on 12 March"
    And the escort-management does not see "third-party"
    And the escort-management may not "commission"
    When the escort-management does "appoint-reviewers" on 2017-03-16 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And "Pat Lane" does "review-line" on 2017-03-17
    And "Ros Bell" does "review-senior" on 2017-03-18
    And the use-of-force-monitor does "monitor-review" on 2017-03-20
    And the escort-management does "check-statements" on 2017-03-20
    Then the use-of-force-monitor may not "close" because "Investigation finished"
    When the contract-monitor does "record-investigation" on 2017-05-02 with:
      | commission-result | No second hold |
    Then "record-investigation" is not owed
    And the use-of-force-monitor may "end-footage-hold"

  @IAP-5.1d
  Scenario: Of a commission it is kept who complained in which case, and who investigates
    When the contract-monitor tries "commission" on 2017-03-15 and is refused because "Enter an answer: Investigation by"
      | investigated-by | outside |
      | commissioned-to |         |
    And the contract-monitor does "commission" on 2017-03-15 with:
      | third-party      | The airline's captain wrote                                   |
      | third-party-case | DC/2017/12                                                    |
      | investigated-by  | elsewhere                                                     |
      | commissioned-to  | The monitor of another region; decided by the head of returns |
    Then the notice "commissioned" was sent to the use-of-force-monitor
    And the notice "commissioned" was sent to the contract-monitor
    And "record-investigation" is owed by the contract-monitor
    And the escort-management does not see "third-party-case"
    And the escort-management does not see "investigated-by"
    And the escort-management does not see "step.commission"
    And the professional-standards does not see "account"
    And the assurance does not see "commissioned-to"

  @IAP-5.1d @IAP-5.1c
  Scenario: When professional standards are to investigate a complaint by somebody else, it begins as a referral does
    When the use-of-force-monitor does "commission-standards" on 2017-03-15 with:
      | third-party       | A passenger wrote on 12 March     |
      | referred-officers | Sam Doyle                         |
      | commission-terms  | What happened at the door, by May |
    Then "commission-standards" opened 1 "detention-complaints"
    And the case opened knows "force-incident" as "this"
    And the case opened knows "statement" as "A passenger wrote on 12 March"
    And the notice "standards-commissioned" was sent to the professional-standards
    And the notice "standards-commissioned" was sent to the contract-monitor
    And the professional-standards sees "account"
    And the escort-management as "Sam Doyle" does not see the case
    And the escort-management does not see "step.commission-standards"
    And "record-psu-outcome" is owed by the contract-monitor
    When the professional-standards does "record-psu-outcome" on 2017-06-01 with:
      | psu-outcome | not-substantiated |
    Then "record-psu-outcome" is not owed

  @SIP-6.1g
  Scenario: Each recommendation is followed on its own
    When the use-of-force-monitor does "recommend" on 2017-03-20 with:
      | recommendations | Say more in the report; Film each belt |
    Then "recommend" opened 2 "recommendation"
    And the case opened knows "source-case" as "this"
    And the case opened knows "recommendation" as "Film each belt"
    And the escort-management may not "recommend"

  @SIP-6.1d @IAP-5.1a
  Scenario: A correction has a reason, keeps what stood there, and the monitors are told
    Then the centre-supplier does not see the case
    And "Kit Moss" may not "describe-force"
    When the escort-management tries "correct-force" on 2017-03-10 and is refused because "Reason of the correction"
      | correction-kind | missing |
      | correction-why  |         |
    And "Kit Moss" does "correct-force" on 2017-03-10
      | correction-kind | missing                     |
      | correction-why  | Handcuffs were used as well |
      | handcuffs       | yes                         |
      | account         | Officer 1 held his arm, then cuffs |
    Then "handcuffs" is "yes"
    And "waist-belt" is "yes"
    And "account" is "Officer 1 held his arm, then cuffs"
    And "correction-kind" is "missing"
    And the notice "corrected" was sent to the use-of-force-monitor
    And the notice "corrected" was sent to the contract-monitor
    And "submitted-on" is "2017-03-08"
    And the contract-monitor sees "step.describe-force"
    And the contract-monitor sees "timeline"

  @SIP-6.1d
  Scenario Outline: Everything that was reported can be corrected with a reason
    When the escort-management does "<step>" on 2017-03-10 with:
      | correction-kind | new-evidence |
      | correction-why  | The film     |
      | <fact>          | <value>      |
    Then "<fact>" is "<value>"
    And the notice "corrected" was sent to the contract-monitor

    Examples:
      | step             | fact           | value        |
      | correct-report   | where          | airport      |
      | correct-reasons  | primary-reason | assault      |
      | correct-force    | leg-restraint  | yes          |
      | correct-injuries | hospital       | yes          |

  Scenario: Notes say something, and neither the supplier nor those who oversee read them
    When the contract-monitor tries "note" on 2017-03-10 and is refused because "Enter an answer: Note"
      | note |  |
    And the contract-monitor does "note" on 2017-03-10 with:
      | note | For the meeting of April |
    Then the use-of-force-monitor sees "note"
    And the escort-management does not see "note"
    And the monitoring-board does not see "note"
    And the assurance does not see "note"
    And "Kit Moss" does not see "note"

  @IAP-5.1e @IAP-5.1f @SIP-6.1h
  Scenario: What the monthly pack counts follows from what was recorded, and from what was corrected since
    Then "restrained" is "yes"
    And "has-complaint" is "no"
    And "reported-on" is "2017-03-08"
    And "submitted-on" is "2017-03-08"
    And "is-closed" is "no"
    When the escort-management does "correct-force" on 2017-03-10 with:
      | waist-belt | no |
    Then "restrained" is "no"
    When the escort-management does "correct-force" on 2017-03-11 with:
      | leg-restraint | yes |
    And the customer-service-unit does "name-complaint" on 2017-03-20 with:
      | complaint | DC/2017/9 |
    Then "restrained" is "yes"
    And "has-complaint" is "yes"
    And "reported-on" is "2017-03-08"
    And "submitted-on" is "2017-03-08"

  @IAP-5.1f @SIP-6.1h
  Scenario: The same officer three times in three months is shown to the monitors
    Given "officer-often" finds 2 other cases
    Then "officer-often" is "no"
    When the contract-monitor does "note" on 2017-03-10
    Then "officer-often" is "yes"
    And the escort-management sees "officer-often"
    And the prisons-inspectorate does not see "officer-often"

  @IAP-5.1f @SIP-6.1h
  Scenario: Force on the same person for the third time in a year is shown
    Given "again-on-person" finds 2 other cases
    When the contract-monitor does "note" on 2017-03-10
    Then "again-on-person" is "yes"
    And the monitoring-board does not see "again-on-person"
