Feature: Footage when force is alleged

  IAP 4.1: footage is asked for when a complaint about force is received, and whoever holds it says what is kept.

  @IAP-4.1a
  Scenario: The centre asks for footage on the day on which the box is emptied
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category         | serious-misconduct |
      | subject          | criminal-assault   |
      | setting          | removal-centre     |
      | escort           | no                 |
      | complainant-name | Amina K.           |
    Then "force-alleged" is "yes"
    And "keep-footage" is due on 2017-03-06
    And the centre-manager does not see the case
    When the home-office-centre-team does "keep-footage-at-centre" on 2017-03-06 at 10:00 with:
      | footage-wanted | Corridor B, 4 March, 21:00 to 22:00 |
    Then "keep-footage" was met on time
    And the notice "keep-footage" was sent to the centre-manager
    And "confirm-footage" is owed by the centre-manager
    And "confirm-footage" is due on 2017-03-07 at 10:00
    And the centre-manager sees "footage-wanted"
    And the centre-manager does not see "statement"
    And the centre-manager does not see "complainant-name"
    And the centre-manager does not see "category"
    When the centre-manager does "confirm-footage" on 2017-03-06 at 15:00 with:
      | footage-kept | Both cameras, disc 12, until September |
    Then "confirm-footage" was met on time
    And "footage-kept" is "Both cameras, disc 12, until September"

  @IAP-4.1a
  Scenario: A complaint about force that comes by post is not left until somebody investigates
    Given a complaint received on 2017-03-06 at 09:30 by the customer-service-unit through "receive"
      | category | minor-misconduct |
      | subject  | incivility       |
      | force    | yes              |
      | setting  | escort           |
    Then "keep-footage" is owed by the customer-service-unit
    When nothing happens until 2017-03-07
    Then "keep-footage" is overdue
    When the customer-service-unit does "keep-footage" on 2017-03-07 with:
      | footage-wanted | Van 12, 5 March, the whole journey |
    Then the notice "keep-footage" was sent to the escort-supplier
    And the escort-supplier sees "footage-wanted"
    And the escort-supplier does not see "subject"
    And "keep-footage" was met late

  @IAP-4.1a
  Scenario: Or it is said why there is none to ask for
    Given a complaint received on 2017-03-06 at 09:30 by the customer-service-unit through "receive"
      | category | serious-misconduct |
      | subject  | fighting           |
    When the customer-service-unit does "no-footage" on 2017-03-06 at 11:00 with:
      | no-footage-why | It was in a garden without cameras |
    Then "keep-footage" was met on time
    And "confirm-footage" is not owed

  @IAP-4.1a
  Scenario: Without force nothing is owed
    Given a complaint received on 2017-03-06 at 09:30 by the customer-service-unit through "receive"
      | category | service-delivery |
      | subject  | delay            |
      | force    | no               |
    Then "keep-footage" is not owed
    And the customer-service-unit may not "no-footage"

  @IAP-4.1a
  Scenario Outline: Wherever a complaint is recorded, it is asked whether force was used
    Given a complaint received on 2017-03-06 at 09:30 by the <who> through "<step>"
    Then "force" is "no"

    Examples:
      | who                     | step    |
      | home-office-centre-team | find    |
      | customer-service-unit   | receive |
      | monitoring-board        | hear    |

  @IAP-4.1a
  Scenario: A form from a box, and a part that was split off, are asked about force before they go on
    Given a complaint received on 2017-03-06 at 09:30 through "take-from-box"
    When the home-office-centre-team does "read-form" on 2017-03-06 at 10:00
    Then "force" is "no"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    Then "keep-footage" is not owed
    When the customer-service-unit does "send-to-hub" on 2017-03-06 at 12:00 with:
      | force | yes |
    Then "force-alleged" is "yes"
    And "keep-footage" is owed by the customer-service-unit
    And "keep-footage" is due on 2017-03-06

  @IAP-4.1a
  Scenario: Nothing goes to the hub before it was asked whether force was used
    Given a complaint received on 2017-03-06 at 09:30 by the customer-service-unit through "split-part"
    Then "force" is not known
    When the customer-service-unit does "send-to-hub" on 2017-03-06 at 12:00
    Then "force" is "no"
