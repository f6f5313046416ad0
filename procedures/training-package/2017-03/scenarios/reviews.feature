Feature: Reviews of a training package

  IAP 2.1 and 3.1: the start, three reviews in the first year, the formal review after it, and one every year from then on.

  @IAP-7.1b
  Scenario: Teaching starts by the day that was said
    Given a training package received on 2014-06-27 by the use-of-force-monitor
      | package-name  | Restraint techniques for escorts |
      | planned-start | 2014-07-31                       |
    Then "start" is due on 2014-07-31
    When the use-of-force-monitor does "move-start" on 2014-07-21 with:
      | planned-start   | 2014-08-29            |
      | start-moved-why | The hall is not ready |
    Then "start" is due on 2014-08-29
    When nothing happens until 2014-08-30
    Then "start" is overdue
    When the training-provider does "start" on 2014-09-01 with:
      | started-on | 2014-09-01 |
    Then "start" was met late
    And the stage is "first-year"

  @IAP-2.1b @IAP-1.1c
  Scenario: The course is reviewed three times within its first year
    Given a training package received on 2014-06-27 by the use-of-force-monitor
      | planned-start | 2014-07-31 |
    When the training-provider does "start" on 2014-07-14 with:
      | started-on | 2014-07-14 |
    Then "first-review" is due on 2014-10-14
    And "second-review" is due on 2015-01-14
    And "third-review" is due on 2015-04-14
    And the training-provider may not "first-review"
    And the use-of-force-monitor may not "second-review"
    When the use-of-force-monitor does "first-review" on 2014-10-10 with:
      | reviewed-what  | Four films, two courses seen   |
      | review-found   | The scenarios differ too much  |
      | review-changes | One script for all tutors      |
    Then "first-review" was met on time
    And the notice "reviewed" was sent to the training-provider
    And the assurance sees "review-found"
    When nothing happens until 2015-01-15
    Then "second-review" is overdue
    When the use-of-force-monitor does "second-review" on 2015-01-20
    Then "second-review" was met late
    When the use-of-force-monitor does "third-review" on 2015-04-14
    Then "third-review" was met on time

  @IAP-2.1b @IAP-3.1
  Scenario: When the start is put right, the reviews move with it
    Given a training package received on 2014-06-27 by the use-of-force-monitor
      | planned-start | 2014-07-31 |
    When the training-provider does "start" on 2014-07-30 with:
      | started-on | 2014-07-14 |
    And the use-of-force-monitor does "correct-start" on 2014-07-31 with:
      | started-on | 2014-07-28 |
    Then "first-review" is due on 2014-10-28
    And "formal-review" is due on 2015-07-28

  @IAP-3.1
  Scenario: A year after the start the package is formally reviewed, with the provider's own review
    Given a training package received on 2014-06-27 by the use-of-force-monitor
      | planned-start | 2014-07-31 |
    When the training-provider does "start" on 2014-07-14 with:
      | started-on | 2014-07-14 |
    Then "formal-review" is due on 2015-07-14
    And the training-provider may not "formal-review"
    When nothing happens until 2015-07-15
    Then "formal-review" is overdue
    When the use-of-force-monitor tries "formal-review" on 2015-07-20 and is refused because "own review"
      | provider-review |          |
      | formal-outcome  | kept     |
    And the use-of-force-monitor does "formal-review" on 2015-07-20 with:
      | provider-review    | The provider asks for a shorter exam |
      | force-figures      | Belts are used half as often         |
      | formal-outcome     | adjusted                             |
      | formal-reasons     | Officers pass, and forget the form   |
      | formal-adjustments | A day on the report form; A shorter exam |
    Then the stage is "established"
    And "formal-review" was met late
    And "formally-reviewed-on" is "2015-07-20"
    And the notice "formally-reviewed" was sent to the plan-keeper
    And the notice "formally-reviewed" was sent to the training-provider
    And "make-adjustments" is owed by the use-of-force-monitor
    And the use-of-force-monitor may not "confirm-adjusted"
    When the training-provider does "adjust" on 2015-08-10 with:
      | adjusted-what | content |
    And the use-of-force-monitor does "confirm-adjusted" on 2015-08-11 with:
      | adjustments-made | Both, from the course of 10 August |
    Then "make-adjustments" is not owed

  @IAP-3.1
  Scenario: What was adjusted before the formal review does not answer it
    Given a training package received on 2014-06-27 by the use-of-force-monitor
      | planned-start | 2014-07-31 |
    When the training-provider does "start" on 2014-07-14 with:
      | started-on | 2014-07-14 |
    And the training-provider does "adjust" on 2014-08-20 with:
      | adjusted-what | assessment |
    And the use-of-force-monitor does "formal-review" on 2015-07-10 with:
      | formal-outcome     | adjusted       |
      | formal-adjustments | A shorter exam |
    Then "make-adjustments" is owed by the use-of-force-monitor
    And the use-of-force-monitor may not "confirm-adjusted" because "Record an adjustment"
    When the training-provider does "adjust" on 2015-08-10 with:
      | adjusted-what | assessment |
    And the use-of-force-monitor does "confirm-adjusted" on 2015-08-11
    Then "make-adjustments" is not owed

  @IAP-3.1
  Scenario: A package that stays as it is has nothing to adjust
    Given a training package received on 2014-06-27 by the use-of-force-monitor
      | planned-start | 2014-07-31 |
    When the training-provider does "start" on 2014-07-14 with:
      | started-on | 2014-07-14 |
    And the use-of-force-monitor does "formal-review" on 2015-07-01 with:
      | formal-outcome | kept |
    Then "make-adjustments" is not owed
    And "formal-adjustments" is not known
    And "third-review" is not owed
    And "formal-review" was met on time

  @IAP-1.1c @IAP-3.1
  Scenario: Afterwards it is reviewed every year
    Given a training package received on 2014-06-27 by the use-of-force-monitor
      | planned-start | 2014-07-31 |
    When the training-provider does "start" on 2014-07-14 with:
      | started-on | 2014-07-14 |
    And the use-of-force-monitor does "formal-review" on 2015-07-01 with:
      | formal-outcome | kept |
    Then "yearly-review" is due on 2016-07-01
    When the use-of-force-monitor does "yearly-review" on 2016-06-20
    Then "yearly-review" is due on 2017-06-20
    When nothing happens until 2017-06-21
    Then "yearly-review" is overdue
    When the use-of-force-monitor does "withdraw" on 2017-07-01 with:
      | withdrawn-why | The new package starts in August |
    Then the stage is "withdrawn"
    And "yearly-review" is not owed

  @IAP-3.1
  Scenario: What goes beyond the package is recommended
    Given a training package received on 2014-06-27 by the use-of-force-monitor
      | planned-start | 2014-07-31 |
    When the training-provider does "start" on 2014-07-14
    And the use-of-force-monitor does "recommend" on 2015-07-20 with:
      | recommendations | Film in every van; Count refreshers by centre |
    Then "recommend" opened 2 "recommendation"
    And the case opened knows "source-case" as "this"
    And the case opened knows "recommendation" as "Count refreshers by centre"
    And the training-provider may not "recommend"

  @IAP-3.1
  Scenario: The provider and the monitor add notes that inspectors do not read
    Given a training package received on 2014-06-27 by the use-of-force-monitor
      | planned-start | 2014-07-31 |
    When the training-provider does "note" on 2014-07-01 with:
      | note | Two tutors are ill |
    Then the use-of-force-monitor sees "note"
    And the prisons-inspectorate does not see "note"
    And the plan-keeper sees "package-name"
