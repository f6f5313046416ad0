Feature: Early resolution

  Part 2, paragraphs 1 to 5.

  @LUT-2.1 @LUT-2.2a @LUT-2.2b @LUT-2.3a @LUT-2.4 @LUT-1.3
  Scenario: An issue is settled by the agreed date, and what it was about is kept
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08 with:
      | early-possible | yes |
    Then "early-possible" is "yes"
    And "discuss" is owed
    And "acknowledge" is due on 2017-05-11
    When the relevant-officer does "agree-early-resolution" on 2017-05-08 with:
      | contact-channel | telephone                      |
      | contact-note    | The bin is emptied by Friday   |
      | agreed-date     | 2017-05-12                     |
    Then the stage is "early-resolution"
    And "discuss" is not owed
    And "settle-early" is due on 2017-05-12
    And "acknowledge" is not owed
    And "answer-stage-1" is not owed
    When the relevant-officer does "resolve-early" on 2017-05-12 with:
      | early-outcome | The bin was emptied |
      | early-theme   | missed              |
      | early-weight  | minor               |
    Then "settle-early" was met on time
    And the stage is "resolved-informally"
    And "early-theme" is "missed"
    And "resolved-informally" is "yes"
    And the business-intelligence-manager sees "early-theme"
    And the business-intelligence-manager does not see "complainant"
    And "close" is owed

  @LUT-2.2a
  Scenario: Early resolution is not offered when it does not look possible
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08 with:
      | early-possible | no |
    Then "discuss" is not owed
    And "early-possible" is "no"
    And the relevant-officer may "go-formal"

  @LUT-2.3a
  Scenario: A new time can be agreed, and the agreed day is missed when it passes
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08 with:
      | early-possible | yes |
    And the relevant-officer does "agree-early-resolution" on 2017-05-08 with:
      | agreed-date | 2017-05-12 |
    And the relevant-officer does "agree-early-resolution" on 2017-05-11 with:
      | agreed-date | 2017-05-16 |
    Then "settle-early" is due on 2017-05-16
    When nothing happens until 2017-05-17
    Then "settle-early" is overdue

  @LUT-2.3b @LUT-2.7a @LUT-2.10 @X-52
  Scenario: The person goes to Stage 1 at once when early resolution takes too long
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08 with:
      | early-possible | yes |
    And the relevant-officer does "agree-early-resolution" on 2017-05-08 with:
      | agreed-date | 2017-05-19 |
    Then the customer-services may "go-formal"
    When the customer-services does "go-formal" on 2017-05-15 with:
      | formal-because | too-long |
    Then the stage is "stage-1"
    And "settle-early" is not owed
    And "clock-from" is "go-formal"
    And "acknowledge" is due on 2017-05-18
    And "answer-stage-1" is due on 2017-06-06
    And the notice "to-investigate" was sent to the team-manager

  @LUT-2.5 @LUT-2.7a
  Scenario: A person who does not want an early resolution goes to Stage 1 the same day
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08 with:
      | early-possible | yes |
    And the relevant-officer does "record-early-refusal" on 2017-05-10
    Then "go-formal" is due on 2017-05-10
    When the relevant-officer does "go-formal" on 2017-05-10 with:
      | formal-because | refused |
    Then "go-formal" was met on time
    And "acknowledge" is due on 2017-05-15
    And "answer-stage-1" is due on 2017-06-01

  @LUT-2.5
  Scenario: What was settled informally can still go to Stage 1 when it did not hold
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08 with:
      | early-possible | yes |
    And the relevant-officer does "agree-early-resolution" on 2017-05-08
    And the relevant-officer does "resolve-early" on 2017-05-12
    And the relevant-officer does "go-formal" on 2017-05-22 with:
      | formal-because | no-agreement |
    Then the stage is "stage-1"
    And "close" is not owed
    And "acknowledge" is due on 2017-05-25

  @LUT-2.5
  Scenario: Who is satisfied after all need not go to Stage 1
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08 with:
      | early-possible | yes |
    And the relevant-officer does "agree-early-resolution" on 2017-05-08
    And the relevant-officer does "record-early-refusal" on 2017-05-10
    Then "go-formal" is owed
    When the relevant-officer does "resolve-early" on 2017-05-10
    Then "go-formal" is not owed
    And the relevant-officer may "go-formal"

  @LUT-2.2a @LUT-2.2b
  Scenario: At Stage 1 nobody owes a talk about an early resolution
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08 with:
      | early-possible | yes |
    Then "discuss" is owed
    When the relevant-officer does "go-formal" on 2017-05-08
    And the relevant-officer does "assess" on 2017-05-09 with:
      | early-possible | yes |
    Then "discuss" is not owed
