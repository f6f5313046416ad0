Feature: Figures in place of complaints

  Paragraphs 12, 17, 18 and 35: numbers by place, on time or overdue, and nothing about a person.

  Background:
    Given a set of returns received on 2017-04-03 at 10:00 by the customer-service-unit through "open"
      | nation       | england    |
      | counted-from | 2017-03-31 |

  @DSO-17b
  Scenario: NHS England reports every quarter, and the Head of Detention Operations gets the numbers
    Then "quarterly" is due on 2017-06-30
    And "quarterly" is owed by the commissioning-team
    When the commissioning-team does "report-quarter" on 2017-06-30 with:
      | quarter-ended   | 2017-06-30 |
      | received-count  | 14         |
      | satisfied-count | 9          |
      | medical-count   | 8          |
      | dental-count    | 4          |
      | other-count     | 2          |
    Then "quarterly" is due on 2017-09-30
    And the notice "quarter" was sent to the head-of-detention-operations
    And the head-of-detention-operations sees "received-count"
    And "satisfied-count" is "9"
    And "dental-count" is "4"

  @DSO-17b
  Scenario: A quarterly report that does not come is overdue
    When nothing happens until 2017-07-01
    Then "quarterly" is overdue
    When the commissioning-team does "report-quarter" on 2017-07-05
    Then "quarterly" is not overdue
    And "quarterly" is due on 2017-10-05

  @DSO-17c
  Scenario: The report on the year, with its trends, is due a year on
    Then "annual" is due on 2018-03-31
    When nothing happens until 2018-04-01
    Then "annual" is overdue
    When the commissioning-team does "report-year" on 2018-04-03 with:
      | year-ended | 2018-03-31                       |
      | year-count | 51                               |
      | trends     | Fewer about waiting for dentists |
    Then "annual" is due on 2019-04-03
    And the notice "year" was sent to the head-of-detention-operations
    And the head-of-detention-operations sees "trends"

  @DSO-18a
  Scenario: The provider reports to the quarterly partnership board, in numbers
    Then "partnership-board" is due on 2017-06-30
    And "partnership-board" is owed by the healthcare-provider
    When the healthcare-provider does "report-to-board" on 2017-06-20 with:
      | board-met-on            | 2017-06-20 |
      | formal-count            | 5          |
      | substantiated-count     | 2          |
      | partly-count            | 1          |
      | not-substantiated-count | 2          |
    Then "partnership-board" is due on 2017-09-20
    And the notice "board" was sent to the head-of-detention-operations
    And the notice "board" was not sent to the monitoring-board
    When nothing happens until 2017-09-21
    Then "partnership-board" is overdue

  @DSO-17a @DSO-18a
  Scenario: Nothing is held of a complaint or a person
    Then nothing is recorded but "place", "nation", "recommender", "counted-from"
    When the commissioning-team does "report-quarter" on 2017-06-30
    Then nothing is recorded but "place", "nation", "recommender", "counted-from", "quarter-ended", "received-count", "satisfied-count", "medical-count", "dental-count", "other-count"

  @DSO-17a
  Scenario: Neither the board nor the supplier is given the figures
    When the commissioning-team does "report-quarter" on 2017-06-30
    Then the monitoring-board does not see the case
    And the centre-supplier does not see the case
    And the healthcare-manager does not see "received-count"

  @DSO-35d
  Scenario: The provider names its complaints manager
    Then "name-complaints-manager" is owed by the healthcare-provider
    When the healthcare-provider does "name-complaints-manager" on 2017-04-05 with:
      | complaints-manager | Wren Abbot |
    Then "name-complaints-manager" is not owed
    And the customer-service-unit sees "complaints-manager"

  @DSO-12b
  Scenario: The unit checks the addresses that the leaflet gives, once a year
    Then "check-addresses" is due on 2018-04-03
    When the customer-service-unit does "check-addresses" on 2018-04-03
    Then "check-addresses" is due on 2019-04-03

  @DSO-17b @DSO-17c @DSO-18a
  Scenario: When the place closes, nothing is owed any longer
    When the customer-service-unit does "close" on 2017-06-01
    And nothing happens until 2018-06-01
    Then "quarterly" is not owed
    And "annual" is not owed
    And "partnership-board" is not owed

  @DSO-17b @DSO-17c
  Scenario: The commissioning team sees what it reports, and not the provider's paper
    Then the commissioning-team sees "place"
    And the commissioning-team sees "nation"
    And the commissioning-team sees "quarter-ended"
    And the commissioning-team sees "received-count"
    And the commissioning-team sees "satisfied-count"
    And the commissioning-team sees "medical-count"
    And the commissioning-team sees "dental-count"
    And the commissioning-team sees "other-count"
    And the commissioning-team sees "year-ended"
    And the commissioning-team sees "year-count"
    And the commissioning-team sees "trends"
    And the commissioning-team sees "progress"
    And the commissioning-team sees "recommendations"
    And the commissioning-team does not see "complaints-manager"
    And the commissioning-team does not see "board-met-on"
    And the commissioning-team does not see "formal-count"
    And the commissioning-team does not see "substantiated-count"
    And the commissioning-team does not see "partly-count"
    And the commissioning-team does not see "not-substantiated-count"
    And the commissioning-team does not see "formal-medical-count"
    And the commissioning-team does not see "formal-dental-count"
    And the commissioning-team does not see "formal-other-count"
    And the commissioning-team does not see "counted-from"
    And the commissioning-team does not see "timeline"

  @DSO-18a
  Scenario: The provider and the healthcare manager see the provider's part, and not what NHS England reports
    Then the healthcare-provider sees "place"
    And the healthcare-provider sees "nation"
    And the healthcare-provider sees "complaints-manager"
    And the healthcare-provider sees "board-met-on"
    And the healthcare-provider sees "formal-count"
    And the healthcare-provider sees "substantiated-count"
    And the healthcare-provider sees "partly-count"
    And the healthcare-provider sees "not-substantiated-count"
    And the healthcare-provider sees "formal-medical-count"
    And the healthcare-provider sees "formal-dental-count"
    And the healthcare-provider sees "formal-other-count"
    And the healthcare-provider sees "recommendations"
    And the healthcare-provider does not see "counted-from"
    And the healthcare-provider does not see "quarter-ended"
    And the healthcare-provider does not see "received-count"
    And the healthcare-provider does not see "satisfied-count"
    And the healthcare-provider does not see "medical-count"
    And the healthcare-provider does not see "dental-count"
    And the healthcare-provider does not see "other-count"
    And the healthcare-provider does not see "year-ended"
    And the healthcare-provider does not see "year-count"
    And the healthcare-provider does not see "trends"
    And the healthcare-provider does not see "progress"
    And the healthcare-provider does not see "timeline"
    And the healthcare-manager sees "recommendations"
    And the healthcare-manager does not see "trends"
