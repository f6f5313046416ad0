Feature: Who sees what

  IAP 5.1: everybody sees what they need, and an officer who was present sees nothing of the incident.

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

  @IAP-5.1h
  Scenario Outline: Those who oversee see the incident, the force and the conclusions, and change nothing
    Given "Ros Bell" is senior
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And "Pat Lane" does "review-line" on 2017-03-10
    And the contract-monitor does "raise-concern" on 2017-03-10
    Then the <who> sees "occurred"
    And the <who> sees "waist-belt"
    And the <who> sees "line-conclusion"
    And the <who> sees "monitor-conclusion"
    And the <who> sees "send-after-escort.due"
    And the <who> does not see "officers"
    And the <who> does not see "report-writer"
    And the <who> does not see "line-reviewer"
    And the <who> does not see "review-reasons"
    And the <who> does not see "footage-list"
    And the <who> does not see "concern-what"
    And the <who> does not see "person"
    And the <who> may not "note"
    And the <who> may not "raise-concern"

    Examples:
      | who                  |
      | monitoring-board     |
      | prisons-inspectorate |

  @SIP-6.1d @SIP-6.1g
  Scenario: An officer who was present sees nothing here, and the writer sees the report alone
    Given "Ros Bell" is senior
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And "Pat Lane" does "review-line" on 2017-03-10
    Then "Sam Doyle" does not see the case
    And the escort-team does not see the case
    And the centre-manager sees the case
    And "Kit Moss" sees "account"
    And "Kit Moss" does not see "line-conclusion"
    And "Kit Moss" does not see "review-reasons"
    And "Kit Moss" does not see "scrutiny"
    And "Kit Moss" does not see "training"
    And "Kit Moss" does not see "timeline"
    And "Kit Moss" does not see "step.review-line"
    And the use-of-force-monitor sees "officers"
    And the contract-monitor sees "review-reasons"

  @IAP-5.1c
  Scenario: The supplier and its reviewers learn nothing of concerns
    Given "Ros Bell" is senior
    When the escort-management does "appoint-reviewers" on 2017-03-09 with:
      | line-reviewer   | Pat Lane |
      | senior-reviewer | Ros Bell |
    And the use-of-force-monitor does "raise-concern" on 2017-03-10
    Then the escort-management sees "scrutiny"
    And the escort-management sees "officers"
    And the escort-management does not see "concern-what"
    And the escort-management does not see "concern"
    And the escort-management does not see "step.raise-concern"
    And the escort-management does not see "decide-referral.due"
    And "Pat Lane" sees "footage-list"
    And "Pat Lane" does not see "concern"
    And "Pat Lane" does not see "step.raise-concern"
    And the use-of-force-monitor sees "concern-what"
