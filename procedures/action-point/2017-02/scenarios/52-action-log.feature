Feature: The action log

  Paragraphs 49, 52 and 53: each action has a source, an owner, a date, evidence and somebody who watches over it.

  @DSO-52b
  Scenario: What an answer promised is given to somebody, with a date
    Given an action point received on 2017-03-06 by the customer-service-unit through "open"
      | complaint | DC/2017/4                          |
      | action    | Mark every bag on arrival          |
    Then the stage is "opened"
    And "assign" is owed by the customer-service-unit
    When the customer-service-unit does "assign" on 2017-03-07 with:
      | source          | complaint        |
      | issue           | property         |
      | action-owner    | Kim Lowe         |
      | due-on          | 2017-04-28       |
      | evidence-wanted | The new register |
    Then "assign" is not owed
    And the stage is "in-hand"
    And "carry-out" is due on 2017-04-28
    And the notice "assigned" was sent
    And "keeper" is "enforcement-manager"
    When nothing happens until 2017-04-29
    Then "carry-out" is overdue

  @DSO-52b
  Scenario: The owner reports, says that it is done, and somebody else confirms it
    Given an action point received on 2017-03-06 by the customer-service-unit through "record"
      | source | complaint                 |
      | action | Mark every bag on arrival |
    When the customer-service-unit does "assign" on 2017-03-07 with:
      | action-owner | Kim Lowe   |
      | due-on       | 2017-04-28 |
    And "Kim Lowe" does "report-progress" on 2017-03-30
      | progress | Labels are ordered |
    And "Kim Lowe" does "say-done" on 2017-04-20
      | evidence   | Register of 18 April |
      | staff-told | yes                  |
    Then the stage is "said-done"
    And "carry-out" was met on time
    And "confirm" is owed by the enforcement-manager
    And the notice "said-done" was sent to the enforcement-manager
    And "staff-told" is "yes"
    And the lessons-learned may not "confirm"
    When the enforcement-manager does "confirm" on 2017-04-21 with:
      | lesson | Bags are lost between two desks |
    Then the stage is "watched"
    And "is-done" is "yes"
    And "lesson" is "Bags are lost between two desks"

  @DSO-52b
  Scenario: An action without evidence is not done
    Given an action point received on 2017-03-06 by the customer-service-unit through "record"
      | source | complaint |
    When the customer-service-unit does "assign" on 2017-03-07 with:
      | action-owner | Kim Lowe   |
      | due-on       | 2017-04-28 |
    And the enforcement-manager as "Kim Lowe" tries "say-done" on 2017-04-20 and is refused because "Evidence"
      | evidence   |     |
      | staff-told | yes |
    Then the stage is "in-hand"
    And "is-done" is "no"
    And the enforcement-manager may not "confirm"
    When "Kim Lowe" does "say-done" on 2017-04-21 with:
      | evidence | Register of 18 April |
    Then the stage is "said-done"

  @DSO-52b
  Scenario: Whoever did it does not confirm it
    Given an action point received on 2017-03-06 by the customer-service-unit through "record"
      | source | complaint |
    When the customer-service-unit does "assign" on 2017-03-07 with:
      | action-owner | Kim Lowe   |
      | due-on       | 2017-04-28 |
    And "Kim Lowe" does "say-done" on 2017-04-20
    Then the enforcement-manager as "Kim Lowe" may not "confirm" because "someone other than"

  @DSO-52b
  Scenario: What is not shown goes back with a new date
    Given an action point received on 2017-03-06 by the lessons-learned through "record"
      | source | psu |
    When the lessons-learned does "assign" on 2017-03-07 with:
      | action-owner | Kim Lowe   |
      | due-on       | 2017-04-28 |
    And "Kim Lowe" does "say-done" on 2017-04-20
    And the lessons-learned does "send-back" on 2017-04-24 with:
      | sent-back-why | No register yet |
      | due-on        | 2017-05-12      |
    Then the stage is "in-hand"
    And "carry-out-again" is due on 2017-05-12
    And "Kim Lowe" sees "sent-back-why"

  @DSO-53a @DSO-49l
  Scenario Outline: Each source is kept in the log, and somebody watches over it
    Given an action point received on 2017-03-06 by the customer-service-unit through "record"
      | source | <source> |
    Then "source" is "<source>"
    And "keeper" is "<keeper>"

    Examples:
      | source     | keeper                |
      | psu        | lessons-learned       |
      | ppo        | lessons-learned       |
      | nhs        | lessons-learned       |
      | inspection | lessons-learned       |
      | complaint  | enforcement-manager   |
      | local-plan | enforcement-manager   |
      | trend      | customer-service-unit |
      | dip-sample | customer-service-unit |
      | feedback   | customer-service-unit |

  @DSO-49l @DSO-53b
  Scenario: The co-ordinator watches over what professional standards recommends, month by month
    Given an action point received on 2017-03-06 by the lessons-learned through "record"
      | source | psu |
    Then "take-up-recommendation" is due on 2017-03-13
    When the lessons-learned does "assign" on 2017-03-08 with:
      | action-owner | Kim Lowe   |
      | due-on       | 2017-06-30 |
    Then "take-up-recommendation" was met on time
    And "review" is due on 2017-04-08
    And "review" is owed by the lessons-learned
    And the enforcement-manager may not "review"
    When nothing happens until 2017-04-09
    Then "review" is overdue
    When the lessons-learned does "review" on 2017-04-10 with:
      | review-note | Training is booked for May |
    Then "review" is due on 2017-05-10

  @DSO-53b
  Scenario: A date is moved with a reason
    Given an action point received on 2017-03-06 by the lessons-learned through "record"
      | source | ppo |
    When the lessons-learned does "assign" on 2017-03-08 with:
      | action-owner | Kim Lowe   |
      | due-on       | 2017-04-28 |
    And the lessons-learned does "move-date" on 2017-04-20 with:
      | due-on    | 2017-05-31             |
      | moved-why | The contractor is late |
    Then "carry-out" is due on 2017-05-31
    And "moved-why" is "The contractor is late"
    And "Kim Lowe" sees "moved-why"
    When the lessons-learned tries "move-date" on 2017-05-20 and is refused because "Why the date was moved"
      | due-on    | 2017-06-30 |
      | moved-why |            |
    Then "carry-out" is due on 2017-05-31

  @DSO-53a @DSO-53b
  Scenario: The owner sees the action and not the complaint
    Given an action point received on 2017-03-06 by the customer-service-unit through "record"
      | source    | complaint |
      | complaint | DC/2017/4 |
    When the customer-service-unit does "assign" on 2017-03-07 with:
      | action-owner | Kim Lowe   |
      | due-on       | 2017-04-28 |
    Then "Kim Lowe" sees "action"
    And "Kim Lowe" does not see "complaint"
    And "Kim Lowe" does not see "note"
    And the head-of-detention-operations sees "due-on"
    And the head-of-detention-operations does not see "complaint"

  @DSO-52b
  Scenario: An action that will not be done ends with a reason
    Given an action point received on 2017-03-06 by the customer-service-unit through "record"
      | source | complaint |
    Then the enforcement-manager may not "drop"
    When the customer-service-unit does "drop" on 2017-03-08 with:
      | dropped-why | The building closes in April |
    Then the stage is "not-pursued"
    And "assign" is not owed

  @DSO-52b
  Scenario: A note and a correction stay in the record
    Given an action point received on 2017-03-06 by the customer-service-unit through "record"
      | source | complaint |
      | issue  | delay     |
    When the enforcement-manager does "note" on 2017-03-07 with:
      | note | The store manager is back on Monday |
    And the customer-service-unit does "correct" on 2017-03-07 with:
      | issue | property |
    Then "issue" is "property"
    And "note" is "The store manager is back on Monday"
    And the enforcement-manager may not "correct"
    And the head-of-detention-operations does not see "note"
