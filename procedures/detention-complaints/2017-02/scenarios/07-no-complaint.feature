Feature: What is no complaint here

  Paragraphs 7, 28, 36, 44 and 45: what goes elsewhere, what others answer, what the centre settles, and what a Member of Parliament lodges.

  Background:
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | complainant-name | Amina K. |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00

  @DSO-7a @DSO-7b @DSO-7c @DSO-7d @DSO-4a @DSO-45p
  Scenario Outline: What is no complaint goes to those who can answer it, and the person is told
    When the customer-service-unit does "pass-on" on 2017-03-06 with:
      | no-complaint        | <what>                 |
      | no-complaint-reason | It asks for a decision |
      | passed-to           | <where>                |
    Then the stage is "passed-on"
    And the letter "redirected" contains "<where>"
    And the letter "redirected" contains "We cannot answer your letter as a complaint"
    And the letter "signposted" was not sent
    And "hand-over" is not owed
    And "no-complaint-reason" is "It asks for a decision"
    And the allocation-hub does not see the case
    And the monitoring-board does not see the case

    Examples:
      | what        | where                     |
      | immigration | Asylum casework           |
      | legislation | The policy directorate    |
      | policy      | The policy directorate    |
      | disclosure  | Information rights team   |

  @DSO-7e @X-15
  Scenario: What nobody in the Home Office answers for is signposted
    When the customer-service-unit does "pass-on" on 2017-03-06 with:
      | no-complaint | outside                              |
      | passed-to    | The embassy of Ghana in London       |
    Then the letter "signposted" contains "The embassy of Ghana in London"
    And the letter "redirected" was not sent
    And the stage is "passed-on"

  @DSO-36i @DSO-28b @DSO-45p @DSO-46d @DSO-2a @X-15
  Scenario: Another unit of the Home Office answers within 20 working days, and the person is told
    When the customer-service-unit does "send-to-hub" on 2017-03-06 with:
      | whose | other-unit |
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    Then "responder" is "other-service-unit"
    And "respond" is due on 2017-04-05
    And "respond" is owed by the other-service-unit
    And "acknowledge" is due on 2017-03-10
    And the letter "moved" contains "another part of the Home Office"
    And the letter "moved" contains "5 April 2017"
    And the other-service-unit sees "statement"
    And the centre-supplier does not see the case
    When the other-service-unit does "assign" on 2017-03-09
    And the other-service-unit does "acknowledge" on 2017-03-10
    Then the notice "acknowledged" was sent to the customer-service-unit
    When the other-service-unit does "draft" on 2017-03-30
    Then the other-service-unit may not "approve" because "someone other than"
    When the senior other-service-unit does "approve" on 2017-03-31
    And the other-service-unit does "respond" on 2017-04-03
    Then "respond" was met on time
    And the letter "response" was not sent

  @DSO-39a @DSO-37a @DSO-53c
  Scenario: Its answer names the other ombudsman
    When the customer-service-unit does "send-to-hub" on 2017-03-06 with:
      | whose | other-unit |
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the other-service-unit does "assign" on 2017-03-09
    And the other-service-unit does "draft" on 2017-03-30
    And the senior other-service-unit does "approve" on 2017-03-31
    And the other-service-unit does "respond" on 2017-04-03
    Then the letter "other-unit-response" contains "You can ask a Member of Parliament to send your complaint to the Parliamentary and Health Service Ombudsman"
    And the letter "other-unit-response" contains "A feedback form comes with this letter."
    And the letter "response" was not sent

  @DSO-36f @DSO-46d @X-10
  Scenario: The enforcement manager answers for the Home Office team at the centre
    When the customer-service-unit does "send-to-hub" on 2017-03-06 with:
      | whose | home-office-team |
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    Then "responder" is "enforcement-manager"
    And the enforcement-manager may "assign"
    And the centre-supplier does not see the case

  @DSO-7h
  Scenario: DEPMU answers a complaint about the refusal of a transfer
    When the customer-service-unit does "send-to-hub" on 2017-03-06 with:
      | whose | transfer-refusal |
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    Then "responder" is "transfer-section"
    And "respond" is due on 2017-04-05
    And "acknowledge" is due on 2017-03-10
    And the transfer-section sees "statement"

  @DSO-7g @DSO-44j
  Scenario: A request to be moved that slipped through goes to DEPMU
    When the customer-service-unit does "pass-transfer" on 2017-03-06 with:
      | transfer-wish | To Fenwick Hall, near my wife |
    Then the notice "transfer" was sent to the transfer-section
    And the letter "transfer-passed" contains "To Fenwick Hall, near my wife"
    And the letter "transfer-passed" contains "you can complain about that"
    And the stage is "passed-on"
    And the transfer-section does not see the case

  @DSO-45q @DSO-45r @X-15
  Scenario: What the centre can settle goes back to it, and no central answer comes
    When the customer-service-unit does "send-to-centre" on 2017-03-07 with:
      | for-centre | He cannot reach his bank from here. |
    Then the stage is "with-centre"
    And the notice "back-at-centre" was sent to the centre-manager
    And the letter "no-central-reply" contains "not get an answer from us"
    And "allocate-locally" is owed by the centre-manager
    And the centre-manager sees "for-centre"
    And the centre-manager does not see "statement"
    When the centre-manager does "allocate-locally" on 2017-03-08 with:
      | local-handler | The welfare team |
    Then the stage is "placed-locally"
    And "local-handler" is "The welfare team"

  @DSO-7f @X-16
  Scenario: What a Member of Parliament lodges is ministerial correspondence, tied to the complaint on the same facts
    When the customer-service-unit does "pass-to-ministerial" on 2017-03-06 with:
      | member                 | Jane Roe MP   |
      | ministerial-reference  | M2017/441     |
      | same-facts             | DC/2017/00017 |
    Then the stage is "passed-on"
    And "same-facts" is "DC/2017/00017"
    And "pass-on" is not owed
