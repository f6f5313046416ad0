Feature: Stage 1

  Part 2, paragraphs 6 to 13, and part 1, paragraphs 2, 12 and 14.

  @LUT-2.6a @LUT-2.7a @LUT-2.7b @LUT-2.7c @LUT-2.7d @LUT-2.7e @LUT-1.15c @X-59 @X-67
  Scenario: A written acknowledgement in three working days says what, who and by when
    Given a complaint received on 2017-05-08
      | complainant | Amina Khan |
    When the relevant-officer does "assess" on 2017-05-08
    And the relevant-officer does "go-formal" on 2017-05-08
    Then "clock-from" is "receive"
    And "assign" is owed by the team-manager
    And the team-manager may not "acknowledge" because "must come first"
    When the team-manager does "assign" on 2017-05-09 with:
      | investigator         | Jo Marsh              |
      | investigator-contact | 01582 000000          |
      | points               | Bin missed; Rude call |
    Then "acknowledge" is due on 2017-05-11
    And "Jo Marsh" sees "statement"
    When "Jo Marsh" does "acknowledge" on 2017-05-11 with:
      | acknowledge-method | email |
    Then "acknowledge" was met on time
    And the letter "acknowledgement" contains "Amina Khan"
    And the letter "acknowledgement" contains "Bin missed"
    And the letter "acknowledgement" contains "Rude call"
    And the letter "acknowledgement" contains "Jo Marsh"
    And the letter "acknowledgement" contains "01582 000000"
    And the letter "acknowledgement" contains "30 May 2017"
    And the letter "acknowledgement" contains "Data Protection Act 2018"

  @LUT-2.7b @LUT-2.7c @LUT-2.7d @LUT-2.7e
  Scenario: A spoken acknowledgement is recorded with the same three contents
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09
    And the team-manager tries "acknowledge" on 2017-05-10 and is refused because "Said about whom to contact":
      | acknowledge-method | telephone |
      | said-contact       |           |
    And the team-manager does "acknowledge" on 2017-05-10 with:
      | acknowledge-method | telephone                 |
      | said-issue         | The bin was missed twice  |
      | said-contact       | Jo Marsh, 01582 000000    |
      | said-answer-by     | By 30 May                 |
    Then "acknowledge" was met on time
    And "said-issue" is "The bin was missed twice"
    And "said-contact" is "Jo Marsh, 01582 000000"
    And "said-answer-by" is "By 30 May"
    And the letter "acknowledgement" was not sent

  @LUT-2.7a
  Scenario: A late acknowledgement
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09
    And nothing happens until 2017-05-12
    Then "acknowledge" is overdue
    When the team-manager does "acknowledge" on 2017-05-12
    Then "acknowledge" was met late

  @LUT-2.6b @LUT-2.6a
  Scenario: Nobody complained about investigates
    Given a complaint received on 2017-05-08
      | officers | Sam Doyle |
    When the relevant-officer does "assess" on 2017-05-08
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager tries "assign" on 2017-05-09 and is refused because "named under":
      | investigator | Sam Doyle |
    And the team-manager does "assign" on 2017-05-09 with:
      | investigator | Jo Marsh |
    Then "Jo Marsh" sees "statement"
    And "Sam Doyle" does not see the case
    And the team-manager as "Sam Doyle" may not "conclude" because "named under"
    And the team-manager may "conclude"

  @LUT-2.8a @LUT-2.8b @LUT-2.8c @LUT-2.8d @LUT-2.12a @LUT-2.13 @LUT-2.10 @LUT-1.14 @X-52
  Scenario: The answer explains every issue, says how it is put right and how to go on
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09 with:
      | points | Bin missed; Rude call |
    And the team-manager does "acknowledge" on 2017-05-10
    Then "answer-stage-1" is due on 2017-05-30
    And the team-manager may not "answer-stage-1"
    When the team-manager does "record-evidence" on 2017-05-15 with:
      | evidence | Round sheets of May |
    And the team-manager does "conclude" on 2017-05-25 with:
      | investigation | The crew left out your street. The call was polite. |
      | findings      | upheld, not-upheld                                  |
      | fairness      | injustice                                           |
      | resolution    | We empty it today and check the round each week.    |
    Then "outcome" is "partly-upheld"
    And "fairness" is "injustice"
    When the team-manager does "answer-stage-1" on 2017-05-30 with:
      | answer-method | letter |
    Then "answer-stage-1" was met on time
    And the letter "response" contains "The crew left out your street."
    And the letter "response" contains "Bin missed: **Upheld**"
    And the letter "response" contains "Rude call: **Not upheld**"
    And the letter "response" contains "We empty it today"
    And the letter "response" contains "Stage 2 of our complaints process"
    And the letter "response" contains "you do not have to"
    And "received" is "2017-05-08"
    And "acknowledged-on" is "2017-05-10"
    And "answered-on" is "2017-05-30"
    And "confirm-in-writing" is not owed

  @LUT-2.12a @LUT-2.12b @LUT-2.13
  Scenario Outline: An answer by word of mouth is confirmed in writing
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09
    And the team-manager does "acknowledge" on 2017-05-10
    And the team-manager does "conclude" on 2017-05-22 with:
      | investigation | The crew left out your street. |
    And the team-manager does "answer-stage-1" on 2017-05-25 with:
      | answer-method | <method>                            |
      | said-answer   | You were glad that it is put right. |
    Then the letter "response" was not sent
    And "answer-stage-1" was met on time
    And "confirm-in-writing" is due on 2017-05-26
    When the team-manager does "confirm-in-writing" on 2017-05-26
    Then "confirm-in-writing" was met on time
    And the letter "confirmation" contains "You were glad that it is put right."
    And the letter "confirmation" contains "The crew left out your street."
    And the letter "confirmation" contains "25 May 2017"
    And the letter "confirmation" contains "Stage 2 of our complaints process"

    Examples:
      | method    |
      | telephone |
      | in-person |

  @LUT-2.12b
  Scenario: What was answered in writing needs no confirmation
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09
    And the team-manager does "conclude" on 2017-05-22
    And the team-manager does "answer-stage-1" on 2017-05-25 with:
      | answer-method | email |
    Then the letter "response" was sent
    And the team-manager may not "confirm-in-writing"

  @LUT-2.9
  Scenario: One officer leads, and the others owe their parts by their own dates
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09 with:
      | investigator | Jo Marsh |
    And "Jo Marsh" does "involve" on 2017-05-10 with:
      | contributors         | Kim Bell, Ali Rao          |
      | contribution-request | What did your service do?  |
      | contribution-due     | 2017-05-17                 |
    Then "involve" opened 2 "luton-contribution"
    And the case opened knows "lead" as "Jo Marsh"
    And the case opened knows "due" as "2017-05-17"
    And "Kim Bell" does not see the case

  @LUT-2.9
  Scenario: A separate answer is planned with a reason, and owed until it is sent
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09
    And the team-manager does "plan-separate-answer" on 2017-05-10 with:
      | separate-services | Housing, on the repair           |
      | separate-reason   | It has an officer of its own.    |
    Then "send-separate-answer" is owed
    When the team-manager does "send-separate-answer" on 2017-05-18 with:
      | separate-answer | The repair is booked. |
    Then "send-separate-answer" is not owed
    And the letter "separate-answer" contains "Housing, on the repair"
    And the letter "separate-answer" contains "It has an officer of its own."
    And the letter "separate-answer" contains "The repair is booked."

  @LUT-2.10
  Scenario: A delay in exceptional circumstances is explained, with a new date
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09
    And the team-manager does "explain-delay" on 2017-05-26 with:
      | delay-reason | The flood took all of our officers. |
      | new-date     | 2017-06-09                          |
    Then "answer-stage-1" is due on 2017-06-09
    And the letter "delay" contains "The flood took all of our officers."
    And the letter "delay" contains "9 June 2017"

  @LUT-2.10
  Scenario: An answer that is late without a word is late
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09
    And the team-manager does "conclude" on 2017-05-30
    And nothing happens until 2017-05-31
    Then "answer-stage-1" is overdue
    When the team-manager does "answer-stage-1" on 2017-05-31
    Then "answer-stage-1" was met late

  @LUT-2.11a @LUT-2.11b
  Scenario: A hold stops the clock, is looked at again, and the person hears of each step
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09
    And the team-manager does "acknowledge" on 2017-05-10
    And the team-manager does "put-on-hold" on 2017-05-15 with:
      | hold-reason      | legal                        |
      | hold-explanation | The court hears it on 22 May |
      | hold-review-on   | 2017-05-23                   |
    Then the letter "hold" contains "legal proceedings are going on"
    And the letter "hold" contains "The court hears it on 22 May"
    And the letter "hold" contains "23 May 2017"
    And "review-hold" is due on 2017-05-23
    And "answer-stage-1" is not overdue
    When the team-manager does "review-hold" on 2017-05-23 with:
      | hold-review-on   | 2017-06-01         |
      | hold-explanation | It was adjourned   |
    Then "review-hold" is due on 2017-06-01
    And the letter "hold" contains "1 June 2017"
    When nothing happens until 2017-06-01
    Then "answer-stage-1" is not overdue
    When the team-manager does "resume" on 2017-06-01
    Then "review-hold" is not owed
    And "tell-new-date" is due on 2017-06-02
    And "answer-stage-1" is due on 2017-06-15
    When the team-manager does "tell-new-date" on 2017-06-01
    Then "tell-new-date" was met on time
    And the letter "new-date" contains "15 June 2017"

  @LUT-2.11b
  Scenario: A hold that nobody looks at again is overdue
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09
    And the team-manager does "acknowledge" on 2017-05-10
    And the team-manager does "put-on-hold" on 2017-05-15 with:
      | hold-review-on | 2017-05-23 |
    And nothing happens until 2017-05-24
    Then "review-hold" is overdue

  @LUT-1.12a @LUT-1.12b
  Scenario: A valid complaint about staff goes to the policy for staff, and its detail stays there
    Given a complaint received on 2017-05-08
      | category | staff |
    When the relevant-officer does "assess" on 2017-05-08
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09 with:
      | investigator | Jo Marsh |
    And the team-manager does "conclude" on 2017-05-22 with:
      | staff-valid | yes |
    Then "refer-staff-matter" is owed
    And the human-resources does not see the case
    When the team-manager does "refer-staff-matter" on 2017-05-22 with:
      | staff-policy | Disciplinary procedure |
    Then "refer-staff-matter" is not owed
    And "staff-referred" is "yes"
    And the notice "staff-matter" was sent to the human-resources
    When the human-resources does "record-staff-outcome" on 2017-05-24 with:
      | staff-outcome | A written warning |
    Then the human-resources sees "staff-outcome"
    And "Jo Marsh" sees "staff-outcome"
    And the relevant-officer does not see "staff-outcome"
    And the team-manager does not see "staff-outcome"
    And the service-manager does not see "staff-outcome"
    And the information-governance-manager does not see "staff-outcome"
    And the customer-services does not see "staff-outcome"
    When the team-manager does "answer-stage-1" on 2017-05-25
    Then the letter "response" contains "has gone to the one that fits"
    And the letter "response" contains "we cannot tell you the detail"
    And the letter "response" does not contain "warning"
    And the letter "response" does not contain "Disciplinary"

  @LUT-1.12a
  Scenario: A complaint about staff that was not found right goes nowhere else
    Given a complaint received on 2017-05-08
      | category | staff |
    When the relevant-officer does "assess" on 2017-05-08
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09
    And the team-manager does "conclude" on 2017-05-22 with:
      | staff-valid | no |
    Then "refer-staff-matter" is not owed
    And the team-manager may not "refer-staff-matter"

  @LUT-1.2a @LUT-1.14
  Scenario: A complaint is closed with what was done and what was learned
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09
    And the team-manager does "conclude" on 2017-05-22
    And the team-manager does "answer-stage-1" on 2017-05-25
    Then "close" is owed
    When the team-manager does "close" on 2017-05-26 with:
      | actions-taken  | Round changed                   |
      | lesson-learned | lesson                          |
      | lesson         | Crews get a map of new streets  |
    Then the stage is "closed"
    And "lesson" is "Crews get a map of new streets"
    And "actions-taken" is "Round changed"
    And "no-lesson-reason" is not known

  @LUT-1.2a
  Scenario: When there is nothing to learn, somebody says why
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09
    And the team-manager does "conclude" on 2017-05-22
    And the team-manager does "answer-stage-1" on 2017-05-25
    And the team-manager tries "close" on 2017-05-26 and is refused because "Why nothing was learned":
      | lesson-learned   | nothing |
      | no-lesson-reason |         |
    And the team-manager does "close" on 2017-05-26 with:
      | lesson-learned   | nothing              |
      | no-lesson-reason | It was a single slip |
    Then "no-lesson-reason" is "It was a single slip"
    And "lesson" is not known

  @LUT-1.2b @LUT-1.14
  Scenario: Whoever watches how the process works sees dates and outcomes, and nobody's name
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09
    And the team-manager does "acknowledge" on 2017-05-10
    And the team-manager does "conclude" on 2017-05-22
    And the team-manager does "answer-stage-1" on 2017-05-25
    Then the business-intelligence-manager sees "received"
    And the business-intelligence-manager sees "acknowledged-on"
    And the business-intelligence-manager sees "answered-on"
    And the business-intelligence-manager sees "category"
    And the business-intelligence-manager sees "outcome"
    And the business-intelligence-manager sees "lesson"
    And the business-intelligence-manager does not see "complainant"
    And the business-intelligence-manager does not see "statement"
    And the business-intelligence-manager does not see "officers"
