Feature: The register of instructions

  What staff were told: by whom, when, to whom and how, and when it was said again.

  @SIP-6.2b
  Scenario: The paper on how to talk and behave is on the register, as evidence
    Given an instruction received on 2017-04-03 by the head-of-escorting
      | instruction-title   | Communications & Behaviour                      |
      | issuer              | head-of-escorting                               |
      | issued-on           | 2017-03-31                                      |
      | audience            | All officers on overseas escorts                |
      | channels            | By e-mail; Put up in staff areas                |
      | recommendation-case | RE/2017/2                                       |
      | action-case         | IA/2017/4                                       |
      | document            | How officers speak to people and behave at work |
    Then the stage is "in-force"
    And "instruction-title" is "Communications & Behaviour"
    And "issued-on" is "2017-03-31"
    And "audience" is "All officers on overseas escorts"
    And "action-case" is "IA/2017/4"
    And "recommendation-case" is "RE/2017/2"
    And "reissuer" is "head-of-escorting"
    And the assurance sees "documents"
    And the assurance sees "action-case"
    And the escort-team sees "document"

  @SIP-6.2b
  Scenario: An instruction says to whom and in which ways
    When the plan-keeper tries "record" on 2017-04-03 and is refused because "Enter an answer: Issued to"
      | audience |  |
    And the plan-keeper tries "record" on 2017-04-03 and is refused because "Write at least one point"
      | channels |  |
    And the plan-keeper tries "record" on 2017-04-03 and is refused because "is in the future"
      | issued-on | 2017-04-30 |
    And the plan-keeper does "record" on 2017-04-03
      | channels | Read out at briefings |
    Then the stage is "in-force"

  @SIP-6.3c
  Scenario Outline: Local reminders and an instruction to the whole estate stand beside each other
    Given an instruction received on 2017-05-02 by the plan-keeper
      | instruction-title   | Tell escorts at once of self-harm monitoring and medical matters |
      | issuer              | <issuer>                                                         |
      | issued-on           | 2017-05-02                                                       |
      | recommendation-case | RE/2017/3                                                        |
    Then "reissuer" is "<again>"
    And "reissue-six-months" is owed by the <again>
    And the <again> may "reissue"
    And the <other> may not "reissue"

    Examples:
      | issuer               | again                        | other                        |
      | detention-operations | head-of-detention-operations | centre-manager               |
      | centre-supplier      | centre-manager               | head-of-detention-operations |
      | escort-supplier      | escort-management            | head-of-escorting            |

  @SIP-6.3c
  Scenario: A reminder of one centre names the centre
    Given an instruction received on 2017-05-02 by the centre-manager
      | issuer | centre-supplier |
    Then "place" is "1"
    And the escort-team does not see the case

  @SIP-6.3d @X-64
  Scenario Outline: It is issued again in its rhythm
    Given an instruction received on 2017-05-02 by the head-of-detention-operations
      | issuer      | detention-operations |
      | issued-on   | 2017-04-28           |
      | issue-again | <rhythm>             |
    Then "<duty>" is due on <first>
    When the head-of-detention-operations does "reissue" on 2017-07-10
      | audience | All staff of the centres, new and old |
      | changes  | Nothing                               |
    Then "<duty>" was met on time
    And "<duty>" is due on <next>
    And "issued-again-on" is "2017-07-10"

    Examples:
      | rhythm        | duty                  | first      | next       |
      | three-months  | reissue-three-months  | 2017-07-28 | 2017-10-10 |
      | six-months    | reissue-six-months    | 2017-10-28 | 2018-01-10 |
      | twelve-months | reissue-twelve-months | 2018-04-28 | 2018-07-10 |

  @SIP-6.3d @X-64
  Scenario: Six months is what we propose, and a time that passes is seen
    Given an instruction received on 2017-05-02 by the head-of-detention-operations
      | issuer    | detention-operations |
      | issued-on | 2017-05-02           |
    Then "issue-again" is "six-months"
    When nothing happens until 2017-11-03
    Then "reissue-six-months" is overdue
    And the prisons-inspectorate sees "reissue-six-months.due"
    And the monitoring-board may not "reissue"
    When the plan-keeper does "reissue" on 2017-11-06
    Then "reissue-six-months" is not overdue
    And "reissue-six-months" is due on 2018-05-06

  @SIP-6.3d
  Scenario: How often it is issued is changed with a reason
    Given an instruction received on 2017-05-02 by the head-of-detention-operations
      | issuer    | detention-operations |
      | issued-on | 2017-05-02           |
    When the head-of-detention-operations does "correct" on 2017-05-03
      | issue-again   | three-months        |
      | corrected-why | Many new staff come |
    Then "reissue-six-months" is not owed
    And "reissue-three-months" is due on 2017-08-02
    When the assurance does "note" on 2017-05-04
      | note | Ask for the list of readers |
    Then the head-of-detention-operations does not see "note"

  @SIP-6.3d
  Scenario: An instruction that is withdrawn is not issued again
    Given an instruction received on 2017-05-02 by the head-of-detention-operations
      | issuer | detention-operations |
    When the head-of-detention-operations does "withdraw" on 2017-06-01
      | withdrawn-why | The handover form now asks for it |
    Then the stage is "withdrawn"
    And "reissue-six-months" is not owed
    And "withdrawn-on" is "2017-06-01"

  @SIP-6.3d
  Scenario: A newer instruction takes its place, and the record names it
    Given an instruction received on 2017-05-02 by the head-of-detention-operations
      | issuer | detention-operations |
    When the head-of-detention-operations does "supersede" on 2017-10-02
      | newer-instruction | IS/2017/9 |
    Then the stage is "superseded"
    And "newer-instruction" is "IS/2017/9"
    And "reissue-six-months" is not owed
