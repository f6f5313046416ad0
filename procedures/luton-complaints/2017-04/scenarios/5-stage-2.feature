Feature: Stage 2

  Part 2, paragraphs 14 to 24.

  Background:
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09 with:
      | investigator | Jo Marsh   |
      | points       | Bin missed |
    And the team-manager does "acknowledge" on 2017-05-10
    And the team-manager does "conclude" on 2017-05-22
    And the team-manager does "answer-stage-1" on 2017-05-25

  @LUT-2.14 @LUT-2.16 @X-53
  Scenario: A review can be asked for without any reason, also after the complaint was closed
    When the team-manager does "close" on 2017-05-26
    Then the stage is "closed"
    When the customer-services does "request-stage-2" on 2017-09-04 with:
      | contact-channel | telephone |
    Then the stage is "stage-2-requested"
    And "why-dissatisfied" is not known
    And the notice "stage-2" was sent to the service-manager
    And "acknowledge-review" is due on 2017-09-07
    And "answer-stage-2" is due on 2017-10-09

  @LUT-2.14 @LUT-2.16
  Scenario: What the person adds is recorded, at once or later
    When the customer-services does "request-stage-2" on 2017-06-05 with:
      | why-dissatisfied | It was missed again |
    Then "why-dissatisfied" is "It was missed again"
    When the customer-services does "add-details" on 2017-06-07 with:
      | wanted-resolution | A refund |
    Then "wanted-resolution" is "A refund"

  @LUT-2.17a @LUT-2.17b @LUT-2.7c @LUT-2.16 @X-52 @X-67
  Scenario: Somebody else and more senior reviews it, and acknowledges it as at Stage 1
    When the customer-services does "request-stage-2" on 2017-06-05
    Then "assign-reviewer" is owed by the service-manager
    And "acknowledge-review" is due on 2017-06-08
    When the senior service-manager does "assign-reviewer" on 2017-06-06 as "Ann Lee" with:
      | reviewer         | Ann Lee      |
      | reviewer-contact | 01582 000001 |
    Then the stage is "stage-2"
    And "Ann Lee" sees "findings"
    And the team-manager may not "conclude-review"
    And "Jo Marsh" may not "conclude-review"
    When "Ann Lee" does "acknowledge-review" on 2017-06-08 with:
      | review-acknowledge-method | letter |
    Then "acknowledge-review" was met on time
    And the letter "review-acknowledgement" contains "Bin missed"
    And the letter "review-acknowledgement" contains "Ann Lee"
    And the letter "review-acknowledgement" contains "01582 000001"
    And the letter "review-acknowledgement" contains "10 July 2017"
    And the letter "review-acknowledgement" contains "You do not have to"
    And "Ann Lee" may "conclude-review"

  @LUT-2.17a
  Scenario: A reviewer who is not more senior cannot review
    When the customer-services does "request-stage-2" on 2017-06-05
    And the service-manager tries "assign-reviewer" on 2017-06-06 and is refused because "having done":
      | reviewer | team-manager |
    And the service-manager does "assign-reviewer" on 2017-06-06 with:
      | reviewer | Max Orr |
    Then "Max Orr" may not "conclude-review" because "more senior"

  @LUT-2.17b
  Scenario: The acknowledgement of Stage 2 may be spoken, with the same contents
    When the customer-services does "request-stage-2" on 2017-06-05
    And the service-manager does "assign-reviewer" on 2017-06-06 with:
      | reviewer | Ann Lee |
    And the service-manager does "acknowledge-review" on 2017-06-07 with:
      | review-acknowledge-method | telephone         |
      | review-said-issue         | The missed bin    |
      | review-said-contact       | Ann Lee, 01582 000001 |
      | review-said-answer-by     | By 10 July        |
    Then "acknowledge-review" was met on time
    And "review-said-issue" is "The missed bin"
    And "review-said-contact" is "Ann Lee, 01582 000001"
    And "review-said-answer-by" is "By 10 July"
    And the letter "review-acknowledgement" was not sent

  @LUT-2.19a @LUT-2.19b @LUT-2.19c @LUT-2.19d @LUT-2.20 @LUT-2.21 @LUT-2.22 @LUT-2.23 @X-58 @X-52 @LUT-1.14
  Scenario: The final answer has findings, reasons, a proposal and the ombudsman, and nothing comes after it
    When the customer-services does "request-stage-2" on 2017-06-05
    Then "answer-stage-2" is due on 2017-07-10
    When the senior service-manager does "assign-reviewer" on 2017-06-06 as "Ann Lee" with:
      | reviewer | Ann Lee |
    And "Ann Lee" does "conclude-review" on 2017-07-03 with:
      | review-fairness   | injustice                                |
      | policies-followed | no                                       |
      | policies-checked  | The policy on missed bins was not kept.  |
      | other-ways        | A mediator; not needed                   |
      | review-findings   | upheld                                   |
      | review-reasons    | The second miss shows it.                |
      | further-proposal  | We pay you 25 pounds.                    |
    And "Ann Lee" does "answer-stage-2" on 2017-07-10
    Then "answer-stage-2" was met on time
    And the stage is "stage-2-answered"
    And the letter "final-response" contains "Bin missed: **Upheld**"
    And the letter "final-response" contains "The policy on missed bins was not kept."
    And the letter "final-response" contains "The second miss shows it."
    And the letter "final-response" contains "We pay you 25 pounds."
    And the letter "final-response" contains "PO Box 4771"
    And the letter "final-response" contains "0300 061 0614"
    And the letter "final-response" contains "There is no further stage at the council"
    And "other-ways" is "A mediator; not needed"
    And "policies-followed" is "no"
    And "exhausted" is "yes"
    And "exhausted-on" is "2017-07-10"
    And "review-answered-on" is "2017-07-10"
    And the customer-services may not "request-stage-2"
    When the service-manager does "close" on 2017-07-11
    Then the stage is "closed"
    And the customer-services may not "request-stage-2"
    And the customer-services may not "go-formal"

  @LUT-2.20
  Scenario: A review that is late without a word is late
    When the customer-services does "request-stage-2" on 2017-06-05
    And the senior service-manager does "assign-reviewer" on 2017-06-06 as "Ann Lee" with:
      | reviewer | Ann Lee |
    And "Ann Lee" does "conclude-review" on 2017-07-10
    And nothing happens until 2017-07-11
    Then "answer-stage-2" is overdue

  @LUT-2.20
  Scenario: A delay of the review is explained, with a new date
    When the customer-services does "request-stage-2" on 2017-06-05
    And the service-manager does "assign-reviewer" on 2017-06-06 with:
      | reviewer | Ann Lee |
    And the service-manager does "explain-review-delay" on 2017-07-07 with:
      | review-delay-reason | A witness is abroad. |
      | new-review-date     | 2017-07-21           |
    Then "answer-stage-2" is due on 2017-07-21
    And the letter "review-delay" contains "A witness is abroad."
    And the letter "review-delay" contains "21 July 2017"

  @LUT-2.15a @LUT-2.15b @LUT-2.22 @X-53
  Scenario: A refused review has a justification, a more senior decider and the ombudsman's address
    When the customer-services does "request-stage-2" on 2017-06-05
    And the service-manager tries "propose-refusal" on 2017-06-06 and is refused because "Justification for no review":
      | refusal-ground        | no-other-position |
      | refusal-justification |                   |
    And the service-manager does "propose-refusal" on 2017-06-06 with:
      | refusal-ground        | no-other-position              |
      | refusal-justification | The law leaves no choice here. |
    Then the stage is "stage-2-refusal-proposed"
    And the letter "stage-2-refused" was not sent
    And the head-of-service may not "approve-refusal" because "more senior"
    And the service-manager may not "approve-refusal"
    When the senior head-of-service does "approve-refusal" on 2017-06-07
    Then the stage is "stage-2-refused"
    And the letter "stage-2-refused" contains "The law leaves no choice here."
    And the letter "stage-2-refused" contains "the Local Government Ombudsman"
    And the letter "stage-2-refused" contains "0300 061 0614"
    And "answer-stage-2" is not owed
    And "acknowledge-review" is not owed
    And "exhausted-on" is "2017-06-07"
    And the customer-services may not "request-stage-2"

  @LUT-2.15a
  Scenario: The Head of Service can decide that there is a review after all
    When the customer-services does "request-stage-2" on 2017-06-05
    And the service-manager does "propose-refusal" on 2017-06-06
    Then "decide-refusal" is owed by the head-of-service
    When the senior head-of-service does "reject-refusal" on 2017-06-07 with:
      | refusal-comment | There is another position |
    Then the stage is "stage-2-requested"
    And "decide-refusal" is not owed
    And "answer-stage-2" is due on 2017-07-10
    And "exhausted" is "no"

  @LUT-2.18
  Scenario: The reviewer leads and asks other departments
    When the customer-services does "request-stage-2" on 2017-06-05
    And the senior service-manager does "assign-reviewer" on 2017-06-06 as "Ann Lee" with:
      | reviewer | Ann Lee |
    And "Ann Lee" does "involve-in-review" on 2017-06-07 with:
      | contributors         | Kim Bell             |
      | contribution-request | Was the repair done? |
      | contribution-due     | 2017-06-14           |
    Then "involve-in-review" opened 1 "luton-contribution"
    And the case opened knows "lead" as "Ann Lee"

  @LUT-1.12b
  Scenario: The reviewer does not see what came of it under a policy for staff
    When the customer-services does "request-stage-2" on 2017-06-05
    And the senior service-manager does "assign-reviewer" on 2017-06-06 as "Ann Lee" with:
      | reviewer | Ann Lee |
    Then "Ann Lee" sees "findings"
    And "Ann Lee" does not see "staff-outcome"
    And "Ann Lee" does not see "fluency-step"
