Feature: The box, and forms that are handed to staff

  Paragraph 25: boxes are locked and marked, forms belong in them, and what cannot wait does not wait for the box.

  @DSO-25b
  Scenario: A box that is not marked is put right by whoever runs the place
    Given a box log received on 2017-03-06 at 09:00
      | setting      | removal-centre |
      | box-location | East wing      |
      | box-marked   | no             |
    Then the stage is "in-use"
    And "box-location" is "East wing"
    And "put-box-right" is owed by the centre-supplier
    And "put-box-right" is due on 2017-03-06 at 09:00
    When the centre-supplier does "put-box-right" on 2017-03-06 at 11:00 with:
      | box-marked | yes |
    Then "put-box-right" is not owed

  @DSO-25b
  Scenario: In a holding facility the escort supplier provides the box
    Given a box log received on 2017-03-06
      | setting    | holding |
      | box-marked | no      |
    Then "put-box-right" is owed by the escort-supplier
    And the centre-supplier may not "put-box-right"

  @DSO-25c @X-21
  Scenario: An ordinary form that was handed over goes into the box, and nothing of it is recorded
    Given a box log received on 2017-03-06
    When the centre-supplier does "put-in-box" on 2017-03-06
    Then the notice "urgent-form" was not sent
    And the notice "confidential-form" was not sent
    And "form-holder" is not known
    And "act-on-urgent-form" is not owed
    And "collect-envelope" is not owed
    And the duty-manager does not see the case
    And "forms-found" is not known

  @DSO-25c @X-21
  Scenario: A form that shows danger goes to the duty manager at once
    Given a box log received on 2017-03-06
    When the centre-supplier does "hand-urgent" on 2017-03-06 at 14:05 with:
      | form-holder | Lee Fox |
    Then the notice "urgent-form" was sent to the duty-manager
    And "act-on-urgent-form" is due on 2017-03-06 at 14:05
    And the duty-manager sees "form-holder"
    And the duty-manager does not see "forms-found"
    When the centre-supplier does "put-in-box" on 2017-03-06 at 14:10
    Then "act-on-urgent-form" is owed by the duty-manager
    When the duty-manager does "act-on-urgent-form" on 2017-03-06 at 14:20
    Then "act-on-urgent-form" is not owed

  @DSO-25c @X-21
  Scenario: A form that shows a crime is reported without waiting for the box
    Given a box log received on 2017-03-06
    When the home-office-centre-team does "hand-criminal" on 2017-03-06 with:
      | form-holder | Lee Fox |
    Then "hand-criminal" opened 1 "criminal-incident"
    And the notice "urgent-form" was not sent

  @DSO-25c @X-21
  Scenario: A sealed confidential envelope goes to the enforcement manager, closed
    Given a box log received on 2017-03-06
    When the centre-supplier does "hand-envelope" on 2017-03-06 at 15:00 with:
      | form-holder | Lee Fox |
    Then the notice "confidential-form" was sent to the enforcement-manager
    And "collect-envelope" is owed by the enforcement-manager
    And the duty-manager does not see the case
    When the enforcement-manager does "collect-envelope" on 2017-03-06 at 15:30
    Then "collect-envelope" is not owed
