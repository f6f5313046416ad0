Feature: The course and those who teach it

  IAP 1.1 and 2.1: mapped scenarios, qualified assessors, filmed courses, observed tutors, and what is adjusted meanwhile.

  @IAP-1.1d
  Scenario: Every scenario is mapped to the national occupational standards
    Given a training package received on 2014-06-27 by the use-of-force-monitor
      | planned-start | 2014-07-31 |
    Then "map-scenarios" is owed by the training-provider
    When the training-provider does "map-in-part" on 2014-07-07 with:
      | scenarios  | Boarding: 12 and 14   |
      | not-mapped | In the van, by 20 July |
    Then "map-scenarios" is owed by the training-provider
    And "all-mapped" is "no"
    When the training-provider does "map-scenarios" on 2014-07-18 with:
      | scenarios | Boarding: 12 and 14; In the van: 9 |
    Then "map-scenarios" is not owed
    And "all-mapped" is "yes"
    And the use-of-force-monitor sees "scenarios"
    And the assurance sees "scenarios"

  @IAP-1.1d
  Scenario: Assessors are shown to be qualified, or have something equivalent
    Given a training package received on 2014-06-27 by the use-of-force-monitor
      | planned-start | 2014-07-31 |
    Then "record-assessors" is owed by the training-provider
    And "all-qualified" is "no"
    And the use-of-force-monitor may not "record-assessors"
    When the training-provider does "record-assessors" on 2014-07-07 with:
      | assessors | A. Reid: assessor award, file 3 |
    Then "record-assessors" is not owed
    And "all-qualified" is "yes"

  @IAP-1.1d
  Scenario: Somebody who assesses and is not qualified is told of, until it is put right
    Given a training package received on 2014-06-27 by the use-of-force-monitor
      | planned-start | 2014-07-31 |
    When the training-provider does "record-assessors" on 2014-07-07
    And the training-provider does "unqualified-assessor" on 2014-09-08 with:
      | not-qualified | The new assessor sits the award in October |
    Then the notice "not-qualified" was sent to the use-of-force-monitor
    And the notice "not-qualified" was sent to the certification-team
    And "all-qualified" is "no"
    And "qualify-assessors" is owed by the training-provider
    When the training-provider does "record-assessors" on 2014-10-20
    Then "qualify-assessors" is not owed
    And "all-qualified" is "yes"

  @IAP-2.1c
  Scenario: Every course is filmed, and the film can be found
    Given a training package received on 2014-06-27 by the use-of-force-monitor
      | planned-start | 2014-07-31 |
    Then the training-provider may not "record-delivery"
    When the training-provider does "start" on 2014-07-14 with:
      | started-on | 2014-07-14 |
    And the training-provider tries "record-delivery" on 2014-07-18 and is refused because "Film"
      | taught-on | 2014-07-18 |
      | tutors    | Ann Reid   |
      | film      |            |
    And the training-provider does "record-delivery" on 2014-07-18 with:
      | taught-on | 2014-07-18        |
      | tutors    | Ann Reid, Bo Hill |
      | film      | Archive, disc 4   |
    Then "unfilmed" is "no"
    And the notice "not-filmed" was not sent
    And "take-up-unfilmed" is not owed

  @IAP-2.1c
  Scenario: A course that was not filmed is taken up, whatever comes after it
    Given a training package received on 2014-06-27 by the use-of-force-monitor
      | planned-start | 2014-07-31 |
    When the training-provider does "start" on 2014-07-14
    And the training-provider does "record-unfilmed" on 2014-08-15 with:
      | tutors         | Ann Reid         |
      | not-filmed-why | The camera broke |
    Then the notice "not-filmed" was sent to the use-of-force-monitor
    And "take-up-unfilmed" is owed by the use-of-force-monitor
    And "unfilmed" is "yes"
    When the training-provider does "record-delivery" on 2014-08-29 with:
      | tutors | Ann Reid |
    Then "take-up-unfilmed" is owed
    When the use-of-force-monitor does "take-up-unfilmed" on 2014-09-01 with:
      | unfilmed-next | A second camera is bought |
    Then "take-up-unfilmed" is not owed
    And the prisons-inspectorate sees "unfilmed"

  @IAP-2.1d @IAP-1.1d
  Scenario: A tutor is observed by an accredited assessor who is somebody else
    Given a training package received on 2014-06-27 by the use-of-force-monitor
      | planned-start | 2014-07-31 |
    When the training-provider does "start" on 2014-07-14 with:
      | started-on | 2014-07-14 |
    Then "observe-tutors" is owed by the training-provider
    And the training-provider may not "observe-tutor"
    When the training-provider does "record-delivery" on 2014-07-18 with:
      | tutors | Ann Reid, Bo Hill |
    And the training-provider tries "observe-tutor" on 2014-07-21 and is refused because "being named under “Tutor observed”"
      | tutor    | Ann Reid |
      | observer | Ann Reid |
    And the training-provider tries "observe-tutor" on 2014-07-21 and is refused because "Tutor"
      | tutor    | Sam Doyle |
      | observer | Jo Park   |
    And the training-provider does "observe-tutor" on 2014-07-21 with:
      | tutor             | Ann Reid                 |
      | observer          | Jo Park                  |
      | accredited-by     | Skills body, until 2016  |
      | criteria-followed | partly                   |
    Then "observe-tutors" is not owed
    And the notice "criteria-not-followed" was sent to the use-of-force-monitor
    And the assurance does not see "observation"
    And the certification-team does not see "tutor"

  @IAP-2.1d
  Scenario: That every tutor was observed is confirmed every year
    Given a training package received on 2014-06-27 by the use-of-force-monitor
      | planned-start | 2014-07-31 |
    When the training-provider does "start" on 2014-07-14 with:
      | started-on | 2014-07-14 |
    And the training-provider does "record-delivery" on 2014-07-18 with:
      | tutors | Ann Reid, Bo Hill |
    Then "confirm-observed" is due on 2015-07-14
    And the use-of-force-monitor may not "confirm-observed"
    When the training-provider does "observe-tutor" on 2014-07-21 with:
      | tutor    | Ann Reid |
      | observer | Jo Park  |
    And the use-of-force-monitor does "name-unobserved" on 2015-06-01 with:
      | tutors-missing | Bo Hill, in June |
    Then the notice "unobserved" was sent to the training-provider
    And "observe-the-rest" is owed by the training-provider
    And "confirm-observed" is due on 2015-07-14
    When the training-provider does "observe-tutor" on 2015-06-15 with:
      | tutor    | Bo Hill |
      | observer | Jo Park |
    Then "observe-the-rest" is owed by the training-provider
    And the training-provider may not "confirm-observed"
    When the use-of-force-monitor does "confirm-observed" on 2015-06-16 with:
      | all-tutors | Ann Reid in July, Bo Hill in June |
    Then "confirm-observed" is due on 2016-06-16
    And "observe-the-rest" is not owed
    And "observed-confirmed-on" is "2015-06-16"

  @IAP-2.1d
  Scenario: A year's confirmation rests on observations of that year
    Given a training package received on 2014-06-27 by the use-of-force-monitor
      | planned-start | 2014-07-31 |
    When the training-provider does "start" on 2014-07-14 with:
      | started-on | 2014-07-14 |
    And the training-provider does "record-delivery" on 2014-07-18 with:
      | tutors | Ann Reid |
    And the training-provider does "observe-tutor" on 2014-07-21 with:
      | tutor    | Ann Reid |
      | observer | Jo Park  |
    And the use-of-force-monitor does "confirm-observed" on 2015-06-16
    Then the use-of-force-monitor may not "confirm-observed" because "Record the observation of a tutor"
    When nothing happens until 2016-06-17
    Then "confirm-observed" is overdue
    When the training-provider does "observe-tutor" on 2016-06-20 with:
      | tutor    | Ann Reid |
      | observer | Jo Park  |
    And the use-of-force-monitor does "confirm-observed" on 2016-06-21
    Then "observed-confirmed-on" is "2016-06-21"
    And "confirm-observed" is due on 2017-06-21

  @IAP-1.1c
  Scenario: What is seen while it is taught is noted, and what is changed is an adjustment
    Given a training package received on 2014-06-27 by the use-of-force-monitor
      | planned-start | 2014-07-31 |
    When the training-provider does "start" on 2014-07-14
    And the training-provider does "observe" on 2014-08-01 with:
      | observed | The exam takes too long |
    And the training-provider does "adjust" on 2014-08-20 with:
      | adjusted-what | assessment                  |
      | adjustment    | Twenty questions, not forty |
    Then "adjusted-what" is "assessment"
    And the notice "adjusted" was sent to the use-of-force-monitor
    And the notice "adjusted" was sent to the certification-team
    And the use-of-force-monitor may "observe"
    And the certification-team sees "adjustment"
    And the certification-team does not see "observed"
