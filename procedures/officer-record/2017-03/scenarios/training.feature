Feature: Training that must be passed

  IAP 1.1, SIP 6.1 and 6.2: four assessments, an independent provider, a refresher every year, and what is shown where an officer's conduct is looked into.

  @IAP-1.1a @IAP-1.1b @SIP-6.1c
  Scenario: An officer passes in all four ways, and the training provider says so
    Given an officer's record received on 2016-05-02 by the certification-team
      | officer            | Sam Doyle       |
      | certificate-number | DCO 4417        |
      | employed-by        | escort-supplier |
    Then the stage is "registered"
    And "train" is owed by the escort-employer
    And "in-date" is "no"
    And the mark "not-trained" is on "Sam Doyle"
    And the certification-team may not "record-course"
    And the escort-employer may not "record-course"
    When the training-provider does "record-course" on 2016-05-20 with:
      | provider-independent | yes        |
      | course-kind          | initial    |
      | course-on            | 2016-05-20 |
      | practical            | pass       |
      | written              | pass       |
      | report-form          | pass       |
      | scenario             | pass       |
      | suitable             | yes        |
      | spontaneous          | yes        |
    Then "course-result" is "passed"
    And the stage is "assessed"
    And "conclude" is owed by the training-provider
    And the training-provider may not "fail"
    And the escort-employer may not "pass"
    When the training-provider does "pass" on 2016-05-23 with:
      | trained-on | 2016-05-20 |
    Then the stage is "trained"
    And "in-date" is "yes"
    And the notice "passed" was sent to the escort-employer
    And the notice "passed" was sent to the certification-team
    And the mark "trained" is on "Sam Doyle"
    And the mark "not-trained" is not on "Sam Doyle"

  @IAP-1.1a @IAP-1.1b @SIP-6.1c
  Scenario Outline: Whoever misses one of the four, or is not suited, has not passed
    Given an officer's record received on 2016-05-02 by the certification-team
      | officer     | Sam Doyle       |
      | employed-by | escort-supplier |
    When the training-provider does "record-course" on 2016-05-20 with:
      | provider-independent | yes              |
      | practical            | <practical>      |
      | written              | <written>        |
      | report-form          | <report-form>    |
      | scenario             | <scenario>       |
      | suitable             | <suitable>       |
      | not-suitable-why     | Loses his temper |
      | spontaneous          | yes              |
    Then "course-result" is "failed"
    And the training-provider may not "pass" because "Result of the last course"
    When the training-provider does "fail" on 2016-05-20 with:
      | fail-next | Another course in the summer |
    Then the stage is "not-passed"
    And "in-date" is "no"
    And the notice "failed" was sent to the escort-employer
    And "retake" is owed by the escort-employer
    And the mark "not-trained" is on "Sam Doyle"

    Examples:
      | practical | written | report-form | scenario | suitable |
      | fail      | pass    | pass        | pass     | yes      |
      | pass      | fail    | pass        | pass     | yes      |
      | pass      | pass    | fail        | pass     | yes      |
      | pass      | pass    | pass        | fail     | yes      |
      | pass      | pass    | pass        | pass     | no       |

  @SIP-6.1c
  Scenario: Nobody is failed as not suited without a reason
    Given an officer's record received on 2016-05-02 by the certification-team
    When the training-provider tries "record-course" on 2016-05-20 and is refused because "Why not suited"
      | suitable         | no |
      | not-suitable-why |    |
    Then the stage is "registered"

  @SIP-6.1c
  Scenario: A course of a provider that belongs to the employer does not count
    Given an officer's record received on 2016-05-02 by the certification-team
      | officer     | Sam Doyle       |
      | employed-by | escort-supplier |
    When the training-provider does "record-course" on 2016-05-20 with:
      | trained-by           | The employer's own school |
      | provider-independent | no                        |
      | suitable             | yes                       |
    Then "course-result" is "failed"
    And the training-provider may not "pass" because "Result of the last course"
    When the training-provider does "fail" on 2016-05-23 with:
      | fail-next | The same course, at a provider that is independent |
    Then the stage is "not-passed"
    And "in-date" is "no"
    And the notice "failed" was sent to the escort-employer
    And "retake" is owed by the escort-employer
    And the training-provider sees "provider-independent"
    And the professional-standards sees "trained-by"
    When the training-provider does "record-course" on 2016-06-10 with:
      | trained-by           | National Tactical Response Group |
      | provider-independent | yes                              |
      | suitable             | yes                              |
    Then the training-provider may "pass"
    And the training-provider may not "fail"

  @SIP-6.1c
  Scenario: From which day it counts is asked anew with each course
    Given an officer's record received on 2016-05-02 by the certification-team
    When the training-provider does "record-course" on 2016-05-20 with:
      | provider-independent | yes |
      | suitable             | yes |
    And the training-provider does "pass" on 2016-05-23 with:
      | trained-on | 2016-05-20 |
    And the training-provider does "record-course" on 2017-05-12 with:
      | provider-independent | yes |
      | suitable             | yes |
    And the training-provider does "pass" on 2017-05-15
    Then "trained-on" is "2017-05-15"
    And "refresher" is due on 2018-05-15

  @SIP-6.1c
  Scenario: Nobody passes themselves
    Given an officer's record received on 2016-05-02 by the certification-team
      | officer | Sam Doyle |
    Then the training-provider as "Sam Doyle" may not "record-course" because "Officer"

  @IAP-1.1a
  Scenario: A course that was not passed is taken again
    Given an officer's record received on 2016-05-02 by the certification-team
      | employed-by | supplier |
    When the training-provider does "record-course" on 2016-05-20 with:
      | provider-independent | yes  |
      | written              | fail |
      | suitable             | yes  |
    And the training-provider does "fail" on 2016-05-20
    And the training-provider does "record-course" on 2016-06-10 with:
      | provider-independent | yes  |
      | written              | pass |
      | suitable             | yes  |
    Then "retake" is not owed
    When the training-provider does "pass" on 2016-06-10 with:
      | trained-on | 2016-06-10 |
    Then "in-date" is "yes"
    And "refresher" is due on 2017-06-10

  @SIP-6.1b
  Scenario: The refresher is due a year after the course, and the employer sees to it
    Given an officer's record received on 2016-05-02 by the certification-team
      | officer     | Sam Doyle       |
      | employed-by | escort-supplier |
    When the training-provider does "record-course" on 2016-05-20 with:
      | provider-independent | yes |
      | suitable             | yes |
    And the training-provider does "pass" on 2016-05-23 with:
      | trained-on | 2016-05-20 |
    Then "refresher" is due on 2017-05-20
    And "refresher" is owed by the escort-employer
    And "year-on" is "2017-05-20"
    And the escort-employer sees "refresher.due"
    And "lapse" is not owed
    When the training-provider does "record-course" on 2017-05-11 with:
      | provider-independent | yes       |
      | course-kind          | refresher |
      | suitable             | yes       |
    And the training-provider does "pass" on 2017-05-12 with:
      | trained-on | 2017-05-11 |
    Then "refresher" is due on 2018-05-11
    And "refresher" is not overdue
    And "course-kind" is "refresher"

  @SIP-6.1b
  Scenario: A refresher that does not come is overdue, and the certification team acts
    Given an officer's record received on 2016-05-02 by the certification-team
      | officer     | Sam Doyle       |
      | employed-by | escort-supplier |
    When the training-provider does "record-course" on 2016-05-20 with:
      | provider-independent | yes |
      | suitable             | yes |
    And the training-provider does "pass" on 2016-05-20 with:
      | trained-on | 2016-05-20 |
    And nothing happens until 2017-05-21
    Then "refresher" is overdue
    And "lapse" is owed by the certification-team
    When the certification-team does "lapse" on 2017-05-22 with:
      | meanwhile | No escorts until the course of 2 June |
    Then the stage is "lapsed"
    And "in-date" is "no"
    And the mark "not-trained" is on "Sam Doyle"
    And the mark "trained" is not on "Sam Doyle"
    And the notice "lapsed" was sent to the escort-employer
    And "refresher" is overdue
    And "lapse" is not owed
    When the training-provider does "record-course" on 2017-06-02 with:
      | provider-independent | yes       |
      | course-kind          | refresher |
      | suitable             | yes       |
    Then "refresher" was met late
    When the training-provider does "pass" on 2017-06-02 with:
      | trained-on | 2017-06-02 |
    Then "in-date" is "yes"
    And the mark "trained" is on "Sam Doyle"
    And "refresher" is due on 2018-06-02

  @SIP-6.1b
  Scenario: A refresher that was not passed takes the officer out of date
    Given an officer's record received on 2016-05-02 by the certification-team
      | officer | Sam Doyle |
    When the training-provider does "record-course" on 2016-05-20 with:
      | provider-independent | yes |
      | suitable             | yes |
    And the training-provider does "pass" on 2016-05-20
    And the training-provider does "record-course" on 2017-05-10 with:
      | provider-independent | yes       |
      | course-kind          | refresher |
      | practical            | fail      |
      | suitable             | yes       |
    And the training-provider does "fail" on 2017-05-10
    Then "in-date" is "no"
    And the mark "not-trained" is on "Sam Doyle"
    And "retake" is owed

  @SIP-6.1b
  Scenario: The day from which training counts is put right, and the refresher moves with it
    Given an officer's record received on 2016-05-02 by the certification-team
    When the training-provider does "record-course" on 2016-05-20 with:
      | provider-independent | yes |
      | suitable             | yes |
    And the training-provider does "pass" on 2016-05-23 with:
      | trained-on | 2016-05-02 |
    And the training-provider does "correct-date" on 2016-05-24 with:
      | trained-on | 2016-05-20 |
      | date-why   | The first day was given |
    Then "refresher" is due on 2017-05-20
    And the certification-team may not "correct-date"

  @SIP-6.2a
  Scenario: Who was not trained for the unexpected still owes it
    Given an officer's record received on 2016-05-02 by the certification-team
      | employed-by | escort-supplier |
    When the training-provider does "record-course" on 2016-05-20 with:
      | provider-independent | yes |
      | suitable             | yes |
      | spontaneous          | no  |
    And the training-provider does "pass" on 2016-05-20
    Then "train-spontaneous" is owed by the escort-employer
    When the training-provider does "record-spontaneous" on 2016-06-08 with:
      | spontaneous-on | 2016-06-08 |
      | spontaneous    | yes        |
    Then "train-spontaneous" is not owed
    And "spontaneous" is "yes"

  @SIP-6.2a
  Scenario: When the course covers the unexpected, nothing more is owed
    Given an officer's record received on 2016-05-02 by the certification-team
    When the training-provider does "record-course" on 2016-05-20 with:
      | provider-independent | yes |
      | suitable             | yes |
      | spontaneous          | yes |
    And the training-provider does "pass" on 2016-05-20
    Then "train-spontaneous" is not owed
