Feature: A removal operation

  SIP 6.2 to 6.7, IAP 5.1: what is seen to while people are taken out of the country.

  Background:
    Given a removal operation received on 2017-03-01 at 09:00 by the escort-monitor
      | kind        | charter             |
      | destination | Kingston            |
      | centres     | Two centres         |
      | departs     | 2017-03-08 at 08:00 |
      | escort-lead | Kit Moss            |

  @SIP-6.3b
  Scenario: The manifest is brought up to date every day until the final one
    Then the notice "lead" was sent
    And "update-manifest" is due on 2017-03-02
    And "update-manifest" is owed by the escort-monitor
    And "final-manifest" is due on 2017-03-08 at 08:00
    When the escort-monitor does "update-manifest" on 2017-03-02 with:
      | needs-changed   | yes                   |
      | needs-what      | One on insulin        |
      | manifest-shared | yes                   |
    Then "update-manifest" is due on 2017-03-03
    And the notice "manifest" was sent to the escort-management
    And "needs-what" is "One on insulin"
    When nothing happens until 2017-03-04 at 09:00
    Then "update-manifest" is overdue
    When the escort-monitor tries "update-manifest" on 2017-03-04 and is refused because "Why the manifest was not shared"
      | manifest-shared | no |
      | not-shared-why  |    |
    And the escort-monitor does "final-manifest" on 2017-03-07 with:
      | manifest-shared | yes |
    Then "final-manifest" was met on time
    And "update-manifest" is not owed

  @SIP-6.3b
  Scenario: A final manifest that does not come before departure shows as overdue
    When "Kit Moss" does "set-off" on 2017-03-08 at 01:00
    Then "update-manifest" is not owed
    When nothing happens until 2017-03-08 at 08:01
    Then "final-manifest" is overdue
    When the escort-monitor does "final-manifest" on 2017-03-08 at 09:00
    Then "final-manifest" was met late

  @SIP-6.3a
  Scenario: Escort staff are told on arrival of self-harm monitoring
    When "Kit Moss" does "arrive-at-centre" on 2017-03-07 at 20:00
      | at-centre         | Harmondsworth       |
      | arrived-at-centre | 2017-03-07 at 20:00 |
    Then "record-handover" is due on 2017-03-07 at 20:00
    When "Kit Moss" does "record-handover" on 2017-03-07 at 20:00
      | informed       | yes                        |
      | told-at        | 20:00, by the duty manager |
      | discharge-well | yes                        |
    Then "record-handover" was met on time
    And "informed" is "yes"
    And "told-at" is "20:00, by the duty manager"
    And the notice "not-told" was not sent
    When "Kit Moss" does "arrive-at-centre" on 2017-03-07 at 22:00
      | at-centre | Colnbrook |
    Then "record-handover" is due on 2017-03-07 at 22:00

  @SIP-6.3a
  Scenario: No centre's handover is forgotten when the escort goes on to the next
    When "Kit Moss" does "arrive-at-centre" on 2017-03-07 at 20:00
      | at-centre | Harmondsworth |
    Then "Kit Moss" may not "arrive-at-centre" because "Handover of the last centre recorded"
    When "Kit Moss" does "set-off" on 2017-03-07 at 21:00
    Then "Kit Moss" may not "finish" because "Handover of the last centre recorded"
    And "record-handover" is overdue
    When "Kit Moss" does "record-handover" on 2017-03-07 at 21:30
      | informed         | no                     |
      | not-informed-why | Nobody was at the gate |
    Then "record-handover" was met late
    And the notice "not-told" was sent to the escort-monitor
    When "Kit Moss" does "arrive-at-centre" on 2017-03-07 at 22:00
      | at-centre | Colnbrook |
    Then "record-handover" is due on 2017-03-07 at 22:00
    And "Kit Moss" may not "finish" because "Handover of the last centre recorded"
    When "Kit Moss" does "record-handover" on 2017-03-07 at 22:00
      | informed | yes |
    Then "Kit Moss" may "finish"

  @SIP-6.3a
  Scenario: Staff who are not told at once say so, and the Home Office learns of it
    When "Kit Moss" does "arrive-at-centre" on 2017-03-07 at 20:00
    Then "record-handover" is owed
    When nothing happens until 2017-03-07 at 20:30
    Then "record-handover" is overdue
    When the escort-management tries "record-handover" on 2017-03-07 at 21:00 and is refused because "Why staff were not told at once"
      | informed         | no |
      | not-informed-why |    |
    And "Kit Moss" does "record-handover" on 2017-03-07 at 21:10
      | informed         | no                                 |
      | not-informed-why | The file came when we asked for it |
      | discharge-well   | no                                 |
      | discharge-what   | An hour in the rain                |
    Then "record-handover" was met late
    And the notice "not-told" was sent to the escort-monitor
    And "discharge-what" is "An hour in the rain"

  @SIP-6.4a @SIP-6.4b @SIP-6.4c
  Scenario: Time on a coach is recorded with the escort records, and what was missing is explained
    When the escort-management tries "record-coach" on 2017-03-08 and is refused because "Why it was longer"
      | time-kept-short | no |
      | time-long-why   |    |
    And the escort-management tries "record-coach" on 2017-03-08 and is refused because "What was missing on the coach"
      | coach-facilities   | no |
      | facilities-missing |    |
    And "Kit Moss" does "record-coach" on 2017-03-08 at 07:00
      | coach              | Coach 2                     |
      | per-reference      | PER 114 to PER 131          |
      | boarded-at         | 2017-03-08 at 02:00         |
      | left-at            | 2017-03-08 at 06:30         |
      | time-kept-short    | no                          |
      | time-long-why      | The gate was shut           |
      | coach-facilities   | no                          |
      | facilities-missing | The player for films was broken |
    Then "per-reference" is "PER 114 to PER 131"
    And "boarded-at" is "2017-03-08T02:00:00Z"
    And "time-long-why" is "The gate was shut"
    And the monitoring-board sees "left-at"
    And the monitoring-board does not see "per-reference"

  @SIP-6.4d
  Scenario: An unexpected delay is reported to the Home Office and followed up before the operation closes
    When "Kit Moss" does "set-off" on 2017-03-08 at 01:00
    And "Kit Moss" does "finish" on 2017-03-10
      | delayed | yes |
    Then the escort-monitor may not "close" because "Delay reported"
    When the escort-management does "report-delay" on 2017-03-10 with:
      | delay-cause  | The gate was shut          |
      | delay-length | Two hours, on the coaches  |
      | delay-done   | Food was handed out        |
    Then the notice "delay" was sent to the escort-monitor
    And "follow-up-delay" is due on 2017-03-24
    And the escort-monitor may not "close" because "Delay followed up"
    When the escort-monitor does "follow-up-delay" on 2017-03-13 with:
      | delay-follow-up | The airport opens earlier from April |
    Then "follow-up-delay" was met on time
    And "delay-length" is "Two hours, on the coaches"
    When the escort-monitor does "close" on 2017-03-14
    Then the stage is "closed"

  @SIP-6.4d
  Scenario: Every delay is followed up, also one that is reported after the first was
    When "Kit Moss" does "set-off" on 2017-03-08 at 01:00
    And "Kit Moss" does "report-delay" on 2017-03-08 at 03:00
      | delay-cause | The gate was shut |
    And "Kit Moss" does "report-delay" on 2017-03-10 at 03:00
      | delay-cause | The crew was out of hours |
    Then "follow-up-delay" is due on 2017-03-22
    When the escort-monitor does "follow-up-delay" on 2017-03-13
    Then "follow-up-delay" is not owed
    When "Kit Moss" does "finish" on 2017-03-13
      | delayed | yes |
    Then the escort-monitor may "close"
    When the escort-management does "report-delay" on 2017-03-14 with:
      | delay-cause | The second coach broke down |
    Then "follow-up-delay" is due on 2017-03-28
    And the escort-monitor may not "close" because "Delay followed up"
    When the escort-monitor does "follow-up-delay" on 2017-03-15
    Then the escort-monitor may "close"

  @SIP-6.5a @SIP-6.5b @SIP-6.5c @SIP-6.5d
  Scenario: Staff numbers follow the risk, three are at the interviews, and close guarding has evidence
    When "Kit Moss" does "record-guarding" on 2017-03-08 at 16:00
      | risk-assessment   | The security team on 6 March, on file |
      | staff-number      | 80                                    |
      | staff-raised      | yes                                   |
      | staff-raised-why  | The senior escort, for the interviews |
      | surgery           | yes                                   |
      | surgery-staff     | 3                                     |
      | surgery-three     | yes                                   |
      | close-guarding    | yes                                   |
      | guarding-evidence | He had hit an officer on 5 March      |
      | crowded           | no                                    |
      | less-formal       | yes                                   |
    Then "surgery-staff" is "3"
    And "surgery-short-why" is not known
    And "guarding-evidence" is "He had hit an officer on 5 March"
    And "risk-assessment" is "The security team on 6 March, on file"
    And "less-formal" is "yes"
    And the prisons-inspectorate sees "guarding-evidence"

  @SIP-6.5a @SIP-6.5b @SIP-6.5c @SIP-6.5d
  Scenario Outline: What was not as it should be is explained at once
    When the escort-management tries "record-guarding" on 2017-03-08 and is refused because "<label>"
      | surgery       | yes     |
      | <fact>        | <value> |
      | <explanation> |         |
    Then "risk-assessment" is not known

    Examples:
      | fact           | value | explanation       | label                             |
      | surgery-three  | no    | surgery-short-why | Why there were fewer than three   |
      | close-guarding | yes   | guarding-evidence | Evidence for close guarding       |
      | crowded        | yes   | crowded-what      | What happened when staff crowded  |
      | less-formal    | no    | formal-why        | Why it stayed formal              |
      | staff-raised   | yes   | staff-raised-why  | Why the number was raised         |

  @SIP-6.6a @SIP-6.6b @SIP-6.6d
  Scenario: People are told what will happen, of the filming, and are given the booklet
    When "Kit Moss" does "record-information" on 2017-03-08 at 08:00
      | briefed         | yes                                  |
      | film-told       | yes                                  |
      | booklet         | yes                                  |
      | booklet-version | March 2017, of the supplier, English |
    Then "briefed" is "yes"
    And "film-told" is "yes"
    And "booklet-version" is "March 2017, of the supplier, English"
    And "booklet-why" is not known

  @SIP-6.6a @SIP-6.6b @SIP-6.6d
  Scenario Outline: Who was not told, and why, is explained
    When the escort-management tries "record-information" on 2017-03-08 and is refused because "<label>"
      | <fact>        | no |
      | <explanation> |    |
    Then "briefed" is not known

    Examples:
      | fact      | explanation        | label                              |
      | briefed   | not-briefed-what   | Where people were not told         |
      | film-told | film-not-told-why  | Why people were not told of filming |
      | booklet   | booklet-why        | Why no booklet was given           |

  @SIP-6.6c
  Scenario: The film of boarding is listed, watched by those who look into something, and given out on a lawful ground only
    When the escort-management tries "record-filming" on 2017-03-08 and is refused because "Enter an answer: List of footage"
      | filmed        | yes        |
      | footage-list  |            |
      | footage-until | 2017-09-08 |
    Then the contract-monitor may not "watch-footage" because "Boarding filmed"
    And the contract-monitor may not "release-footage"
    When "Kit Moss" does "set-off" on 2017-03-08 at 01:00
    And "Kit Moss" does "record-filming" on 2017-03-08 at 08:30
      | filmed        | yes                           |
      | footage-list  | Two handhelds, 06:40 to 07:50 |
      | footage-until | 2017-09-08                    |
    Then "Kit Moss" may not "watch-footage" because "Only"
    And the plan-keeper may not "watch-footage"
    And the monitoring-board may not "watch-footage"
    When the plan-keeper does "show-action" on 2017-03-09 as "Ned Plum"
    And the contract-monitor tries "watch-footage" on 2017-03-09 and is refused because "Ned Plum is not Escort supplier's management"
      | watched-by   | Ned Plum            |
      | watched-at   | 2017-03-09 at 09:00 |
      | watched-what | The steps           |
    And the escort-management does "watch-footage" on 2017-03-09 as "Jo Marsh" with:
      | watched-by   | Jo Marsh                 |
      | watched-at   | 2017-03-09 at 09:00      |
      | watched-what | The steps, for the delay |
    Then the escort-management may not "release-footage" because "Only"
    And the head-of-escorting may not "release-footage" because "Only"
    When the escort-monitor tries "release-footage" on 2017-03-10 and is refused because "Enter an answer: Footage given to"
      | release-ground | police |
      | released-to    |        |
    And the escort-monitor does "release-footage" on 2017-03-10 with:
      | release-ground | police                          |
      | released-to    | PC Wood, request 17/0077        |
      | released-what  | The second handheld, from 07:10 |
    And the escort-management does "refuse-footage" on 2017-03-11 with:
      | refused-to | A newspaper |
    And the customer-service-unit does "name-complaint" on 2017-03-20 with:
      | complaint | DC/2017/9 |
    Then the escort-management sees "released-to"
    And the contract-monitor sees "refused-to"
    And the head-of-escorting sees "watched-by"

  @SIP-6.6c
  Scenario Outline: Others learn neither where the film of boarding is nor who watched it
    When "Kit Moss" does "set-off" on 2017-03-08 at 01:00
    And "Kit Moss" does "record-filming" on 2017-03-08 at 08:30
      | filmed | yes |
    And the customer-service-unit does "name-complaint" on 2017-03-20 with:
      | complaint | DC/2017/9 |
    Then the <who> sees the case
    And the <who> does not see "footage-list"
    And the <who> does not see "watched-by"
    And the <who> does not see "released-to"
    And the <who> does not see "refused-to"
    And the <who> does not see "step.watch-footage"
    And the <who> does not see "timeline"
    And "Kit Moss" sees "footage-list"
    And "Kit Moss" does not see "watched-by"
    And "Kit Moss" does not see "released-to"

    Examples:
      | who                   |
      | monitoring-board      |
      | prisons-inspectorate  |
      | customer-service-unit |
      | plan-keeper           |

  @SIP-6.7a @SIP-6.7b
  Scenario: Bags and luggage do not give people away
    When the escort-management tries "record-luggage" on 2017-03-08 and is refused because "Mark on the bags"
      | bags-given       | yes |
      | bags-unmarked    | no  |
      | bags-marked-what |     |
    And the escort-management tries "record-luggage" on 2017-03-08 and is refused because "What was on the luggage"
      | luggage-plain | no |
      | luggage-what  |    |
    And "Kit Moss" does "record-luggage" on 2017-03-08
      | bags-given    | yes                        |
      | bags-unmarked | yes                        |
      | luggage-plain | no                         |
      | luggage-what  | Yellow labels of the centre |
    Then "bags-unmarked" is "yes"
    And "luggage-what" is "Yellow labels of the centre"
    And "fell-short" is "yes"

  @SIP-6.3a @SIP-6.4b @SIP-6.5a @SIP-6.6a @SIP-6.7a
  Scenario Outline: A check that nobody made is explained before the operation is over
    When "Kit Moss" does "set-off" on 2017-03-08 at 01:00
    And the escort-management tries "finish" on 2017-03-10 and is refused because "<label>"
      | <fact> | |
    Then the stage is "under-way"

    Examples:
      | fact               | label                              |
      | no-handover-why    | Why no handover was recorded       |
      | no-coach-why       | Why no time on a coach was recorded |
      | no-guarding-why    | Why guarding was not recorded      |
      | no-information-why | Why information was not recorded   |
      | no-filming-why     | Why the film was not recorded      |
      | no-luggage-why     | Why luggage was not recorded       |

  @SIP-6.3a @SIP-6.4a @SIP-6.4c
  Scenario: What was checked needs no such explanation, and one centre that did not tell counts
    When "Kit Moss" does "set-off" on 2017-03-08 at 01:00
    Then "finish" is due on 2017-03-15
    When "Kit Moss" does "arrive-at-centre" on 2017-03-08 at 01:10
    And "Kit Moss" does "record-handover" on 2017-03-08 at 01:10
    And "Kit Moss" does "record-coach" on 2017-03-08
    And "Kit Moss" does "record-guarding" on 2017-03-08
      | less-formal | yes |
    And "Kit Moss" does "record-information" on 2017-03-08
      | briefed   | yes |
      | film-told | yes |
      | booklet   | yes |
    And "Kit Moss" does "record-luggage" on 2017-03-08
      | luggage-plain | yes |
    And the escort-management tries "finish" on 2017-03-10 and is refused because "Centres where staff were not told"
      | every-centre     | no |
      | every-centre-why |    |
    And "Kit Moss" does "finish" on 2017-03-10
      | every-centre         | yes                        |
      | every-discharge      | yes                        |
      | every-coach          | yes                        |
      | every-coach-well     | no                         |
      | every-coach-well-why | Coach 2, see its record    |
      | delayed              | no                         |
    Then "no-handover-why" is not known
    And "no-coach-why" is not known
    And "fell-short" is "yes"
    And "finish" was met on time
    And the notice "finished" was sent to the escort-monitor
    When the escort-monitor does "send-back" on 2017-03-13 with:
      | sent-back-why | How long was it on coach 2? |
    Then the stage is "under-way"
    And "explain" is due on 2017-03-20
    And the notice "sent-back" was sent to the escort-management
    When "Kit Moss" does "finish" on 2017-03-14
      | every-centre     | yes |
      | every-discharge  | yes |
      | every-coach      | yes |
      | every-coach-well | yes |
    Then "explain" is not owed
    And "fell-short" is "no"
    When the escort-monitor does "close" on 2017-03-15 with:
      | looked-at | In order |
    Then the stage is "closed"
    And the escort-management does not see "looked-at"

  @SIP-6.2a @SIP-6.4a @SIP-6.5a @SIP-6.6a @SIP-6.7a
  Scenario Outline: What went wrong is noted under the recommendation that it touches, and the Home Office is told
    Then the contract-monitor may not "recommend"
    When the escort-management tries "note-problem" on 2017-03-08 and is refused because "Enter an answer: Problem"
      | problem-kind | <kind> |
      | problem      |        |
    Then the notice "problem" was not sent
    When "Kit Moss" does "set-off" on 2017-03-08 at 01:00
    And "Kit Moss" does "note-problem" on 2017-03-08
      | problem-kind | <kind>        |
      | problem      | It went wrong |
    Then the notice "problem" was sent to the escort-monitor
    And the notice "problem" was sent to the contract-monitor
    And the contract-monitor may "recommend"
    And the prisons-inspectorate sees "problem-kind"
    And the customer-service-unit does not see "problem"

    Examples:
      | kind          |
      | unexpected    |
      | handover      |
      | time-on-coach |
      | delay         |
      | crowding      |
      | staffing      |
      | information   |
      | filming       |
      | luggage       |

  @SIP-6.2a
  Scenario: What should change is recommended, and followed there
    When "Kit Moss" does "set-off" on 2017-03-08 at 01:00
    Then the escort-monitor may not "recommend" because "Note what went wrong"
    When the escort-monitor does "note-problem" on 2017-03-08 with:
      | problem-kind     | unexpected                |
      | problem          | Staff shouted at the door |
      | problem-evidence | The film of coach 2       |
    And the escort-monitor does "recommend" on 2017-03-09 with:
      | recommendations | Train the unexpected; Brief each team |
    Then "recommend" opened 2 "recommendation"
    And the case opened knows "source-case" as "this"

  @SIP-6.4b @SIP-6.5b
  Scenario: A complaint is tied to the operation, and the unit finds the escort records and the risk assessment
    Then the customer-service-unit sees "destination"
    And the customer-service-unit does not see "per-reference"
    And the customer-service-unit does not see "risk-assessment"
    When the customer-service-unit does "name-complaint" on 2017-03-20 with:
      | complaint | DC/2017/9 |
    Then the customer-service-unit sees "per-reference"
    And the customer-service-unit sees "risk-assessment"
    And the customer-service-unit sees "surgery-staff"
    And the customer-service-unit does not see "note"
    And the customer-service-unit does not see "looked-at"

  @SIP-6.3b @SIP-6.4c @SIP-6.5d @SIP-6.7b
  Scenario: The operation is tied to an action of a plan as its evidence
    When the plan-keeper does "show-action" on 2017-03-20 with:
      | shows      | IA/2017/3                        |
      | shows-what | The bags were unmarked throughout |
    Then "shows" is "IA/2017/3"
    And "shows-what" is "The bags were unmarked throughout"
    And the head-of-escorting sees "shows-what"
    And the escort-monitor may not "show-action"
    And the plan-keeper does not see "note"

  @IAP-5.1h
  Scenario Outline: Those who oversee follow the operation, and change nothing
    Then the <who> sees "film-told"
    And the <who> sees "told-at"
    And the <who> sees "update-manifest.due"
    And the <who> does not see "escort-lead"
    And the <who> does not see "needs-what"
    And the <who> does not see "looked-at"
    And the <who> may not "note"
    And the <who> may not "note-problem"
    And the escort-team does not see the case

    Examples:
      | who                  |
      | monitoring-board     |
      | prisons-inspectorate |

  @SIP-6.3b
  Scenario: The plan changes with a reason, and a cancelled flight needs no manifest
    When the escort-management does "move-departure" on 2017-03-03 with:
      | departs     | 2017-03-09 at 08:00  |
      | changed-why | The aircraft is late |
    And the escort-management does "change-plan" on 2017-03-03 with:
      | escort-lead | Ash Cole         |
      | changed-why | Kit Moss is away |
    Then "final-manifest" is due on 2017-03-09 at 08:00
    And "Ash Cole" may "set-off"
    And "Kit Moss" does not see the case
    When the escort-monitor does "note" on 2017-03-04 with:
      | note | No aircraft at all |
    And the escort-monitor does "cancel" on 2017-03-05 with:
      | cancelled-why | No aircraft |
    Then the stage is "cancelled"
    And "final-manifest" is not owed
    And "update-manifest" is not owed
