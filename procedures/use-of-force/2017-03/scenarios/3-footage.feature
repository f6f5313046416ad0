Feature: Footage

  IAP 4.1, SIP 6.1 and 6.6: footage is secured at once, kept until the reviews are over, and stays with the supplier and the Home Office.

  @IAP-4.1a
  Scenario Outline: Footage is to be secured at once, also when only a complaint tells of force
    Given an incident received on 2017-03-08 at 10:00 through "<beginning>"
      | setting  | escort    |
      | <fact> | <value> |
    Then "secure-footage" is due on 2017-03-08 at 10:00
    And "secure-footage" is owed by the escort-management
    When nothing happens until 2017-03-08 at 10:01
    Then "secure-footage" is overdue
    When the escort-management does "secure-footage" on 2017-03-08 at 11:00 with:
      | vehicle-cctv | yes |
    Then "secure-footage" is not owed
    And "any-footage" is "yes"

    Examples:
      | beginning           | fact      | value     |
      | report              | officers  | Sam Doyle |
      | open-from-complaint | complaint | DC/2017/7 |

  @IAP-4.1a @SIP-6.6b
  Scenario: Each source of footage is listed, and whether the person was told of the filming
    Given an incident received on 2017-03-08 at 10:00 through "open-from-complaint"
    When the centre-manager does "secure-footage" on 2017-03-08 with:
      | vehicle-cctv  | yes                        |
      | handheld      | yes                        |
      | body-worn     | no                         |
      | centre-cctv   | no                         |
      | footage-list  | Van 12 with sound; disc 31 |
      | footage-until | 2017-06-08                 |
      | filmed-told   | no                         |
    Then "vehicle-cctv" is "yes"
    And "handheld" is "yes"
    And "body-worn" is "no"
    And "filmed-told" is "no"
    And "no-footage-why" is not known
    And "keep-footage" is due on 2017-06-08

  @IAP-4.1a
  Scenario: Where there is no footage, somebody says why, and nothing is kept
    Given an incident received on 2017-03-08 at 10:00 through "open-from-complaint"
    When the centre-manager tries "secure-footage" on 2017-03-08 and is refused because "Why there is no footage"
      | no-footage-why | |
    And the centre-manager does "secure-footage" on 2017-03-08 with:
      | no-footage-why | No camera looks into the room |
    Then "any-footage" is "no"
    And "keep-footage" is not owed
    And "filmed-told" is not known

  @SIP-6.1f
  Scenario: The footage is kept longer while anything is open, and the hold ends with the monitor's reason
    Given an incident received on 2017-03-08 at 10:00 through "open-from-complaint"
      | setting | escort |
    When the escort-management does "secure-footage" on 2017-03-08 with:
      | body-worn     | yes        |
      | footage-until | 2017-04-07 |
    Then "keep-footage" is due on 2017-04-07
    And the use-of-force-monitor may not "end-footage-hold" because "Reviewed by the monitor"
    When the contract-monitor does "keep-longer" on 2017-04-03 with:
      | footage-until | 2017-06-30 |
    Then "keep-footage" is due on 2017-06-30
    When nothing happens until 2017-07-01
    Then "keep-footage" is overdue

  @SIP-6.6c @SIP-6.1f
  Scenario: Who watched footage, who got it and who did not is noted
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

    And the contract-monitor does "watch-footage" on 2017-03-09 as "Una Frost" with:
      | watched-by   | Una Frost            |
      | watched-at   | 2017-03-09 at 09:00  |
      | watched-what | Van 12, for the report |
    Then "watched-at" is "2017-03-09T09:00:00Z"
    And "watched-by" is "Una Frost"
    And the escort-management may not "release-footage"
    When the use-of-force-monitor does "release-footage" on 2017-03-10 with:
      | release-ground | police                     |
      | released-to    | PC Wood, request 17/0042   |
      | released-what  | Disc 31, faces unrecognisable |
    Then "release-ground" is "police"
    And "released-to" is "PC Wood, request 17/0042"
    When the escort-management does "refuse-footage" on 2017-03-11 with:
      | refused-to | A newspaper |
    Then "refused-to" is "A newspaper"
    And the monitoring-board does not see "released-to"
    And the monitoring-board does not see "footage-list"
    And the prisons-inspectorate does not see "any-footage"
    And the monitoring-board does not see "documents"
    And "Kit Moss" does not see "released-to"
    And "Kit Moss" does not see "watched-by"
    And the customer-service-unit does not see "any-footage"

  @SIP-6.6c
  Scenario: Footage goes out only from the Home Office, with a paper that names the ground
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
    And the use-of-force-monitor tries "release-footage" on 2017-03-10 and is refused because "Enter an answer: Footage given to"
      | release-ground | court |
      | released-to    |       |
      | released-what  | Disc 31 |
    Then "release-ground" is not known
    And the escort-management may not "release-footage" because "Only Immigration Enforcement contract monitor"
    And "Kit Moss" may not "release-footage" because "Only Immigration Enforcement contract monitor"
    And the professional-standards may not "watch-footage"
    And the assurance may not "watch-footage"
    When the assurance does "review-at-random" on 2017-03-10 as "Ada Penn"
    And the contract-monitor tries "watch-footage" on 2017-03-11 and is refused because "Ada Penn is not"
      | watched-by   | Ada Penn            |
      | watched-at   | 2017-03-11 at 09:00 |
      | watched-what | Disc 31             |
    Then "watched-by" is not known

  @SIP-6.6c
  Scenario: Where there is no footage, none is watched and none goes out
    Given an incident received on 2017-03-08 at 10:00 by the centre-manager through "report"
      | officers | Sam Doyle |
    When the centre-manager does "secure-footage" on 2017-03-08 with:
      | no-footage-why | No camera looks into the room |
    Then the centre-manager may not "watch-footage" because "There is footage"
    And the use-of-force-monitor may not "release-footage" because "There is footage"
    And the use-of-force-monitor may "refuse-footage"
