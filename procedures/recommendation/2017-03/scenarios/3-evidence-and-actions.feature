Feature: Actions and evidence

  What the papers of 2014 and 2017 promise is carried as a recommendation with its actions and what shows them.

  @SIP-6.3b
  Scenario: Charter manifests: updated daily, shared, and final before departure
    Given a recommendation received on 2017-08-01
      | reference-number | 6.3  |
      | paragraph        | 3.19 |
    When the plan-keeper does "respond" on 2017-08-31
      | response | accepted                                                                                                               |
      | actions  | Manifests of charter flights are updated daily for special needs and shared; A final manifest goes out before departure |
    And the plan-keeper does "set-actions" on 2017-09-01
    Then "set-actions" opened 2 "improvement-action"
    And the case opened knows "action" as "A final manifest goes out before departure"
    And "set-actions" was met on time
    When the plan-keeper does "report" on 2017-09-04
      | reported     | completed-and-ongoing                       |
      | evidence     | The manifests of the last three flights     |
      | evidence-at  | Charter team, folder of flights             |
      | review-every | three-months                                |
    Then "evidence" is "The manifests of the last three flights"
    And "evidence-at" is "Charter team, folder of flights"
    And "review-three-months" is due on 2017-12-04

  @SIP-6.4c
  Scenario: Discharge and coaches: safe, comfortable and manageable
    Given a recommendation received on 2017-08-01
      | reference-number | 6.4  |
      | paragraph        | 4.13 |
    When the plan-keeper does "respond" on 2017-08-31
      | response | accepted                                                                                                               |
      | actions  | Discharge is arranged for safety, comfort and good order; Coaches have food, drink, a toilet and films |
    And the plan-keeper does "set-actions" on 2017-09-01
    Then "set-actions" opened 2 "improvement-action"
    When the plan-keeper does "report" on 2017-09-04
      | reported | completed-and-ongoing                          |
      | evidence | Plan of the discharge; list of what coaches have |
    Then "implementation" is "reported-ongoing"
    And the prisons-inspectorate sees "evidence"

  @SIP-6.5b @SIP-6.5d
  Scenario: Staff numbers follow a risk assessment, and so does a less formal manner
    Given a recommendation received on 2017-08-01
      | reference-number | 6.5  |
      | paragraph        | 4.14 |
    When the plan-keeper does "respond" on 2017-08-31
      | response | accepted                                                                                                                              |
      | actions  | The security team or senior staff set numbers by a dynamic risk assessment; Less formal contact where a person's own assessment allows it |
    And the plan-keeper does "set-actions" on 2017-09-01
    Then "set-actions" opened 2 "improvement-action"
    And the case opened knows "action" as "Less formal contact where a person's own assessment allows it"
    When the plan-keeper does "report" on 2017-09-04
      | reported | completed-and-ongoing                                                  |
      | evidence | Risk assessments of the flight, with the numbers before and after each |
    Then "evidence" is "Risk assessments of the flight, with the numbers before and after each"

  @SIP-6.7b
  Scenario: Bags say nothing of where they come from
    Given a recommendation received on 2017-08-01
      | reference-number | 6.7    |
      | paragraph        | 5.7    |
      | addressed        | nobody |
    When the plan-keeper does "respond" on 2017-08-31
      | response | accepted                                          |
      | actions  | Bags that the Home Office gives carry no marking  |
    And the plan-keeper does "report" on 2017-08-31
      | reported     | completed-and-ongoing            |
      | evidence     | A photograph of the bags in stock |
      | review-every | twelve-months                    |
    Then "evidence" is "A photograph of the bags in stock"
    And "review-twelve-months" is due on 2018-08-31

  @IAP-1.1d @IAP-2.1c
  Scenario: Standards, assessors and films are evidence of the recommendation
    Given a recommendation received on 2014-06-26
      | reference-number | IAP-1 |
    When the plan-keeper does "respond" on 2014-06-26
      | response | accepted                                                                                                                                                 |
      | actions  | Scenarios follow the national occupational standards; Assessors are qualified; Outside assessors observe the tutors; Every course is filmed |
    And the plan-keeper does "set-actions" on 2014-06-30
    Then "set-actions" opened 4 "improvement-action"
    And the case opened knows "action" as "Every course is filmed"
    When the plan-keeper does "report" on 2014-12-01
      | reported     | completed-and-ongoing                                                     |
      | evidence     | Map of scenarios to standards; assessors' certificates; films of the courses |
      | evidence-at  | Training provider, archive of 2014                                        |
      | review-every | six-months                                                                |
    Then "evidence-at" is "Training provider, archive of 2014"
    And the assurance sees "evidence"
    And the assurance sees "documents"

  @SIP-0.2
  Scenario: Further actions are opened later, and the first ones not twice
    Given a recommendation received on 2017-08-01
    When the plan-keeper does "respond" on 2017-08-31
      | response | accepted |
      | actions  | The first |
    Then the plan-keeper may not "add-actions" because "must come first"
    When the plan-keeper does "set-actions" on 2017-09-01
    Then the plan-keeper may not "set-actions" because "This was done already"
    When the plan-keeper does "add-actions" on 2017-10-02
      | further-actions | The second; The third |
    Then "add-actions" opened 2 "improvement-action"

  @IAP-3.0
  Scenario: The formal review after a year has a date of its own
    Given a recommendation received on 2014-06-26
      | reference-number | IAP-3                                                   |
      | paragraph        | 4.68                                                    |
      | recommendation   | Formally review the training package after its first year |
    When the plan-keeper does "respond" on 2014-06-26
      | response        | accepted                                        |
      | responded-on    | 2014-06-26                                      |
      | expected-within | eighteen                                        |
      | actions         | Review the training package formally, a year after it starts |
    Then "complete" is due on 2015-12-26
    When the plan-keeper does "set-actions" on 2014-06-30
    Then "set-actions" opened 1 "improvement-action"
    And "complete" is due on 2015-12-26
