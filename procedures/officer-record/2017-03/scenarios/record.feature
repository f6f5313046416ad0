Feature: The record of an officer

  The certificate and the employer, and who sees what.

  @SIP-6.1b
  Scenario: How the certificate stands is recorded with its day
    Given an officer's record received on 2016-05-02 by the certification-team
      | officer            | Sam Doyle       |
      | certificate-status | certified       |
      | status-since       | 2016-05-02      |
      | employed-by        | escort-supplier |
    When the certification-team does "record-status" on 2017-03-10 with:
      | certificate-status | suspended  |
      | status-since       | 2017-03-09 |
      | certification-case | OC/2017/2  |
    Then "certificate-status" is "suspended"
    And "status-since" is "2017-03-09"
    And the notice "status" was sent to the escort-employer
    And "Sam Doyle" sees "certificate-status"
    And "Sam Doyle" does not see "certification-case"
    And "train" is owed
    When the certification-team does "record-status" on 2017-06-01 with:
      | certificate-status | revoked    |
      | status-since       | 2017-06-01 |
    Then "train" is not owed

  @SIP-6.1b @IAP-1.1a
  Scenario: The officer sees training and certificate, and can change neither
    Given an officer's record received on 2016-05-02 by the certification-team
      | officer            | Sam Doyle |
      | certificate-number | DCO 4417  |
    When the training-provider does "record-course" on 2016-05-20 with:
      | provider-independent | yes |
      | suitable             | yes |
    And the training-provider does "pass" on 2016-05-20
    And the certification-team does "note" on 2016-05-21 with:
      | note | Works nights |
    Then "Sam Doyle" sees "certificate-number"
    And "Sam Doyle" sees "practical"
    And "Sam Doyle" sees "refresher.due"
    And "Sam Doyle" does not see "note"
    And "Sam Doyle" does not see "timeline"
    And "Sam Doyle" does not see "documents"

  @SIP-6.1c
  Scenario: The training provider sees training only
    Given an officer's record received on 2016-05-02 by the certification-team
    Then the training-provider sees "officer"
    And the training-provider sees "course-result"
    And the training-provider does not see "certificate-status"
    And the training-provider does not see "certification-case"
    And the training-provider does not see "note"

  @SIP-6.1b @IAP-1.1a
  Scenario: Whoever looks into an officer's conduct sees how they were trained
    Given an officer's record received on 2016-05-02 by the certification-team
      | employed-by | escort-supplier |
    Then the professional-standards sees "practical"
    And the professional-standards sees "in-date"
    And the use-of-force-monitor sees "trained-on"
    And the contract-monitor sees "refresher.due"
    And the professional-standards does not see "note"
    And the escort-management sees "trained-on"
    And the escort-management does not see "certificate-status"

  @SIP-6.1b
  Scenario: The record goes with the officer to a new employer, and the earlier one loses sight of it
    Given an officer's record received on 2016-05-02 by the certification-team
      | employed-by | supplier |
    Then the supplier-employer sees the case
    And the escort-employer does not see the case
    When the certification-team does "change-employer" on 2016-09-01 with:
      | employed-by    | escort-supplier |
      | employed-since | 2016-09-01      |
    Then the escort-employer sees "certificate-status"
    And the supplier-employer does not see the case
    And "train" is owed by the escort-employer

  @SIP-6.1b
  Scenario: Who comes back after a break is trained anew
    Given an officer's record received on 2016-05-02 by the certification-team
      | employed-by | supplier |
    When the training-provider does "record-course" on 2016-05-20 with:
      | provider-independent | yes |
      | suitable             | yes |
    And the training-provider does "pass" on 2016-05-20 with:
      | trained-on | 2016-05-20 |
    And the certification-team does "leave" on 2016-10-03
    Then the stage is "left"
    And "refresher" is not owed
    When the certification-team does "come-back" on 2017-02-06
    Then the stage is "registered"
    And "in-date" is "no"
    And "train" is owed by the supplier-employer
    When the training-provider does "record-course" on 2017-02-17 with:
      | provider-independent | yes |
      | suitable             | yes |
    And the training-provider does "pass" on 2017-02-17 with:
      | trained-on | 2017-02-17 |
    Then "train" is not owed
    And "refresher" is due on 2018-02-17

  @SIP-6.1b
  Scenario: What was typed wrongly is put right
    Given an officer's record received on 2016-05-02 by the certification-team
      | certificate-number | DCO 4471 |
    When the certification-team does "correct" on 2016-05-03 with:
      | certificate-number | DCO 4417 |
    Then "certificate-number" is "DCO 4417"
    And the supplier-employer may not "correct"
