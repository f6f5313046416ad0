Feature: What part of a journey it is about

  SIP 6.2 to 6.7: a complaint about escorts says which part of the journey it is about, and names the person escort record as evidence.

  @SIP-6.2a @SIP-6.3a @SIP-6.4a @SIP-6.5a @SIP-6.6a @SIP-6.7a
  Scenario Outline: A complaint about escorts says which part of the journey it is about
    Given a complaint received on 2017-03-06 at 09:30 by the customer-service-unit through "receive"
      | setting | <setting> |
      | escort  | <escort>  |
    When the customer-service-unit does "send-to-hub" on 2017-03-06 with:
      | escort-matter | <matter> |
    Then "escort-matter" is "<matter>"
    When the allocation-hub does "log" on 2017-03-07
    And the customer-service-unit does "allocate" on 2017-03-07
    Then "escort-matter" is "<matter>"
    And the escort-supplier sees "escort-matter"
    And the head-of-detention-operations sees "escort-matter"

    Examples:
      | setting        | escort | matter      |
      | escort         | yes    | unexpected  |
      | removal-centre | yes    | handover    |
      | holding        | yes    | coach       |
      | escort         | no     | crowding    |
      | removal-centre | yes    | information |
      | escort         | yes    | filming     |
      | escort         | yes    | luggage     |
      | escort         | yes    | none        |

  @SIP-6.2a @SIP-6.3a @SIP-6.4a @SIP-6.5a @SIP-6.6a @SIP-6.7a
  Scenario: No complaint about escorts goes to the hub before it was asked
    Given a complaint received on 2017-03-06 at 09:30 by the customer-service-unit through "receive"
      | setting | escort |
    Then "escort-matter" is not known
    When the customer-service-unit does "send-to-hub" on 2017-03-06
    Then "escort-matter" is "none"

  @SIP-6.4a
  Scenario: It is asked of no other complaint, and can be put right
    Given a complaint received on 2017-03-06 at 09:30 by the customer-service-unit through "receive"
      | setting | removal-centre |
      | escort  | no             |
    When the customer-service-unit does "send-to-hub" on 2017-03-06
    Then "escort-matter" is not known
    When the allocation-hub does "log" on 2017-03-07
    And the customer-service-unit does "allocate" on 2017-03-07 with:
      | escort        | yes   |
      | escort-matter | coach |
    Then "escort-matter" is "coach"
    When the customer-service-unit does "correct" on 2017-03-08 with:
      | escort-matter | information |
    Then "escort-matter" is "information"

  @SIP-6.4b
  Scenario: The escort supplier names the person escort record as evidence
    Given a complaint received on 2017-03-06 at 09:30 by the customer-service-unit through "receive"
      | category | service-delivery |
      | setting  | escort           |
    When the customer-service-unit does "send-to-hub" on 2017-03-06 with:
      | escort-matter | coach |
    And the allocation-hub does "log" on 2017-03-07
    And the customer-service-unit does "allocate" on 2017-03-07
    And the escort-supplier does "record-evidence" on 2017-03-09 with:
      | evidence      | The crew were asked            |
      | per-reference | PER 4471, coach 2: 3 h 40 min  |
    Then "per-reference" is "PER 4471, coach 2: 3 h 40 min"
    And the escort-supplier sees "per-reference"
    And the customer-service-unit sees "per-reference"
    And the enforcement-manager does not see "per-reference"
    And the monitoring-board does not see "per-reference"

  @SIP-6.4b
  Scenario: Professional standards names it too, and is not asked where no escort was involved
    Given a complaint received on 2017-03-06 at 09:30 by the customer-service-unit through "receive"
      | category | serious-misconduct |
      | setting  | removal-centre     |
      | escort   | yes                |
    When the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-07
    And the customer-service-unit does "allocate" on 2017-03-07
    And the professional-standards does "record-serious-evidence" on 2017-03-09 with:
      | per-reference | PER 4471 |
    Then "per-reference" is "PER 4471"
    And the professional-standards sees "per-reference"
