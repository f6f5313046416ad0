Feature: A concern about other work

  @HMIP-S1.1
  Scenario: A concern about other work goes to whoever is involved
    Given a concern received on 2020-06-01 by the enquiries-team through "raise"
      | about-inspection | no      |
      | raised-with      | Max Roe |
    Then "inspection" is not known
    And "address" is owed
    When nothing happens until 2020-09-01
    Then "address" is not overdue
