Feature: Stage 1 under the Code

  Paragraphs 6.1 to 6.9, and 7.

  @LUT-2.7a @LUT-2.7c @LUT-2.7d @LUT-2.7e @LUT-1.15c @X-53 @X-59 @X-67
  Scenario: Acknowledged and defined in five working days of receipt
    Given a complaint received on 2026-06-01
      | complainant | Amina Khan |
      | owner       | Jo Marsh   |
    Then the relevant-officer may not "acknowledge" because "must come first"
    When the relevant-officer does "assess" on 2026-06-02
    And the relevant-officer does "acknowledge" on 2026-06-08 with:
      | points             | Bin missed; Rude call                      |
      | responsible-for    | We are responsible for the round and the call. |
      | owner-contact      | 01582 000000                               |
      | acknowledge-method | email                                      |
    Then "acknowledge" was met on time
    And the letter "acknowledgement" contains "Amina Khan"
    And the letter "acknowledgement" contains "Bin missed"
    And the letter "acknowledgement" contains "We are responsible for the round and the call."
    And the letter "acknowledgement" contains "Jo Marsh"
    And the letter "acknowledgement" contains "01582 000000"
    And the letter "acknowledgement" contains "within 10 working days"
    And the letter "acknowledgement" contains "You can turn to the ombudsman at any time"
    And the letter "acknowledgement" contains "PO Box 4771"
    And the letter "acknowledgement" contains "Data Protection Act 2018"
    And "answer-stage-1" is due on 2026-06-22

  @LUT-2.7a
  Scenario: An acknowledgement on the sixth working day is late
    Given a complaint received on 2026-06-01
    When the relevant-officer does "assess" on 2026-06-02
    And nothing happens until 2026-06-09
    Then "acknowledge" is overdue
    When the relevant-officer does "acknowledge" on 2026-06-09
    Then "acknowledge" was met late

  @LUT-2.10 @X-52 @X-53 @X-67
  Scenario: The answer is due ten working days after the acknowledgement, over a bank holiday
    Given a complaint received on 2026-05-11
    When the relevant-officer does "assess" on 2026-05-11
    And the relevant-officer does "acknowledge" on 2026-05-13
    Then "answer-stage-1" is due on 2026-05-28
    When nothing happens until 2026-05-29
    Then "answer-stage-1" is overdue

  @LUT-2.10 @X-53
  Scenario: Ten working days more at most, with the reason and the ombudsman
    Given a complaint received on 2026-06-01
    When the relevant-officer does "assess" on 2026-06-02
    And the relevant-officer does "acknowledge" on 2026-06-05
    Then "answer-stage-1" is due on 2026-06-19
    When the relevant-officer does "go-formal" on 2026-06-05
    And the team-manager does "assign" on 2026-06-05
    And the team-manager does "explain-delay" on 2026-06-18 with:
      | delay-reason | The crew is on leave. |
      | new-date     | 2026-07-03            |
    Then "answer-stage-1" is due on 2026-07-03
    And "extension-fits" is "yes"
    And "longer-reason" is not known
    And the letter "delay" contains "The crew is on leave."
    And the letter "delay" contains "3 July 2026"
    And the letter "delay" contains "PO Box 4771"

  @LUT-2.10
  Scenario: A longer extension needs a good reason
    Given a complaint received on 2026-06-01
    When the relevant-officer does "assess" on 2026-06-02
    And the relevant-officer does "acknowledge" on 2026-06-05
    And the relevant-officer does "go-formal" on 2026-06-05
    And the team-manager does "assign" on 2026-06-05
    And the team-manager tries "explain-delay" on 2026-06-18 and is refused because "Good reason for a longer extension":
      | delay-reason | The crew is on leave. |
      | new-date     | 2026-07-06            |
      | longer-reason |                      |
    And the team-manager does "explain-delay" on 2026-06-18 with:
      | new-date      | 2026-07-06                        |
      | longer-reason | The only witness returns that day |
    Then "extension-fits" is "no"
    And "longer-reason" is "The only witness returns that day"

  @LUT-2.8a @LUT-2.8b @LUT-2.8c @LUT-2.8d @LUT-2.13 @X-53
  Scenario: The answer has its seven parts, with a remedy for each point
    Given a complaint received on 2026-06-01
    When the relevant-officer does "assess" on 2026-06-02
    And the relevant-officer does "acknowledge" on 2026-06-05 with:
      | points | Bin missed; Rude call |
    And the relevant-officer does "go-formal" on 2026-06-05
    And the team-manager does "assign" on 2026-06-05 with:
      | points | Bin missed; Rude call |
    And the team-manager does "conclude" on 2026-06-17 with:
      | investigation       | Our policy promises a weekly round.  |
      | findings            | upheld, not-upheld                   |
      | fairness            | injustice                            |
      | remedies            | apologise, none                      |
      | resolution          | We are sorry.                        |
      | outstanding         | yes                                  |
      | outstanding-actions | The crew gets a new map by 30 June.  |
      | actions-by          | 2026-06-30                           |
    And the team-manager does "answer-stage-1" on 2026-06-19 with:
      | answer-method | letter |
    Then "answer-stage-1" was met on time
    And the letter "response" contains "at **Stage 1**"
    And the letter "response" contains "How we understood your complaint"
    And the letter "response" contains "Bin missed: **Upheld**"
    And the letter "response" contains "Our policy promises a weekly round."
    And the letter "response" contains "Bin missed: **An apology**"
    And the letter "response" contains "We are sorry."
    And the letter "response" contains "The crew gets a new map by 30 June."
    And the letter "response" contains "you can go to Stage 2"
    And the letter "response" contains "You do not have to say why"
    And "outcome" is "partly-upheld"

  @LUT-1.2a @LUT-1.14
  Scenario: What was promised is tracked to its date, and only then is the complaint closed
    Given a complaint received on 2026-06-01
    When the relevant-officer does "assess" on 2026-06-02
    And the relevant-officer does "acknowledge" on 2026-06-05
    And the relevant-officer does "go-formal" on 2026-06-05
    And the team-manager does "conclude" on 2026-06-17 with:
      | outstanding | yes        |
      | actions-by  | 2026-06-30 |
    And the team-manager does "answer-stage-1" on 2026-06-19
    Then "finish-actions" is due on 2026-06-30
    And the team-manager may not "close"
    When the team-manager does "update-on-actions" on 2026-06-26 with:
      | action-progress | The map is printed. |
    Then the letter "action-update" contains "The map is printed."
    When nothing happens until 2026-07-01
    Then "finish-actions" is overdue
    When the team-manager does "finish-actions" on 2026-07-01 with:
      | action-progress | The crew has the map. |
      | outstanding     | no                    |
    Then "finish-actions" was met late
    And the letter "action-update" contains "The crew has the map."
    When the team-manager does "close" on 2026-07-01 with:
      | lesson-learned | lesson                  |
      | lesson         | New streets go on a map |
    Then the stage is "closed"

  @LUT-2.8a
  Scenario: A related new issue joins the complaint while it is not answered
    Given a complaint received on 2026-06-01
    When the relevant-officer does "assess" on 2026-06-02
    And the relevant-officer does "acknowledge" on 2026-06-05 with:
      | points | Bin missed |
    And the relevant-officer does "go-formal" on 2026-06-05
    And the team-manager does "add-issue" on 2026-06-09 with:
      | new-issue | The garden bin was missed too      |
      | points    | Bin missed; Garden bin missed too  |
    And the team-manager does "conclude" on 2026-06-15 with:
      | findings | upheld, upheld |
      | remedies | act, act       |
    And the team-manager does "answer-stage-1" on 2026-06-16 with:
      | answer-method | letter |
    Then the letter "response" contains "Garden bin missed too: **Upheld**"
    And the team-manager may not "add-issue"
    And "answer-stage-1" was met on time

  @LUT-2.8a
  Scenario: Another issue, or one after the answer, is a new complaint of the same person
    Given a complaint received on 2026-06-01
      | complainant | Amina Khan |
    When the relevant-officer does "assess" on 2026-06-02
    And the relevant-officer does "go-formal" on 2026-06-05
    And the team-manager does "conclude" on 2026-06-15
    And the team-manager does "answer-stage-1" on 2026-06-16
    And the team-manager does "open-new-complaint" on 2026-06-22 with:
      | new-issue | The library was shut |
    Then "open-new-complaint" opened 1 "luton-complaints"
    And the case opened knows "complainant" as "Amina Khan"
    And the case opened knows "statement" as "The library was shut"

  @LUT-2.8a
  Scenario: A new complaint from another has all time limits of its own
    Given a complaint received on 2026-06-22 through "receive-new-issue"
      | complainant       | Amina Khan |
      | earlier-complaint | LC/2026/7  |
    Then "acknowledge" is due on 2026-06-29
    And "received" is "2026-06-22"
    And "assess" is owed

  @LUT-2.12a @LUT-2.12b
  Scenario: An answer by word of mouth is in writing the same day
    Given a complaint received on 2026-06-01
    When the relevant-officer does "assess" on 2026-06-02
    And the relevant-officer does "go-formal" on 2026-06-05
    And the team-manager does "conclude" on 2026-06-15
    And the team-manager does "answer-stage-1" on 2026-06-16 with:
      | answer-method | telephone      |
      | said-answer   | You were glad. |
    Then "confirm-in-writing" is due on 2026-06-16
    When the team-manager does "confirm-in-writing" on 2026-06-16
    Then "confirm-in-writing" was met on time
    And the letter "confirmation" contains "You were glad."
    And the letter "confirmation" contains "at **Stage 1**"
    And the letter "confirmation" contains "What is still to be done"

  @LUT-2.11a @LUT-2.11b
  Scenario: What the answer waits for is told, and no clock stops
    Given a complaint received on 2026-06-01
    When the relevant-officer does "assess" on 2026-06-02
    And the relevant-officer does "acknowledge" on 2026-06-05
    And the relevant-officer does "go-formal" on 2026-06-05
    And the team-manager does "assign" on 2026-06-05
    And the team-manager does "put-on-hold" on 2026-06-09 with:
      | hold-reason    | legal      |
      | hold-review-on | 2026-06-16 |
    Then "answer-stage-1" is due on 2026-06-19
    And the letter "hold" contains "has not changed"
    And the letter "hold" contains "16 June 2026"
    And "review-hold" is due on 2026-06-16

  @LUT-1.12a @LUT-1.12b
  Scenario: What is done under a policy for staff stays with Human Resources and the investigator
    Given a complaint received on 2026-06-01
      | category | staff |
    When the relevant-officer does "assess" on 2026-06-02
    And the relevant-officer does "go-formal" on 2026-06-05
    And the team-manager does "assign" on 2026-06-05 with:
      | investigator | Jo Marsh |
    And the team-manager does "conclude" on 2026-06-15 with:
      | staff-valid | yes |
    And the team-manager does "refer-staff-matter" on 2026-06-15
    And the human-resources does "record-staff-outcome" on 2026-06-16
    Then "Jo Marsh" sees "staff-outcome"
    And the team-manager does not see "staff-outcome"
    And the complaints-lead does not see "staff-outcome"

  @LUT-1.17 @LUT-1.22a @LUT-1.22b @LUT-1.21a @X-61
  Scenario: A complaint about spoken English goes the same way as before
    Given a complaint received on 2026-06-01
      | category | fluency |
    When the relevant-officer does "assess" on 2026-06-02 with:
      | fluency-legitimate | yes |
    And the relevant-officer does "go-formal" on 2026-06-02
    And the team-manager does "assign" on 2026-06-03 with:
      | fluency-worker | Sam Doyle |
    Then "tell-worker" is due on 2026-06-08
    And the team-manager may not "conclude"
    When the team-manager does "tell-worker" on 2026-06-04 with:
      | fluency-worker | Sam Doyle |
    And "Sam Doyle" does "give-account" on 2026-06-05
    And the team-manager does "assess-fluency" on 2026-06-08 with:
      | fluency-met | no |
    And the team-manager does "report-fluency" on 2026-06-08
    And the human-resources does "consider-fluency-steps" on 2026-06-09
    Then the human-resources sees "fluency-step"
    And the team-manager does not see "fluency-step"
    And "Sam Doyle" does not see "complainant"

  @LUT-2.9
  Scenario: Other services owe their parts by their own dates
    Given a complaint received on 2026-06-01
    When the relevant-officer does "assess" on 2026-06-02
    And the relevant-officer does "go-formal" on 2026-06-02
    And the team-manager does "assign" on 2026-06-03 with:
      | investigator | Jo Marsh |
    And the team-manager does "involve" on 2026-06-03 with:
      | contributors     | Kim Bell   |
      | contribution-due | 2026-06-10 |
    Then "involve" opened 1 "luton-contribution"
    And the case opened knows "due" as "2026-06-10"

  @LUT-1.2b
  Scenario: The Member Responsible sees numbers and outcomes, and nobody's name or words
    Given a complaint received on 2026-06-01
    Then the member-responsible sees "category"
    And the member-responsible sees "outcome"
    And the member-responsible sees "answer-stage-1.due"
    And the member-responsible does not see "complainant"
    And the member-responsible does not see "statement"
    And the member-responsible does not see "adjustment"
    And the complaints-lead sees "adjustment"
    And the business-intelligence-manager does not see "adjustment"
    And the complaints-lead does not see "complainant"
