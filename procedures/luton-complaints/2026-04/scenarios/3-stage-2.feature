Feature: Stage 2 under the Code

  Paragraphs 5.7 and 6.10 to 6.20.

  Background:
    Given a complaint received on 2026-06-01
    When the relevant-officer does "assess" on 2026-06-02
    And the relevant-officer does "acknowledge" on 2026-06-05 with:
      | points | Bin missed |
    And the relevant-officer does "go-formal" on 2026-06-05
    And the team-manager does "assign" on 2026-06-05 with:
      | investigator | Jo Marsh   |
      | points       | Bin missed |
    And the team-manager does "conclude" on 2026-06-15
    And the team-manager does "answer-stage-1" on 2026-06-16

  @LUT-2.14 @LUT-2.16 @LUT-2.17b @X-53
  Scenario: Nobody has to say why, and the request is acknowledged in five working days
    When the customer-services does "request-stage-2" on 2026-06-29
    Then the stage is "stage-2-requested"
    And "why-dissatisfied" is not known
    And "acknowledge-review" is due on 2026-07-06
    And "answer-stage-2" is not owed
    When the customer-services does "add-details" on 2026-06-30 with:
      | extra-information | It happened again |
    Then "extra-information" is "It happened again"
    And "why-dissatisfied" is not known

  @LUT-2.17a @LUT-2.17b @LUT-2.20 @X-53 @X-67
  Scenario: Somebody else reviews it, within 20 working days of the acknowledgement
    When the customer-services does "request-stage-2" on 2026-06-29
    And the senior service-manager does "assign-reviewer" on 2026-06-30 as "Ann Lee" with:
      | reviewer | Ann Lee |
    And "Ann Lee" does "acknowledge-review" on 2026-07-03 with:
      | review-acknowledge-method | letter |
    Then "acknowledge-review" was met on time
    And the letter "review-acknowledgement" contains "Bin missed"
    And the letter "review-acknowledgement" contains "within 20 working days"
    And "answer-stage-2" is due on 2026-07-31
    And the team-manager as "Jo Marsh" may not "conclude-review"
    And the service-manager as "Ann Lee" may "conclude-review"

  @LUT-2.20 @X-53
  Scenario: Twenty working days more at most, with the reason and the ombudsman
    When the customer-services does "request-stage-2" on 2026-06-29
    And the senior service-manager does "assign-reviewer" on 2026-06-30 as "Ann Lee" with:
      | reviewer | Ann Lee |
    And "Ann Lee" does "acknowledge-review" on 2026-07-03
    And "Ann Lee" does "explain-review-delay" on 2026-07-30 with:
      | review-delay-reason | A survey is needed. |
      | new-review-date     | 2026-08-28          |
    Then "answer-stage-2" is due on 2026-08-28
    And "review-extension-fits" is "yes"
    And "longer-review-reason" is not known
    And the letter "review-delay" contains "A survey is needed."
    And the letter "review-delay" contains "28 August 2026"
    And the letter "review-delay" contains "PO Box 4771"

  @LUT-2.20
  Scenario: A longer extension of the review needs a good reason
    When the customer-services does "request-stage-2" on 2026-06-29
    And the senior service-manager does "assign-reviewer" on 2026-06-30 as "Ann Lee" with:
      | reviewer | Ann Lee |
    And "Ann Lee" does "acknowledge-review" on 2026-07-03
    And "Ann Lee" does "explain-review-delay" on 2026-07-30 with:
      | new-review-date      | 2026-09-01               |
      | longer-review-reason | The survey is on that day |
    Then "review-extension-fits" is "no"
    And "longer-review-reason" is "The survey is on that day"

  @LUT-2.19a @LUT-2.19b @LUT-2.19c @LUT-2.19d @LUT-2.21 @LUT-2.22 @LUT-2.23 @X-58
  Scenario: The final answer has its parts, and nothing comes after it
    When the customer-services does "request-stage-2" on 2026-06-29
    And the senior service-manager does "assign-reviewer" on 2026-06-30 as "Ann Lee" with:
      | reviewer | Ann Lee |
    And "Ann Lee" does "acknowledge-review" on 2026-07-03
    And "Ann Lee" does "conclude-review" on 2026-07-20 with:
      | review-findings     | upheld                      |
      | review-reasons      | The second miss shows it.   |
      | review-remedies     | pay                         |
      | further-proposal    | We pay you 25 pounds.       |
      | outstanding         | yes                         |
      | outstanding-actions | The payment by 31 July.     |
      | actions-by          | 2026-07-31                  |
    And "Ann Lee" does "answer-stage-2" on 2026-07-21
    Then "answer-stage-2" was met on time
    And the letter "final-response" contains "at **Stage 2**"
    And the letter "final-response" contains "How we understood your complaint"
    And the letter "final-response" contains "Bin missed: **Upheld**"
    And the letter "final-response" contains "The second miss shows it."
    And the letter "final-response" contains "Bin missed: **A payment**"
    And the letter "final-response" contains "We pay you 25 pounds."
    And the letter "final-response" contains "The payment by 31 July."
    And the letter "final-response" contains "0300 061 0614"
    And the letter "final-response" contains "There is no further stage at the council"
    And "finish-actions" is due on 2026-07-31
    And "exhausted-on" is "2026-07-21"
    And the customer-services may not "request-stage-2"

  @LUT-2.15a @LUT-2.15b @X-53
  Scenario: Stage 2 is refused only for a valid reason, by somebody senior, with the ombudsman's address
    When the customer-services does "request-stage-2" on 2026-06-29
    And the service-manager does "propose-refusal" on 2026-06-30 with:
      | refusal-ground        | excluded                           |
      | refusal-justification | The court now decides all of it.   |
    Then the head-of-service may not "approve-refusal" because "more senior"
    When the senior head-of-service does "approve-refusal" on 2026-07-01
    Then the letter "stage-2-refused" contains "The court now decides all of it."
    And the letter "stage-2-refused" contains "PO Box 4771"
    And "acknowledge-review" is not owed
    And "exhausted" is "yes"
    And the business-intelligence-manager sees "refusal-ground"
