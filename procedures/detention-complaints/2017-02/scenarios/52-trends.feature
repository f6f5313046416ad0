Feature: What the figures are made from, and who may read them

  Paragraph 52 and IAP 5.1: trends by region, business area, kind and establishment, for those who see no more of a complaint than what is counted.

  Background:
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category         | service-delivery |
      | subject          | delay            |
      | setting          | removal-centre   |
      | region           | south-east       |
      | complainant-name | Amina K.         |
      | statement        | My visit was cut |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08

  @DSO-52a
  Scenario Outline: The head of detention operations sees what the figures count, and nobody's name
    Then "region" is "south-east"
    And the head-of-detention-operations sees "region"
    And the head-of-detention-operations sees "place"
    And the head-of-detention-operations sees "category"
    And the head-of-detention-operations sees "topic"
    And the head-of-detention-operations sees "responder"
    And the head-of-detention-operations sees "respond.due"
    And the head-of-detention-operations does not see "<hidden>"

    Examples:
      | hidden           |
      | complainant-name |
      | number           |
      | statement        |
      | officers         |
      | investigator     |
      | outcome          |
      | documents        |
      | timeline         |

  @DSO-52a @IAP-5.1h
  Scenario: What was found is counted once the person was answered
    When the centre-supplier does "assign" on 2017-03-09
    And the centre-supplier does "draft" on 2017-03-30
    Then the head-of-detention-operations does not see "outcome"
    And the prisons-inspectorate does not see "outcome"
    When the senior centre-supplier does "approve" on 2017-03-31
    And the centre-supplier does "respond" on 2017-04-03
    Then the head-of-detention-operations sees "outcome"
    And the head-of-detention-operations sees "region"
    And the head-of-detention-operations sees "responder"
    And the head-of-detention-operations sees "topic"
    And the head-of-detention-operations sees "escort-matter"
    And the head-of-detention-operations does not see "findings"
    And the head-of-detention-operations does not see "letter.response"
    And the prisons-inspectorate sees "outcome"
    And the prisons-inspectorate does not see "letter.response"

  @IAP-5.1h
  Scenario: The inspectorate reads along, learns no name, and changes nothing
    Then the prisons-inspectorate sees "topic"
    And the prisons-inspectorate sees "respond.due"
    And the prisons-inspectorate does not see "complainant-name"
    And the prisons-inspectorate does not see "statement"
    And the prisons-inspectorate does not see "officers"
    And the prisons-inspectorate does not see "investigator"
    And the prisons-inspectorate may not "correct"
    And the prisons-inspectorate may not "record-evidence"
    And the monitoring-board sees "statement"
    And the monitoring-board may not "correct"
