Feature: Complaints about spoken English

  Part 1, paragraphs 17 to 22.

  @LUT-1.17 @LUT-1.18 @LUT-1.20 @LUT-1.22a @LUT-1.22b @LUT-1.21a @LUT-1.21b @LUT-1.12b @X-61
  Scenario: The member of staff is told and heard, the standard is judged by criteria, and what follows stays with Human Resources
    Given a complaint received on 2017-05-08
      | category    | fluency    |
      | complainant | Amina Khan |
    When the relevant-officer does "assess" on 2017-05-08 with:
      | fluency-legitimate | yes |
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09 with:
      | investigator   | Jo Marsh                   |
      | fluency-worker | Sam Doyle                  |
      | points         | Could not be understood    |
    Then "tell-worker" is due on 2017-05-12
    And the team-manager may not "assess-fluency" because "must come first"
    And the team-manager may not "conclude"
    When "Jo Marsh" does "tell-worker" on 2017-05-10 with:
      | fluency-worker | Sam Doyle                             |
      | worker-told    | We judge it by the role specification |
    Then "tell-worker" was met on time
    And the letter "worker-notice" contains "Could not be understood"
    And the letter "worker-notice" contains "We judge it by the role specification"
    And the letter "worker-notice" contains "how you see what happened"
    And the notice "worker" was sent
    And "hear-worker" is owed
    And "Sam Doyle" sees "points"
    And "Sam Doyle" does not see "complainant"
    And "Sam Doyle" does not see "statement"
    When "Sam Doyle" does "give-account" on 2017-05-12 with:
      | worker-account | The line was bad |
    Then "hear-worker" is not owed
    When the team-manager does "assess-fluency" on 2017-05-15 with:
      | fluency-criteria      | role-specification      |
      | fluency-criteria-used | Level B2, spoken        |
      | fluency-met           | no                      |
      | fluency-assessment    | Level B1 in two samples |
    Then "report-fluency" is owed
    And the human-resources does not see the case
    When the team-manager does "report-fluency" on 2017-05-15
    Then the notice "fluency-not-met" was sent to the human-resources
    And "consider-fluency-steps" is owed by the human-resources
    And the human-resources sees "fluency-assessment"
    And the human-resources does not see "complainant"
    When the human-resources does "consider-fluency-steps" on 2017-05-17 with:
      | considered-nature       | One call             |
      | considered-information  | Two letters          |
      | considered-expectations | Wants to be understood |
      | fluency-step            | training             |
      | fluency-step-detail     | A course             |
    Then "consider-fluency-steps" is not owed
    And the human-resources sees "fluency-step"
    And "Jo Marsh" sees "fluency-step"
    And "Sam Doyle" does not see "fluency-step"
    And the team-manager does not see "fluency-step"
    And the relevant-officer does not see "considered-expectations"
    And the service-manager does not see "worker-account"
    When "Jo Marsh" does "conclude" on 2017-05-22 with:
      | findings   | upheld                                     |
      | resolution | Callers can ask for a colleague to help.   |
    And "Jo Marsh" does "answer-stage-1" on 2017-05-25
    Then the letter "response" contains "**Upheld**"
    And the letter "response" contains "Callers can ask for a colleague to help."
    And the letter "response" does not contain "training"
    And the letter "response" does not contain "B1"

  @LUT-1.20
  Scenario: When the standard is met, nothing has to be considered
    Given a complaint received on 2017-05-08
      | category | fluency |
    When the relevant-officer does "assess" on 2017-05-08 with:
      | fluency-legitimate | yes |
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09 with:
      | fluency-worker | Sam Doyle |
    And the team-manager does "tell-worker" on 2017-05-10 with:
      | fluency-worker | Sam Doyle |
    And "Sam Doyle" does "give-account" on 2017-05-12
    And the team-manager does "assess-fluency" on 2017-05-15 with:
      | fluency-met | yes |
    Then "report-fluency" is not owed
    And the team-manager may not "report-fluency"
    And the notice "fluency-not-met" was not sent
    And the human-resources does not see the case
    And the team-manager may "conclude"

  @LUT-1.18 @LUT-1.19
  Scenario: A complaint about an accent does not go on as one about spoken English
    Given a complaint received on 2017-05-08
      | category | fluency |
    When the relevant-officer does "assess" on 2017-05-08 with:
      | fluency-legitimate | no                                    |
      | assessment         | not-fluency                           |
      | assessment-reason  | It is about the accent, nothing else  |
    Then the relevant-officer may not "go-formal"
    When the relevant-officer does "decline" on 2017-05-09
    Then the stage is "not-considered"
    And the letter "declined" contains "It is about the accent, nothing else"

  @LUT-1.19
  Scenario: It may still be a complaint of another kind
    Given a complaint received on 2017-05-08
      | category | fluency |
    When the relevant-officer does "assess" on 2017-05-08 with:
      | fluency-legitimate | no      |
      | assessment         | take-on |
    Then the relevant-officer may not "go-formal"
    When the relevant-officer does "assess" on 2017-05-08 with:
      | category   | service |
      | assessment | take-on |
    Then the relevant-officer may "go-formal"
    And the relevant-officer may not "decline"
