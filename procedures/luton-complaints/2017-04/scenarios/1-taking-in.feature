Feature: Taking a complaint in

  Part 1, paragraphs 1 to 11 and 13: who owns it, whether it belongs here, whether it is in time, and who may be told.

  @LUT-1.1 @LUT-1.11a
  Scenario: Every complaint has a named owner, and only they see it in that part
    Given a complaint received on 2017-05-08
      | owner | Jo Marsh |
    Then "Jo Marsh" sees "statement"
    And "assess" is owed by the relevant-officer
    When "Jo Marsh" does "hand-over" on 2017-05-09 with:
      | owner | Pat Hill |
    Then "Pat Hill" sees "statement"
    And "Jo Marsh" does not see the case

  @LUT-1.3 @LUT-1.8
  Scenario Outline: A complaint may come in any way, and anybody who takes it can record it
    Given a complaint received on 2017-05-08 by the <role>
      | channel   | <channel>                       |
      | statement | The bin was not emptied.        |
    Then the stage is "received"
    And "channel" is "<channel>"
    And the relevant-officer sees "statement"
    And the relevant-officer may "assess"

    Examples:
      | channel   | role                           |
      | in-person | customer-services              |
      | telephone | customer-services              |
      | letter    | information-governance-officer |
      | email     | relevant-officer               |
      | email     | service-manager                |

  @LUT-1.8
  Scenario: Later contacts are recorded with how they came about
    Given a complaint received on 2017-05-08
    When the customer-services does "log-contact" on 2017-05-09 with:
      | contact-channel | telephone        |
      | contact-note    | Asked for a date |
    Then "contact-channel" is "telephone"
    And the customer-services sees "contact-note"

  @LUT-1.4
  Scenario: What is no complaint is dealt with as something else, on a decision with a reason
    Given a complaint received on 2017-05-08
    Then the relevant-officer may not "treat-as-request"
    When the relevant-officer does "assess" on 2017-05-09 with:
      | assessment        | no-complaint                       |
      | assessment-reason | The person asks for a second bin   |
    Then the relevant-officer may not "go-formal"
    When the relevant-officer does "treat-as-request" on 2017-05-09 with:
      | handled-as | Request to the waste team |
    Then the stage is "no-complaint"
    And "assessment-reason" is "The person asks for a second bin"
    And "acknowledge" is not owed

  @LUT-1.5a @LUT-1.4
  Scenario: Nothing is turned away before somebody decided about it, with a reason
    Given a complaint received on 2017-05-08
    Then "assess" is owed
    And the relevant-officer may not "pass-on"
    And the relevant-officer may not "decline"
    And the relevant-officer may not "go-formal" because "must come first"
    When the relevant-officer tries "assess" on 2017-05-09 and is refused because "Reason for the assessment":
      | assessment        | pass-on |
      | assessment-reason |         |
    And the relevant-officer does "assess" on 2017-05-09 with:
      | assessment        | take-on                       |
      | assessment-reason | The council's own bin service |
    Then "assess" is not owed
    And "assessment-reason" is "The council's own bin service"
    And the relevant-officer may not "pass-on"
    And the relevant-officer may not "decline"
    And the relevant-officer may "go-formal"

  @LUT-1.5a @LUT-1.5b @LUT-1.5c @LUT-1.5d @LUT-1.5e @LUT-1.5f @LUT-1.5h @LUT-1.5i
  Scenario Outline: A complaint for another procedure is passed there, and the person is told where and why
    Given a complaint received on 2017-05-08
      | complainant | Amina Khan |
    When the relevant-officer does "assess" on 2017-05-09 with:
      | assessment        | pass-on                   |
      | assessment-reason | It is about your own case |
      | outside-procedure | <procedure>               |
    Then "pass-on" is owed
    And "destination" is "<destination>"
    When the relevant-officer does "pass-on" on 2017-05-10
    Then the stage is "passed-on"
    And "pass-on" is not owed
    And the letter "passed-on" contains "Amina Khan"
    And the letter "passed-on" contains "<words>"
    And the letter "passed-on" contains "It is about your own case"
    And "acknowledge" is not owed
    And "answer-stage-1" is not owed

    Examples:
      | procedure            | destination           | words                                  |
      | statutory-appeal     | appeal-body           | the body that hears the appeal         |
      | legal                | court                 | the court or tribunal                  |
      | adult-social-care    | social-care-complaints | social care complaints team           |
      | children-social-care | social-care-complaints | social care complaints team           |
      | employee             | human-resources       | Employee Complaints Procedure          |
      | insurance            | insurance-team        | insurance team                         |
      | school               | school                | the school                             |
      | member               | monitoring-officer    | the Monitoring Officer                 |

  @LUT-1.5d @LUT-1.5e @LUT-1.5f @LUT-1.5i
  Scenario Outline: Teams inside the council are told of what is theirs, and of nothing else
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-09 with:
      | assessment        | pass-on     |
      | outside-procedure | <procedure> |
    And the relevant-officer does "pass-on" on 2017-05-09
    Then the notice "<notice>" was sent to the <role>
    And the notice "<other>" was not sent
    And the <role> does not see the case

    Examples:
      | procedure            | notice                | role                   | other               |
      | adult-social-care    | to-social-care        | social-care-complaints | to-insurance        |
      | children-social-care | to-social-care        | social-care-complaints | to-human-resources  |
      | employee             | to-human-resources    | human-resources        | to-social-care      |
      | insurance            | to-insurance          | insurance-team         | to-human-resources  |
      | member               | to-monitoring-officer | monitoring-officer     | to-insurance        |

  @LUT-1.5e @LUT-1.11a
  Scenario: A complaint by an employee about their own employment is closed to others once it is passed on
    Given a complaint received on 2017-05-08
    Then the relevant-officer sees "statement"
    And the customer-services sees "complainant"
    When the relevant-officer does "assess" on 2017-05-09 with:
      | assessment        | pass-on  |
      | outside-procedure | employee |
    Then the relevant-officer does not see "statement"
    And the relevant-officer may "pass-on"
    And the service-manager does not see "complainant"
    And the customer-services does not see "complainant"

  @LUT-1.5a
  Scenario: A decision can be taken again when more is known, also while it is investigated
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-09 with:
      | assessment        | pass-on |
      | outside-procedure | school  |
    Then "pass-on" is owed
    When the relevant-officer does "assess" on 2017-05-10 with:
      | assessment | take-on |
    Then "pass-on" is not owed
    And the relevant-officer may not "pass-on"
    When the relevant-officer does "go-formal" on 2017-05-10
    And the relevant-officer does "assess" on 2017-05-15 with:
      | assessment        | pass-on   |
      | outside-procedure | insurance |
    And the relevant-officer does "pass-on" on 2017-05-15
    Then the stage is "passed-on"
    And "answer-stage-1" is not owed
    And the notice "to-insurance" was sent to the insurance-team

  @LUT-1.5c @LUT-1.5a
  Scenario: A part that is before a court is passed on, and the rest goes on
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-09 with:
      | assessment        | take-on-part                     |
      | assessment-reason | The court decides about the debt |
      | outside-procedure | legal                            |
      | outside-part      | Whether the debt is owed         |
    Then "pass-part-on" is owed
    When the relevant-officer does "pass-part-on" on 2017-05-09
    Then "pass-part-on" is not owed
    And the letter "part-passed-on" contains "Whether the debt is owed"
    And the letter "part-passed-on" contains "the court or tribunal"
    And the letter "part-passed-on" contains "the rest of your complaint ourselves"
    And the stage is "received"
    And the relevant-officer may "go-formal"
    And the relevant-officer may not "pass-on"
    And "acknowledge" is due on 2017-05-11

  @LUT-1.5a
  Scenario: A procedure that the list does not name
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-09 with:
      | assessment        | pass-on                       |
      | outside-procedure | other                         |
      | other-procedure   | The licensing committee       |
    And the relevant-officer does "pass-on" on 2017-05-09
    Then "destination" is "named"
    And "other-procedure" is "The licensing committee"

  @LUT-1.5g @LUT-1.11b @X-51
  Scenario: An anonymous complaint is investigated when that is possible
    Given a complaint received on 2017-05-08
      | anonymous | yes |
    Then "complainant" is not known
    And "acknowledge" is not owed
    When the relevant-officer does "assess" on 2017-05-09 with:
      | assessment        | take-on                       |
      | assessment-reason | The place and the day are named |
    And the relevant-officer does "go-formal" on 2017-05-09
    And the team-manager does "assign" on 2017-05-09
    Then "answer-stage-1" is due on 2017-05-30
    And the team-manager may not "acknowledge"
    When the team-manager does "conclude" on 2017-05-22
    And the team-manager does "answer-stage-1" on 2017-05-23
    Then "answer-stage-1" was met on time
    And the letter "response" was not sent
    And "outcome" is "upheld"

  @LUT-1.5g @LUT-1.11b @X-51
  Scenario: An anonymous complaint that cannot be investigated ends with a recorded reason
    Given a complaint received on 2017-05-08
      | anonymous | yes |
    When the relevant-officer does "assess" on 2017-05-09 with:
      | assessment        | anonymous                         |
      | assessment-reason | It names no place, day or person  |
    And the relevant-officer does "decline" on 2017-05-09
    Then the stage is "not-considered"
    And "assessment-reason" is "It names no place, day or person"
    And the letter "declined" was not sent

  @LUT-1.5g
  Scenario: A complaint with a name cannot be refused as anonymous
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-09 with:
      | assessment | anonymous |
    Then the relevant-officer may not "decline"

  @LUT-1.6a @LUT-1.6b @LUT-1.13a @X-49 @X-50 @X-67
  Scenario Outline: Twelve months, or six for the Housing Ombudsman, from the later of the event and knowing of it
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-09 with:
      | landlord   | <landlord> |
      | event-date | <event>    |
      | aware-on   | <aware>    |
    Then "in-time" is "<in time>"

    Examples:
      | landlord | event      | aware      | in time |
      | no       | 2016-05-08 | 2016-05-08 | yes     |
      | no       | 2016-05-07 | 2016-05-07 | no      |
      | no       | 2014-01-10 | 2016-05-08 | yes     |
      | no       | 2014-01-10 | 2016-05-07 | no      |
      | yes      | 2016-11-08 | 2016-11-08 | yes     |
      | yes      | 2016-11-07 | 2016-11-07 | no      |
      | yes      | 2016-05-08 | 2016-12-01 | yes     |

  @LUT-1.6a
  Scenario: When no date is known, the complaint counts as in time
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-09
    Then "in-time" is "yes"
    And "event-date" is not known

  @LUT-1.13b @LUT-1.6a
  Scenario: A late complaint is taken on when there was a good reason
    Given a complaint received on 2017-05-08
    When the relevant-officer tries "assess" on 2017-05-09 and is refused because "Reason for taking on a late complaint":
      | event-date  | 2015-12-01 |
      | assessment  | take-on    |
      | late-reason |            |
    And the relevant-officer does "assess" on 2017-05-09 with:
      | event-date  | 2015-12-01                      |
      | assessment  | take-on                         |
      | late-reason | The person was ill for a year   |
    Then "in-time" is "no"
    And "late-reason" is "The person was ill for a year"
    And the relevant-officer may not "decline"
    And the relevant-officer may "go-formal"

  @LUT-1.6a @LUT-1.13b
  Scenario: A late complaint is not considered, with a reason and a letter
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-09 with:
      | event-date        | 2015-12-01                        |
      | assessment        | late                              |
      | assessment-reason | Nothing kept you from complaining |
    Then "decline" is owed
    When the relevant-officer does "decline" on 2017-05-09
    Then the stage is "not-considered"
    And the letter "declined" contains "Nothing kept you from complaining"

  @LUT-1.6a
  Scenario: A complaint that is in time cannot be refused as late
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-09 with:
      | event-date | 2017-01-10 |
      | assessment | late       |
    Then the relevant-officer may not "decline"

  @LUT-1.7 @X-60
  Scenario: What was considered before to its end is not considered again, on a recorded decision
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-09 with:
      | earlier-complaint | LC/2016/41                              |
      | assessment        | answered-before                         |
      | assessment-reason | We reviewed the same matter in December |
    Then "earlier-complaint" is "LC/2016/41"
    And the relevant-officer may not "go-formal"
    When the relevant-officer does "decline" on 2017-05-10
    Then the stage is "not-considered"
    And the letter "declined" contains "We reviewed the same matter in December"

  @LUT-1.9a @LUT-1.9b
  Scenario: Whoever needs help gets it, and information governance advises
    Given a complaint received on 2017-05-08
      | support-needed | yes                        |
      | support-needs  | An interpreter for Bengali |
    Then "give-support" is owed
    When the information-governance-officer does "advise" on 2017-05-09 with:
      | advice | Book the interpreter through the contact centre |
    And the customer-services does "give-support" on 2017-05-10 with:
      | support-given | Interpreter booked for 12 May |
    Then "give-support" is not owed
    And "support-given" is "Interpreter booked for 12 May"
    And the relevant-officer sees "advice"
    And the customer-services does not see "advice"

  @LUT-1.9a
  Scenario: Nothing is owed when no help is needed
    Given a complaint received on 2017-05-08
    Then "give-support" is not owed

  @LUT-1.10a @LUT-1.10b @LUT-1.10c @LUT-1.15a @X-56
  Scenario Outline: Somebody may act for the person, in the same time, and is told nothing without written authority
    Given a complaint received on 2017-05-08
      | made-by        | <made by>                        |
      | representative | Lee Hart, 4 Park Street          |
      | complainant    | Amina Khan                       |
    Then "needs-consent" is "yes"
    And "ask-consent" is owed
    And "acknowledge" is due on 2017-05-11
    And "answer-stage-1" is due on 2017-05-30
    And the relevant-officer may not "tell-representative"
    When the customer-services does "ask-consent" on 2017-05-08
    Then "ask-consent" is not owed
    And the letter "consent-request" contains "Amina Khan"
    And the letter "consent-request" contains "Lee Hart"
    And the relevant-officer may not "tell-representative"
    When the relevant-officer does "record-consent" on 2017-05-10 with:
      | consent       | yes                 |
      | consent-scope | All of it, letter filed |
    And the relevant-officer does "tell-representative" on 2017-05-10 with:
      | told-representative | We look into it. |
    Then the letter "to-representative" contains "We look into it."
    And "acknowledge" is due on 2017-05-11

    Examples:
      | made by            |
      | friend-or-relative |
      | organisation       |
      | adviser            |

  @LUT-1.15a
  Scenario: Refused authority keeps the door closed
    Given a complaint received on 2017-05-08
      | made-by | adviser |
    When the relevant-officer does "record-consent" on 2017-05-10 with:
      | consent | no |
    Then "may-disclose" is "no"
    And the relevant-officer may not "tell-representative"

  @LUT-1.15b @LUT-1.10c @X-56 @X-69
  Scenario Outline: The person's own councillor or MP may be told without consent, in an ordinary complaint
    Given a complaint received on 2017-05-08
      | made-by     | <made by> |
      | constituent | yes       |
    Then "needs-consent" is "no"
    And "ask-consent" is not owed
    And the relevant-officer may "tell-representative"
    And "acknowledge" is due on 2017-05-11
    And "answer-stage-1" is due on 2017-05-30

    Examples:
      | made by    |
      | councillor |
      | mp         |

  @LUT-1.15b @LUT-1.15a @X-56
  Scenario Outline: A councillor or MP of somewhere else needs written authority like anybody
    Given a complaint received on 2017-05-08
      | made-by     | <made by> |
      | constituent | no        |
    Then "needs-consent" is "yes"
    And the relevant-officer may not "tell-representative"

    Examples:
      | made by    |
      | councillor |
      | mp         |

  @LUT-1.15a
  Scenario: Whoever complains for themselves has nobody who is told
    Given a complaint received on 2017-05-08
    Then "needs-consent" is "no"
    And the relevant-officer may not "tell-representative"

  @LUT-1.11a
  Scenario: Whoever is complained about sees nothing, and customer services see what they took in
    Given a complaint received on 2017-05-08
      | officers | Sam Doyle |
    Then the person complained about does not see the case
    And the relevant-officer as "Sam Doyle" does not see the case
    And the customer-services sees "statement"
    And the customer-services does not see "officers"
    When the relevant-officer does "assess" on 2017-05-09
    And the relevant-officer does "go-formal" on 2017-05-09
    And the team-manager does "assign" on 2017-05-09
    And the team-manager does "conclude" on 2017-05-22
    Then the customer-services does not see "findings"
    And the customer-services does not see "investigation"
    And the customer-services sees "answer-stage-1.due"
    And the monitoring-officer does not see the case

  @LUT-1.16 @LUT-1.7n
  Scenario: A restriction of contact is considered under its own procedure
    Given a complaint received on 2017-05-08
      | complainant | Amina Khan |
    Then the relevant-officer may not "consider-restriction"
    When the service-manager does "consider-restriction" on 2017-05-09
    Then "consider-restriction" opened 1 "contact-restriction"
    And the case opened knows "subject" as "Amina Khan"
    And the stage is "received"
    And the relevant-officer may "assess"
    And the information-governance-manager sees the case

  @LUT-1.14
  Scenario: What was recorded wrongly can be put right, by information governance only
    Given a complaint received on 2017-05-08
      | category | service |
    When the information-governance-manager does "correct" on 2017-05-09 with:
      | category | contractor |
    Then "category" is "contractor"
    And the relevant-officer may not "correct"

  @LUT-1.5c
  Scenario: A part that was forgotten is still passed on after the rest was answered
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08 with:
      | assessment        | take-on-part             |
      | outside-procedure | legal                    |
      | outside-part      | Whether the debt is owed |
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09
    And the team-manager does "conclude" on 2017-05-22
    And the team-manager does "answer-stage-1" on 2017-05-25
    Then "pass-part-on" is owed
    When the relevant-officer does "pass-part-on" on 2017-05-29
    Then "pass-part-on" is not owed
    And the letter "part-passed-on" contains "Whether the debt is owed"

  @LUT-1.5a
  Scenario: What belongs elsewhere is not answered here instead
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09
    And the team-manager does "assess" on 2017-05-10 with:
      | assessment        | pass-on   |
      | outside-procedure | insurance |
    Then "pass-on" is owed
    And the team-manager may not "conclude"
    When the team-manager does "assess" on 2017-05-11 with:
      | assessment | take-on |
    Then "pass-on" is not owed
    And the team-manager may "conclude"

  @LUT-1.3 @LUT-2.7a
  Scenario: A complaint that was begun from another one has the time limits of any other
    Given a complaint received on 2017-05-08 through "receive-new-issue"
      | complainant       | Amina Khan |
      | earlier-complaint | LC/2017/7  |
    Then "received" is "2017-05-08"
    And "assess" is owed
    When the relevant-officer does "assess" on 2017-05-08
    And the relevant-officer does "go-formal" on 2017-05-08
    Then "acknowledge" is due on 2017-05-11
    And "answer-stage-1" is due on 2017-05-30
