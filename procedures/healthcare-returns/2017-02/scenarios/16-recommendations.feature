Feature: Recommendations belong to the place

  Paragraphs 16 and 20.

  @DSO-16c
  Scenario: In England the commissioning team tells the unit how things stand and what is recommended
    Given a set of returns received on 2017-04-03 at 10:00 by the customer-service-unit through "open"
      | nation       | england    |
      | counted-from | 2017-03-31 |
    When the commissioning-team does "share-update" on 2017-05-02 with:
      | progress | One investigation goes on. |
    Then the notice "update" was sent to the customer-service-unit
    When the commissioning-team does "share-recommendations" on 2017-05-15 with:
      | recommendations | Two people hand out medicines; The list is checked each day |
    Then the notice "recommendations" was sent to the customer-service-unit
    And the customer-service-unit sees "recommendations"
    And "share-recommendations" opened 2 "action-point"
    And the case opened knows "action" as "The list is checked each day"
    And the healthcare-manager may not "share-recommendations"

  @DSO-16c
  Scenario: A recommendation carries no complaint and no person
    Given a set of returns received on 2017-04-03 at 10:00 by the customer-service-unit through "open"
      | nation       | england    |
      | counted-from | 2017-03-31 |
    When the commissioning-team does "share-recommendations" on 2017-05-15 with:
      | recommendations | Two people hand out medicines |
    Then nothing is recorded but "place", "nation", "recommender", "counted-from", "recommendations"
    And the centre-supplier does not see the case

  @DSO-20c
  Scenario: In Scotland the healthcare manager shares recommendations, and nothing else is owed
    Given a set of returns received on 2017-04-03 at 10:00 by the customer-service-unit through "open"
      | nation       | scotland   |
      | counted-from | 2017-03-31 |
    Then "quarterly" is not owed
    And "annual" is not owed
    And "partnership-board" is not owed
    And the commissioning-team may not "share-recommendations"
    And "check-addresses" is not owed
    And "name-complaints-manager" is not owed
    And the commissioning-team may not "report-quarter" because "Nation"
    And the commissioning-team may not "report-year" because "Nation"
    And the commissioning-team may not "share-update" because "Nation"
    And the healthcare-provider may not "report-to-board" because "Nation"
    And the healthcare-provider may not "name-complaints-manager" because "Nation"
    And the customer-service-unit may not "check-addresses" because "Nation"
    When the healthcare-manager does "share-recommendations" on 2017-05-15 with:
      | recommendations | Two people hand out medicines |
    Then "share-recommendations" opened 1 "action-point"
    And the notice "recommendations" was sent to the head-of-detention-operations
