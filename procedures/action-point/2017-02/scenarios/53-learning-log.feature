Feature: The learning log

  Paragraphs 52 and 53: what was learned, whether it helped, and whether it happened again.

  @DSO-52b @DSO-53b
  Scenario: Three months after it was done, whoever watches over it says whether it helped
    Given an action point received on 2017-03-06 by the customer-service-unit through "open"
      | complaint | DC/2017/4                 |
      | action    | Mark every bag on arrival |
      | issue     | property                  |
    When the enforcement-manager does "assign" on 2017-03-07 with:
      | source       | complaint  |
      | action-owner | Kim Lowe   |
      | due-on       | 2017-04-28 |
    And "Kim Lowe" does "say-done" on 2017-04-20
    Then "check-effect" is not owed
    When the enforcement-manager does "confirm" on 2017-04-21 with:
      | lesson | Bags are lost between two desks |
    Then "check-effect" is due on 2017-07-21
    And "check-effect" is owed by the enforcement-manager
    And the customer-service-unit may not "check-effect"
    When nothing happens until 2017-07-22
    Then "check-effect" is overdue
    When the enforcement-manager tries "check-effect" on 2017-07-24 and is refused because "What shows its effect"
      | effect      | yes |
      | effect-note |     |
    And the enforcement-manager does "check-effect" on 2017-07-24 with:
      | effect      | yes                                          |
      | effect-note | One bag lost since, eleven in the months before |
    Then the stage is "done"
    And "effect" is "yes"
    And "check-effect" was met late
    And "effect-next" is not known
    And the head-of-detention-operations sees "effect"

  @DSO-52b
  Scenario: An action that did not help ends only with what follows from that
    Given an action point received on 2017-03-06 by the customer-service-unit through "record"
      | source | local-plan |
    When the enforcement-manager does "assign" on 2017-03-07 with:
      | action-owner | Kim Lowe   |
      | due-on       | 2017-04-28 |
    And "Kim Lowe" does "say-done" on 2017-04-20
    And the enforcement-manager does "confirm" on 2017-04-21
    And the enforcement-manager tries "check-effect" on 2017-07-20 and is refused because "What follows from its effect"
      | effect      | partly             |
      | effect-note | Half as many as before |
      | effect-next |                    |
    And the enforcement-manager does "check-effect" on 2017-07-20 with:
      | effect      | partly                             |
      | effect-note | Half as many as before             |
      | effect-next | Taken up with the supplier in the autumn |
    Then the stage is "done"
    And "effect-next" is "Taken up with the supplier in the autumn"

  @DSO-52b @DSO-53b
  Scenario: Or more is done, with a new date, and its effect is looked at again
    Given an action point received on 2017-03-06 by the customer-service-unit through "record"
      | source | complaint |
    When the enforcement-manager does "assign" on 2017-03-07 with:
      | action-owner | Kim Lowe   |
      | due-on       | 2017-04-28 |
    And "Kim Lowe" does "say-done" on 2017-04-20
    And the enforcement-manager does "confirm" on 2017-04-21
    And the enforcement-manager does "do-more" on 2017-07-20 with:
      | effect      | no                             |
      | effect-note | As many as before              |
      | more        | A second pair of eyes at night |
      | due-on      | 2017-08-31                     |
    Then the stage is "in-hand"
    And "check-effect" was met on time
    And "do-more" is due on 2017-08-31
    And "do-more" is owed
    And the notice "more" was sent
    And "review-more" is due on 2017-08-20
    And "Kim Lowe" sees "more"
    When the enforcement-manager does "move-date" on 2017-08-25 with:
      | due-on    | 2017-09-15       |
      | moved-why | Two are on leave |
    Then "do-more" is due on 2017-09-15
    When "Kim Lowe" does "say-done" on 2017-09-14
    And the enforcement-manager does "confirm" on 2017-09-15
    Then "do-more" was met on time
    And "check-effect" is due on 2017-12-15

  @DSO-52b @DSO-53b
  Scenario: The same thing happens again after the end
    Given an action point received on 2017-03-06 by the customer-service-unit through "record"
      | source | complaint |
      | issue  | property  |
    When the enforcement-manager does "assign" on 2017-03-07 with:
      | action-owner | Kim Lowe   |
      | due-on       | 2017-04-28 |
    Then the enforcement-manager may not "it-happened-again"
    When "Kim Lowe" does "say-done" on 2017-04-20
    And the enforcement-manager does "confirm" on 2017-04-21
    Then the enforcement-manager may "it-happened-again"
    And "recurred" is "no"
    When the enforcement-manager does "check-effect" on 2017-07-20 with:
      | effect | yes |
    And the customer-service-unit does "it-happened-again" on 2017-11-06 with:
      | happened-again-on | 2017-11-04                    |
      | happened-again    | Two bags lost in one night    |
      | action-again      | Count the bags at each change |
    Then the stage is "done"
    And "recurred" is "yes"
    And "it-happened-again" opened 1 "action-point"
    And the case opened knows "earlier" as "this"
    And the case opened knows "action" as "Count the bags at each change"
    And the case opened knows "issue" as "property"
    And the customer-service-unit may "it-happened-again"
    And the head-of-detention-operations sees "recurred"

  @DSO-52b
  Scenario: It is recorded that something happened before
    Given an action point received on 2017-11-06 by the enforcement-manager through "record-again"
      | earlier | AP/2017/3 |
      | action  | Count the bags at each change |
      | source  | complaint |
      | issue   | property  |
    Then "goes-back" is "yes"
    And "earlier" is "AP/2017/3"
    And "recurred" is "no"
    And "assign" is owed by the customer-service-unit

  @DSO-52b
  Scenario: The action that was begun because it happened again says so
    Given an action point received on 2017-11-06 by the customer-service-unit through "open-again"
      | earlier | AP/2017/3                     |
      | action  | Count the bags at each change |
      | source  | complaint                     |
      | issue   | property                      |
    Then "goes-back" is "yes"
    And the stage is "opened"

  @DSO-52a @DSO-41b
  Scenario: What a sample of answers shows comes into the log with its source and issue
    Given an action point received on 2017-03-06 by the customer-service-unit through "open-from-assurance"
      | assurance | QA/2017/2                |
      | action    | Give the reasons         |
      | source    | dip-sample               |
      | issue     | complaint-handling       |
    Then "source" is "dip-sample"
    And "keeper" is "customer-service-unit"
    When the customer-service-unit does "assign" on 2017-03-07 with:
      | action-owner | Kim Lowe   |
      | due-on       | 2017-04-28 |
    Then "issue" is "complaint-handling"

  @SIP-6.1h
  Scenario: What a meeting about the use of force agreed is watched by the use of force monitor
    Given an action point received on 2017-03-06 by the use-of-force-monitor through "open-from-force"
      | force-incident | UF/2017/2                              |
      | action         | Look at belts again every fifteen minutes |
    Then "assign-from-force" is owed by the use-of-force-monitor
    And "assign" is not owed
    And the use-of-force-monitor sees "force-incident"
    When the use-of-force-monitor does "assign" on 2017-03-07 with:
      | source       | force-meeting |
      | issue        | force         |
      | action-owner | Kim Lowe      |
      | due-on       | 2017-04-28    |
    Then "assign-from-force" is not owed
    And "keeper" is "use-of-force-monitor"
    And "Kim Lowe" does not see "force-incident"
    When "Kim Lowe" does "say-done" on 2017-04-20
    And the use-of-force-monitor does "confirm" on 2017-04-21
    Then "check-effect" is owed by the use-of-force-monitor

  @DSO-53a
  Scenario: The use of force monitor sees no other actions
    Given an action point received on 2017-03-06 by the customer-service-unit through "record"
      | source | complaint |
      | issue  | force     |
    Then the use-of-force-monitor does not see the case
    And the use-of-force-monitor may not "assign"

  @DSO-53a
  Scenario: No action is given to anybody before it is said what will show that it is done
    Given an action point received on 2017-03-06 by the customer-service-unit through "open"
    When the customer-service-unit tries "assign" on 2017-03-07 and is refused because "What will show it"
      | source          | complaint  |
      | action-owner    | Kim Lowe   |
      | due-on          | 2017-04-28 |
      | evidence-wanted |            |
    Then the stage is "opened"
    And "issue" is not known

  @DSO-49l @DSO-53b
  Scenario: A recommendation that the co-ordinator collected is to be taken up within five working days
    Given an action point received on 2017-03-06 by the lessons-learned through "open"
      | complaint | DC/2017/4               |
      | action    | Train all staff of wing B |
      | source    | psu                     |
    Then "take-up-recommendation" is due on 2017-03-13
    And "take-up-recommendation" is owed by the lessons-learned
