Feature: The report

  SIP 6.1, IAP 6.1 and 5.1: force is reported with its reasons, scrutinised, and with the contract monitor in 24 hours.

  @SIP-6.1a @IAP-6.1a @IAP-6.1b @SIP-6.2a
  Scenario: An incident is reported with its reasons, the force and what came of it
    Given an incident received on 2017-03-08 at 10:00 by the escort-team through "report"
      | setting       | escort                |
      | journey       | overseas              |
      | occurred      | 2017-03-08 at 08:00   |
      | where         | aircraft              |
      | where-exactly | Flight to Kingston    |
      | person        | Dana Reid             |
      | officers      | Sam Doyle, Lee Hart   |
      | planned       | unexpected            |
      | report-writer | Kit Moss              |
    Then the stage is "reporting"
    And "planned" is "unexpected"
    And "authorised-by" is not known
    And the notice "reported" was sent to the escort-management
    And "give-reasons" is owed
    And "describe-force" is owed
    And "describe-injuries" is owed
    And "ask-statements" is owed by the escort-management
    When "Kit Moss" does "give-reasons" on 2017-03-08 at 11:00
      | primary-reason  | boarding                                   |
      | other-reasons   | He pulled at the seat in front             |
      | alternatives    | Officer 1 spoke to him for twenty minutes  |
      | model-known     | He had refused twice before                |
      | model-danger    | To the people in the row                   |
      | model-powers    | Escorting under the Immigration Act        |
      | model-choices   | Wait, or guide him to the seat             |
      | model-action    | Guided him, and let go once he sat         |
      | necessity       | The doors had to close                     |
      | proportionality | Two minutes, one hold                      |
      | reasonableness  | Nothing less had worked                    |
      | policies        | Operating standards for escorts, restraint |
    And "Kit Moss" does "describe-force" on 2017-03-08 at 11:20
      | account         | Officer 1 held his right arm          |
      | guiding-hold    | yes                                   |
      | escorting-hold  | no                                    |
      | position        | seated                                |
      | pain            | no                                    |
      | waist-belt      | yes                                   |
      | handcuffs       | no                                    |
      | leg-restraint   | no                                    |
      | restraint-times | Belt on 08:02, off 09:00, looked at every 15 minutes |
      | seat            | 34A, officers in 34B and 35A          |
      | met-calmly      | Officer 2 kept talking to him         |
    And "Kit Moss" does "describe-injuries" on 2017-03-08 at 11:30
      | injured        | yes                            |
      | injuries       | A graze on the wrist; form 213 |
      | staff-injured  | no                             |
      | healthcare     | throughout                     |
      | healthcare-who | The medic on board             |
      | hospital       | no                             |
      | taken-to       | Stayed in the seat, complied   |
    Then "restrained" is "yes"
    And "necessity" is "The doors had to close"
    And "policies" is "Operating standards for escorts, restraint"
    And "seat" is "34A, officers in 34B and 35A"
    And "met-calmly" is "Officer 2 kept talking to him"
    And "pain-which" is not known
    And "staff-injuries" is not known
    And "give-reasons" is not owed
    And "describe-force" is not owed
    And "describe-injuries" is not owed
    And "scrutinise" is owed by the escort-management

  @SIP-6.1a @SIP-6.1e
  Scenario: Planned force says who allowed it and when, and they do not scrutinise it
    Given an incident received on 2017-03-08 at 10:00 by the centre-manager through "report"
      | setting         | removal-centre      |
      | officers        | Sam Doyle           |
      | staff-witnesses | Ivo Lund            |
      | planned         | planned             |
      | authorised-by   | Dee Frost           |
      | authorised-at   | 2017-03-07 at 17:00 |
      | report-writer   | Kit Moss            |
    Then "journey" is not known
    When "Kit Moss" does "give-reasons" on 2017-03-08 at 10:30
    And "Kit Moss" does "describe-force" on 2017-03-08 at 10:40
    And "Kit Moss" does "describe-injuries" on 2017-03-08 at 10:50
    And the centre-manager does "secure-footage" on 2017-03-08 at 11:00
    And the centre-manager does "ask-statements" on 2017-03-08 at 11:10
    And the centre-manager does "check-statements" on 2017-03-08 at 11:20
    Then "met-calmly" is not known
    And the centre-manager as "Dee Frost" may not "scrutinise" because "named under “Allowed by”"
    And the centre-manager as "Ivo Lund" may not "scrutinise" because "named under “Witnesses among staff”"
    And the centre-manager as "Jo Marsh" may "scrutinise"
    And the assurance sees "authorised-at"
    And the assurance does not see "authorised-by"
    And the monitoring-board does not see "staff-witnesses"

  @SIP-6.1a
  Scenario: A response to the unexpected was allowed by nobody
    Given an incident received on 2017-03-08 by the centre-manager through "report"
      | officers | Sam Doyle  |
      | planned  | unexpected |
    Then "authorised-by" is not known
    And "authorised-at" is not known

  @SIP-6.1a @IAP-6.1a
  Scenario Outline: No report goes on without an answer to each of these
    Given an incident received on 2017-03-08 at 10:00 by the centre-manager through "report"
      | officers | Sam Doyle |
      | report-writer | Kit Moss |
    When the centre-supplier as "Kit Moss" tries "give-reasons" on 2017-03-08 and is refused because "<label>"
      | <fact> | |

    Examples:
      | fact            | label                  |
      | alternatives    | What was tried first   |
      | model-danger    | the danger             |
      | necessity       | Why it was necessary   |
      | proportionality | Why it was proportionate |
      | reasonableness  | Why it was reasonable  |
      | policies        | Passages relied on     |

  @SIP-6.1a
  Scenario: A technique that causes pain and a person who was not seen by healthcare are explained
    Given an incident received on 2017-03-08 at 10:00 by the centre-manager through "report"
      | officers | Sam Doyle |
      | report-writer | Kit Moss |
    When the centre-supplier as "Kit Moss" tries "describe-force" on 2017-03-08 and is refused because "Which pain-inducing technique"
      | pain       | yes |
      | pain-which |     |
    And the centre-supplier as "Kit Moss" tries "describe-injuries" on 2017-03-08 and is refused because "Why healthcare did not see the person"
      | healthcare   | not-seen |
      | not-seen-why |          |
    Then "describe-force" is owed
    And "describe-injuries" is owed

  @SIP-6.1d
  Scenario: Only the writer describes what happened, and another writer can take it over
    Given an incident received on 2017-03-08 at 10:00 by the centre-manager through "report"
      | officers | Sam Doyle |
      | report-writer | Kit Moss |
    Then the centre-manager may not "give-reasons" because "Only Kit Moss"
    When the centre-manager does "name-writer" on 2017-03-08 at 11:00 with:
      | report-writer  | Ash Cole         |
      | new-writer-why | Kit Moss is ill  |
    Then "Ash Cole" may "give-reasons"
    And "Kit Moss" does not see the case

  @IAP-5.1a @X-62
  Scenario: Overseas, 24 elapsed hours from the arrival back in the United Kingdom
    Given an incident received on 2017-03-08 at 10:00 by the escort-management through "report"
      | officers | Sam Doyle |
      | setting  | escort              |
      | journey  | overseas            |
      | occurred | 2017-03-08 at 08:00 |
    Then "send-after-arrival" is not owed
    And "send-after-incident" is not owed
    And "record-end" is due on 2017-03-10
    When the escort-management does "record-end" on 2017-03-09 at 16:00 with:
      | arrived-in-uk | 2017-03-09 at 15:30 |
    Then "send-after-arrival" is due on 2017-03-10 at 15:30
    And "send-after-arrival" is owed by the escort-management
    And "record-end" was met on time
    And "send-after-escort" is not owed
    When nothing happens until 2017-03-10 at 15:31
    Then "send-after-arrival" is overdue

  @IAP-5.1a @X-62
  Scenario Outline: The 24 hours are elapsed hours, also in the night when the clocks change
    Given an incident received on <reported> at 10:00 by the escort-management through "report"
      | officers | Sam Doyle |
      | setting  | escort            |
      | journey  | overseas          |
      | occurred | <reported> at 08:00 |
    When the escort-management does "record-end" on <arrived> at 18:30 with:
      | arrived-in-uk | <arrived> at 18:00 |
    Then "send-after-arrival" is due on <due>

    Examples:
      | reported   | arrived    | due                 |
      | 2017-03-24 | 2017-03-25 | 2017-03-26 at 19:00 |
      | 2017-10-27 | 2017-10-28 | 2017-10-29 at 17:00 |
      | 2017-04-13 | 2017-04-14 | 2017-04-15 at 18:00 |

  @X-62
  Scenario: Within the country, from the end of the escort
    Given an incident received on 2017-03-08 at 10:00 by the escort-management through "report"
      | officers | Sam Doyle |
      | setting  | escort              |
      | journey  | in-country          |
      | occurred | 2017-03-08 at 08:00 |
    Then "send-after-escort" is not owed
    And "in-country-clock" is "end-of-escort"
    When the escort-management does "record-end" on 2017-03-08 at 14:30 with:
      | escort-ended | 2017-03-08 at 14:00 |
    Then "send-after-escort" is due on 2017-03-09 at 14:00
    And "send-after-arrival" is not owed
    And "send-after-incident" is not owed

  @X-62
  Scenario: In a centre, from the incident
    Given an incident received on 2017-03-08 at 10:00 by the centre-manager through "report"
      | officers | Sam Doyle |
      | setting  | removal-centre      |
      | occurred | 2017-03-08 at 08:15 |
    Then "send-after-incident" is due on 2017-03-09 at 08:15
    And "send-after-incident" is owed by the centre-manager
    And "centre-clock" is "incident"
    And "record-end" is not owed
    And the centre-manager may not "record-end" because "Escort service"

  @X-62
  Scenario Outline: Every kind of place has its management and its clock
    Given an incident received on 2017-03-08 at 10:00 by the <who> through "report"
      | officers | Sam Doyle |
      | setting  | <setting>           |
      | occurred | 2017-03-08 at 08:15 |
    Then "management" is "<who>"
    And "send-after-incident" is owed by the <who>

    Examples:
      | setting             | who               |
      | removal-centre      | centre-manager    |
      | pre-departure       | centre-manager    |
      | holding             | escort-management |
      | residential-holding | escort-management |

  @IAP-5.1b @IAP-5.1a @SIP-6.1d
  Scenario: The report goes only when management has scrutinised it, inside the 24 hours
    Given an incident received on 2017-03-08 at 10:00 by the centre-manager through "report"
      | report-writer | Kit Moss            |
      | officers      | Sam Doyle           |
      | occurred      | 2017-03-08 at 08:00 |
    Then the centre-manager may not "submit" because "Scrutinised, to be sent"
    And the centre-manager may not "scrutinise" because "Say why force was used"
    When "Kit Moss" does "give-reasons" on 2017-03-08 at 10:30
    And "Kit Moss" does "describe-force" on 2017-03-08 at 10:40
    And "Kit Moss" does "describe-injuries" on 2017-03-08 at 10:50
    Then the centre-manager may not "scrutinise" because "Secure the footage"
    When the centre-manager does "secure-footage" on 2017-03-08 at 11:00
    Then the centre-manager may not "scrutinise" because "Ask each officer for a statement"
    When the centre-manager does "ask-statements" on 2017-03-08 at 11:10
    And the centre-manager does "check-statements" on 2017-03-08 at 11:55
      | statements-in | yes |
    And the centre-manager does "scrutinise" on 2017-03-08 at 12:00 as "Jo Marsh" with:
      | scrutiny      | The account and the log agree  |
      | training      | not-all                        |
      | training-note | One refresher is a month late  |
    Then the stage is "scrutinised"
    And "scrutinise" is not owed
    When the centre-manager does "submit" on 2017-03-09 at 07:00 as "Jo Marsh"
    Then "send-after-incident" was met on time
    And the stage is "reviewing"
    And the notice "submitted" was sent to the contract-monitor
    And the notice "submitted" was sent to the use-of-force-monitor
    And the contract-monitor sees "training-note"

  @IAP-5.1a
  Scenario: A report that comes later is late
    Given an incident received on 2017-03-08 at 10:00 by the centre-manager through "report"
      | officers | Sam Doyle |
      | report-writer | Kit Moss            |
      | occurred      | 2017-03-08 at 08:00 |
    When "Kit Moss" does "give-reasons" on 2017-03-08
    And "Kit Moss" does "describe-force" on 2017-03-08
    And "Kit Moss" does "describe-injuries" on 2017-03-08
    And the centre-manager does "secure-footage" on 2017-03-08
    And the centre-manager does "ask-statements" on 2017-03-08
    And the centre-manager does "check-statements" on 2017-03-09 at 08:25
      | statements-in | yes |
    And the centre-manager does "scrutinise" on 2017-03-09 at 08:30 as "Jo Marsh"
    And the centre-manager does "submit" on 2017-03-09 at 08:31 as "Jo Marsh"
    Then "send-after-incident" was met late

  @IAP-5.1a
  Scenario: An escort's report says when the escort was back, and a time put right moves the limit
    Given an incident received on 2017-03-08 at 10:00 by the escort-management through "report"
      | officers | Sam Doyle |
      | setting       | escort              |
      | journey       | overseas            |
      | report-writer | Kit Moss            |
    When "Kit Moss" does "give-reasons" on 2017-03-08
    And "Kit Moss" does "describe-force" on 2017-03-08
    And "Kit Moss" does "describe-injuries" on 2017-03-08
    And the escort-management does "secure-footage" on 2017-03-08
    And the escort-management does "ask-statements" on 2017-03-08
    And the escort-management does "check-statements" on 2017-03-10 at 09:55
      | statements-in | yes |
    And the escort-management does "scrutinise" on 2017-03-10 at 10:00 as "Jo Marsh"
    Then the escort-management as "Jo Marsh" may not "submit" because "End of the escort known"
    When the escort-management does "record-end" on 2017-03-10 at 10:05 with:
      | arrived-in-uk | 2017-03-09 at 12:00 |
    Then "send-after-arrival" is due on 2017-03-10 at 12:00
    When the escort-management does "record-end" on 2017-03-10 at 10:15 with:
      | arrived-in-uk | 2017-03-09 at 10:30 |
    Then "send-after-arrival" is due on 2017-03-10 at 10:30
    When the escort-management does "submit" on 2017-03-10 at 11:00 as "Jo Marsh"
    Then the stage is "reviewing"
    And "send-after-arrival" was met late

  @IAP-5.1b
  Scenario: Whoever was there or wrote it does not scrutinise it
    Given an incident received on 2017-03-08 at 10:00 by the centre-manager through "report"
      | report-writer | Kit Moss  |
      | officers      | Sam Doyle |
    When "Kit Moss" does "give-reasons" on 2017-03-08
    And "Kit Moss" does "describe-force" on 2017-03-08
    And "Kit Moss" does "describe-injuries" on 2017-03-08
    And the centre-manager does "secure-footage" on 2017-03-08
    And the centre-manager does "ask-statements" on 2017-03-08
    And the centre-manager does "check-statements" on 2017-03-08
    Then the centre-manager as "Sam Doyle" may not "scrutinise" because "named under “Officers present”"
    And the centre-manager as "Kit Moss" may not "scrutinise" because "named under “Writer of the report”"
    And the centre-manager as "Jo Marsh" may "scrutinise"

  @IAP-5.1b
  Scenario: Management sends a report back, and its writer completes it
    Given an incident received on 2017-03-08 at 10:00 by the centre-manager through "report"
      | officers | Sam Doyle |
      | report-writer | Kit Moss |
    When "Kit Moss" does "describe-force" on 2017-03-08
    And the centre-manager does "send-back" on 2017-03-08 as "Jo Marsh" with:
      | sent-back-why | Say how long the belt was on |
    Then the stage is "reporting"
    And the notice "sent-back" was sent
    And "mend-report" is owed
    And "Kit Moss" sees "sent-back-why"
    When "Kit Moss" does "describe-force" on 2017-03-08
    Then "mend-report" is not owed
    And "scrutinise" is owed by the centre-manager

  @IAP-5.1a @IAP-5.0a
  Scenario: A report that nobody wrote shows as overdue
    Given an incident received on 2017-03-06 at 09:00 through "open-from-complaint"
      | setting   | removal-centre |
      | complaint | DC/2017/7      |
    Then the stage is "missing"
    And "report-late" is due on 2017-03-07 at 09:00
    And "report-late" is owed by the centre-manager
    And the notice "report-missing" was sent to the centre-manager
    When nothing happens until 2017-03-08
    Then "report-late" is overdue
    When the centre-manager does "report-late" on 2017-03-08 at 10:00 with:
      | officers | Sam Doyle |
      | occurred | 2017-03-01 at 11:00 |
    Then "report-late" was met late
    And "send-after-incident" is overdue

  @IAP-5.0a
  Scenario: When it is said that there was no force, the monitor looks at that first
    Given an incident received on 2017-03-06 at 09:00 through "open-from-complaint"
    Then the centre-manager may not "say-no-force" because "Secure the footage"
    When the centre-manager does "secure-footage" on 2017-03-06 at 10:00
    And the centre-manager does "say-no-force" on 2017-03-06 at 11:00 with:
      | no-force-why | The cameras show that he walked |
    Then the stage is "no-force-said"
    And "look-at-no-force" is owed by the use-of-force-monitor
    And the centre-manager may not "confirm-no-force"
    When the use-of-force-monitor does "want-report" on 2017-03-07 at 09:00 with:
      | report-wanted-why | Camera 3 shows a hold |
    Then the stage is "missing"
    And "report-late" is due on 2017-03-08 at 09:00
    When the centre-manager does "say-no-force" on 2017-03-07 at 12:00
    And the use-of-force-monitor does "confirm-no-force" on 2017-03-08
    Then the stage is "no-force"

  @SIP-6.1a
  Scenario: An incident that was reported is tied to a complaint
    Given an incident received on 2017-03-08 at 10:00 by the centre-manager through "report"
      | officers | Sam Doyle |
    Then "has-complaint" is "no"
    And the customer-service-unit sees "occurred"
    And the customer-service-unit does not see "any-footage"
    And the contract-monitor may not "name-complaint"
    When the customer-service-unit does "name-complaint" on 2017-03-20 with:
      | complaint | DC/2017/9 |
    Then "has-complaint" is "yes"
    And the customer-service-unit sees "complaint"
    And the customer-service-unit sees "any-footage"
    And the customer-service-unit does not see "account"
    And the customer-service-unit does not see "person"
    And the customer-service-unit does not see "officers"
    And the customer-service-unit does not see "footage-list"
    And the customer-service-unit does not see "monitor-conclusion"
    And the professional-standards sees "complaint"
    And the professional-standards does not see "account"
    When the use-of-force-monitor does "show" on 2017-03-21
    Then the professional-standards sees "account"
    And the notice "shown" was sent to the professional-standards

  @SIP-6.1e
  Scenario: A manager of the supplier who was present sees nothing of the incident from then on
    Given an incident received on 2017-03-08 at 10:00 by the centre-manager through "report"
      | officers         | Sam Doyle, Jo Marsh |
      | managers-present | Jo Marsh            |
    Then the centre-manager as "Jo Marsh" does not see the case
    And the centre-manager sees the case
    When the centre-manager does "ask-statements" on 2017-03-08
    Then "ask-statements" opened 2 "use-of-force-statement"
