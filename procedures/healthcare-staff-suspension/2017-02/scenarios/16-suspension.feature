Feature: The suspension of healthcare staff

  Paragraphs 16 and 20: the Head of Detention Operations, those whom the Head names, and nobody else.

  @DSO-16b @DSO-20b
  Scenario: The healthcare manager tells the Head of Detention Operations, with name, day and employer
    Given a suspension received on 2017-03-06 at 10:00 by the healthcare-manager through "notify"
      | suspended-person | Nurse Hale          |
      | employer         | The health supplier |
      | suspended-on     | 2017-03-05          |
    Then the notice "suspended" was sent to the head-of-detention-operations
    And the notice "suspended" was not sent to the customer-service-unit
    And the head-of-detention-operations sees "suspended-person"
    And the head-of-detention-operations sees "employer"
    And the head-of-detention-operations sees "suspended-on"
    And nothing is recorded but "place", "suspended-person", "employer", "suspended-on"

  @DSO-16b @DSO-20b
  Scenario Outline: The <role> sees nothing of it
    Given a suspension received on 2017-03-06 at 10:00 by the healthcare-manager through "notify"
    Then the <role> does not see the case
    And the notice "suspended" was not sent to the <role>

    Examples:
      | role                    |
      | customer-service-unit   |
      | home-office-centre-team |
      | enforcement-manager     |
      | centre-supplier         |
      | healthcare-provider     |
      | commissioning-team      |
      | monitoring-board        |

  @DSO-16b
  Scenario: Whoever the Head names sees it, and whoever is left out later does not
    Given a suspension received on 2017-03-06 at 10:00 by the healthcare-manager through "notify"
    Then the healthcare-manager may not "nominate"
    When the head-of-detention-operations does "nominate" on 2017-03-07 with:
      | nominated | Ada Quill |
    Then "Ada Quill" sees the case
    And "Ada Quill" sees "suspended-person"
    And the healthcare-manager does not see "nominated"
    And the customer-service-unit does not see the case
    When the head-of-detention-operations does "nominate" on 2017-03-09 with:
      | nominated | Bo Lund |
    Then "Bo Lund" sees the case
    And "Ada Quill" does not see the case

  @DSO-16b
  Scenario: The person suspended cannot find the record, not even as a healthcare manager
    Given a suspension received on 2017-03-06 at 10:00 by the healthcare-manager through "notify"
      | suspended-person | Nurse Hale |
    Then the person complained about does not see the case

  @DSO-20b @DSO-16b
  Scenario: A suspension that is told with a complaint holds nothing of the complaint
    Given a suspension received on 2017-03-06 at 10:00 by the healthcare-manager through "notify-from-complaint"
      | suspended-person | Nurse Hale          |
      | employer         | The health supplier |
      | suspended-on     | 2017-03-05          |
    Then the notice "suspended" was sent to the head-of-detention-operations
    And nothing is recorded but "place", "suspended-person", "employer", "suspended-on"

  @DSO-20c
  Scenario: The Head hears how it goes, and the end is owed until it is told
    Given a suspension received on 2017-03-06 at 10:00 by the healthcare-manager through "notify"
      | suspended-on | 2017-03-05 |
    Then "record-end" is owed by the healthcare-manager
    When the healthcare-manager does "send-update" on 2017-03-20 with:
      | progress | The regulator has the papers. |
    Then the notice "update" was sent to the head-of-detention-operations
    And the notice "update" was not sent to the customer-service-unit
    When nothing happens until 2017-09-06
    Then "record-end" is owed
    When the healthcare-manager does "record-end" on 2017-09-07 with:
      | ended-on | 2017-09-06 |
    Then "record-end" is not owed
    And the stage is "ended"
    And the head-of-detention-operations sees "ended-on"

  @DSO-16b @DSO-20c
  Scenario: The healthcare manager sees what they told
    Given a suspension received on 2017-03-06 at 10:00 by the healthcare-manager through "notify"
    When the healthcare-manager does "record-end" on 2017-03-20
    Then the healthcare-manager sees "place"
    And the healthcare-manager sees "suspended-person"
    And the healthcare-manager sees "employer"
    And the healthcare-manager sees "suspended-on"
    And the healthcare-manager sees "progress"
    And the healthcare-manager sees "ended-on"
    And the healthcare-manager does not see "documents"
    And the healthcare-manager does not see "timeline"
