Feature: Help, groups, consent, and people who moved

  Paragraphs 30, 31 and 34.

  Background:
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | complainant-name | Amina K.     |
      | made-by          | someone-else |
      | representative   | Hope Welfare |
      | statement        | Four of us had no heating. |
    When the home-office-centre-team does "record-needs-at-centre" on 2017-03-06 at 10:00 with:
      | support-needs | Somebody to read letters out |
      | child         | no                           |
    And the home-office-centre-team does "scan" on 2017-03-06 at 11:00

  @DSO-30a
  Scenario: What help somebody needs goes with the complaint
    When the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    Then the centre-supplier sees "support-needs"
    And "support-needs" is "Somebody to read letters out"
    And the monitoring-board does not see "support-needs"

  @DSO-31b
  Scenario: A group gets a complaint for each of them, each with letters of its own
    When the customer-service-unit does "open-for-group" on 2017-03-06 with:
      | group-names | Bekele T.; Chidi O.; Darya N. |
    Then "open-for-group" opened 3 "detention-complaints"
    And the case opened knows "complainant-name" as "Darya N."
    And the case opened knows "statement" as "Four of us had no heating."
    And the stage is "with-unit"

  @DSO-31c @X-17
  Scenario: Consent is asked for, and no clock waits for it
    When the customer-service-unit does "ask-consent" on 2017-03-06 with:
      | consent-reason | Hope Welfare asks for a copy of our answer. |
    Then the letter "consent-request" contains "Hope Welfare asks for a copy of our answer."
    And the letter "consent-request" contains "we do not wait for your reply"
    And "record-consent" is owed by the customer-service-unit
    And "pass-on" is due on 2017-03-07
    When the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    Then "respond" is due on 2017-04-05
    When the centre-supplier does "assign" on 2017-03-09
    And the centre-supplier does "draft" on 2017-03-30
    And the senior centre-supplier does "approve" on 2017-03-31
    And the centre-supplier does "respond" on 2017-04-03
    Then the letter "response" contains "Amina K"
    And the customer-service-unit may not "copy-to-representative"
    When the customer-service-unit does "record-consent" on 2017-04-04 with:
      | consent    | given      |
      | consent-on | 2017-04-04 |
    Then the customer-service-unit may "copy-to-representative"
    And "record-consent" is not owed

  @DSO-31c
  Scenario: Without consent nobody else gets a copy
    When the customer-service-unit does "ask-consent" on 2017-03-06
    And the customer-service-unit does "record-consent" on 2017-03-08 with:
      | consent | refused |
    And the customer-service-unit does "send-to-hub" on 2017-03-08
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the centre-supplier does "assign" on 2017-03-09
    And the centre-supplier does "draft" on 2017-03-30
    And the senior centre-supplier does "approve" on 2017-03-31
    And the centre-supplier does "respond" on 2017-04-03
    Then the customer-service-unit may not "copy-to-representative"

  @DSO-31d @X-17
  Scenario: Serious misconduct never waits for consent
    When the customer-service-unit does "recategorise" on 2017-03-06 with:
      | category | serious-misconduct |
    And the customer-service-unit does "ask-consent" on 2017-03-06
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-07
    And the customer-service-unit does "allocate" on 2017-03-07
    Then the notice "referral" was sent to the central-referral-team
    And "respond-serious" is due on 2017-05-29
    And "record-consent" is owed

  @DSO-34a
  Scenario: Somebody who left is still answered
    When the customer-service-unit does "follow-person" on 2017-03-07 with:
      | whereabouts | Released to Leeds, care of Hope Law |
    And the customer-service-unit does "send-to-hub" on 2017-03-07
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    Then "respond" is owed by the centre-supplier
    And the centre-supplier sees "whereabouts"
    When the centre-supplier does "assign" on 2017-03-09
    And the centre-supplier does "follow-person-as-responder" on 2017-03-13 with:
      | delivery | Acknowledgement sent to Hope Law by e-mail, read. |
    And the centre-supplier does "acknowledge" on 2017-03-10
    Then the letter "acknowledgement" was sent
    And "delivery" is "Acknowledgement sent to Hope Law by e-mail, read."
    And "whereabouts" is "Released to Leeds, care of Hope Law"

  @DSO-D6 @DSO-2a
  Scenario: A complaint that concerns a child needs somebody whose training is valid
    When the customer-service-unit does "record-needs" on 2017-03-06 with:
      | child | yes |
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the centre-supplier tries "assign" on 2017-03-09 and is refused because "must be a day to come" with:
      | child-training-until | 2017-01-31 |
    And the centre-supplier does "assign" on 2017-03-09 with:
      | child-training-until | 2018-01-31 |
    Then "child-training-until" is "2018-01-31"
    And the centre-supplier sees "child"

  @DSO-48d
  Scenario: Footage has to be secured before it is overwritten
    When the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the centre-supplier does "assign" on 2017-03-09 with:
      | footage-until | 2017-03-20 |
    Then "secure-footage" is due on 2017-03-20
    And "secure-footage" is owed by the centre-supplier
    And "child-training-until" is not known
    When the centre-supplier does "record-evidence" on 2017-03-14
    Then "secure-footage" was met on time
