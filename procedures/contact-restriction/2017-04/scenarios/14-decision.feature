Feature: From the discussion to the decision letter

  Paragraphs 14 to 19 of Appendix A.

  Background:
    Given a restriction case received on 2017-05-02 by the service-manager through "open"
      | subject | Pat Gray |
    When the information-governance-manager does "assess" on 2017-05-03 with:
      | classification | unreasonably-persistent |
      | vulnerable     | yes                     |
      | specific-needs | yes                     |
    And the information-governance-manager does "check-conditions" on 2017-05-03 with:
      | investigated-properly   | yes |
      | decision-appropriate    | yes |
      | communications-adequate | yes |
      | advice-given            | yes |
      | nothing-new             | yes |
    And the information-governance-manager does "warn" on 2017-05-04 with:
      | ig-contact | Information Governance, 01582 000000 |

  @LUT-A.16
  Scenario: It is taken to the Head of Service or to the Business Intelligence Manager, with evidence
    When the service-manager does "submit" on 2017-05-22 with:
      | consulted       | business-intelligence-manager  |
      | evidence        | Call log of 5 to 19 May        |
      | required-change | One letter a week, no calls    |
    Then the notice "submitted" was sent to the business-intelligence-manager
    And the notice "submitted" was not sent to the head-of-service
    And "discuss" is owed by the business-intelligence-manager
    And the head-of-service may not "discuss"
    And "evidence" is "Call log of 5 to 19 May"

  @LUT-A.17 @X-55
  Scenario: The letter after it says what was discussed and what may follow
    When the service-manager does "submit" on 2017-05-22 with:
      | required-change | One letter a week, no calls |
    And the head-of-service does "discuss" on 2017-05-23 with:
      | discussion | We went through the call log. |
    Then "outline" is owed by the information-governance-senior-assistant
    And the head-of-service may not "outline"
    When the information-governance-senior-assistant does "outline" on 2017-05-24 with:
      | possible-actions | We may answer letters only. |
    Then the letter "outline" contains "We went through the call log."
    And the letter "outline" contains "One letter a week, no calls"
    And the letter "outline" contains "We may answer letters only."
    And the letter "outline" contains "01582 000000"
    And the letter "outline" does not contain "We have decided"
    And "outline" is not owed
    And "restricted" is "no"

  @LUT-A.15 @LUT-A.18 @LUT-A.6a @LUT-A.6b @X-54
  Scenario: Only a Head of Service or the Business Intelligence Manager decides, and not before vulnerability and advocate were seen to
    When the service-manager does "submit" on 2017-05-22
    And the head-of-service does "discuss" on 2017-05-23
    And the information-governance-manager does "outline" on 2017-05-24
    And the information-governance-manager does "propose" on 2017-06-19 as "Sue Fox" with:
      | consulted | head-of-service |
      | until     | 2017-12-29      |
    Then the notice "proposed" was sent to the head-of-service
    And "decide" is owed by the head-of-service
    And the information-governance-manager may not "approve" because "Only Head of Service or Business Intelligence Manager"
    And the service-manager may not "approve"
    And the head-of-policy-and-performance may not "approve"
    And the information-governance-manager may not "issue"
    And the head-of-service may not "approve"
    When the head-of-service does "consider-vulnerability" on 2017-06-19
    Then the head-of-service may not "approve"
    When the information-governance-manager does "offer-advocate" on 2017-06-19
    Then the head-of-service may "approve"
    And the business-intelligence-manager may "approve"
    And the head-of-service as "Sue Fox" may not "approve" because "someone other"
    When the information-governance-manager does "check-conditions" on 2017-06-19 with:
      | nothing-new | no |
    Then the head-of-service may not "approve"

  @LUT-A.15 @LUT-A.18
  Scenario: A proposal can be sent back
    When the service-manager does "submit" on 2017-05-22
    And the head-of-service does "discuss" on 2017-05-23
    And the information-governance-manager does "outline" on 2017-05-24
    And the information-governance-manager does "propose" on 2017-06-19
    Then "decide" is owed by the head-of-service
    When the head-of-service does "send-back" on 2017-06-20 with:
      | refusal-reason | Letters would be enough. |
    Then the stage is "outlined"
    And "decide" is not owed
    And the information-governance-manager may "propose"

  @LUT-A.18a @LUT-A.18b @LUT-A.18c @LUT-A.18d @LUT-A.18e @LUT-A.18f @LUT-A.18g @LUT-A.19 @LUT-A.26 @X-55 @X-58
  Scenario: The decision letter has its seven contents, and the restriction is in force once it is sent
    When the service-manager does "submit" on 2017-05-22
    And the head-of-service does "discuss" on 2017-05-23
    And the information-governance-manager does "outline" on 2017-05-24
    And the head-of-service does "consider-vulnerability" on 2017-05-24
    And the information-governance-manager does "offer-advocate" on 2017-05-24
    And the information-governance-manager does "propose" on 2017-06-19 with:
      | action          | We answer letters only. |
      | allowed-channel | letter                  |
      | until           | 2017-12-29              |
    And the head-of-service does "approve" on 2017-06-19 with:
      | decision-reason | The calls kept four people from their work. |
    Then "restricted" is "no"
    And the head-of-service may not "issue"
    And "issue" is owed by the information-governance-manager
    When the information-governance-manager does "issue" on 2017-06-20
    Then the stage is "restricted"
    And "restricted" is "yes"
    And "issued-on" is "2017-06-20"
    And "issue" is not owed
    And the letter "decision" contains "The calls kept four people from their work."
    And the letter "decision" contains "We answer letters only."
    And the letter "decision" contains "29 December 2017"
    And the letter "decision" contains "20 September 2017"
    And the letter "decision" contains "Write to the Head of Policy and Performance"
    And the letter "decision" contains "0300 061 0614"
    And the letter "decision" contains "The policy on the management of unreasonable complainant behaviour is enclosed"
    And the letter "decision" contains "01582 000000"
    And the letter "decision" contains "still taken in and read"

  @LUT-A.5 @LUT-A.12 @LUT-A.14a @LUT-A.14b @LUT-A.14c @LUT-A.14d @LUT-A.14e
  Scenario: A restriction is made for the person: each kind that is used is filled in, with an end
    When the service-manager does "submit" on 2017-05-22
    And the head-of-service does "discuss" on 2017-05-23
    And the information-governance-manager does "outline" on 2017-05-24
    And the information-governance-manager does "propose" on 2017-06-19 with:
      | action           | One call a week, with one officer   |
      | contact-limit    | One call of ten minutes each week   |
      | time-slot        | Tuesdays, 10:00 to 10:30            |
      | allowed-channel  | telephone                           |
      | named-contact    | Jo Marsh                            |
      | witness-place    | Town Hall, room 2, with a colleague |
      | members-included | yes                                 |
      | answers-stopped  | reduced                             |
      | adjustments      | adjusted                            |
      | adjusted-how     | Letters in large print              |
      | until            | 2017-09-29                          |
    Then "contact-limit" is "One call of ten minutes each week"
    And "time-slot" is "Tuesdays, 10:00 to 10:30"
    And "allowed-channel" is "telephone"
    And "witness-place" is "Town Hall, room 2, with a colleague"
    And "members-included" is "yes"
    And "answers-stopped" is "reduced"
    And "adjusted-how" is "Letters in large print"
    And "until" is "2017-09-29"
    And "closed-matter" is not known
    And the head-of-service sees "adjustments"

  @LUT-A.18c
  Scenario: A restriction is proposed with an end that lies ahead
    When the service-manager does "submit" on 2017-05-22
    And the head-of-service does "discuss" on 2017-05-23
    And the information-governance-manager does "outline" on 2017-05-24
    And the information-governance-manager tries "propose" on 2017-06-19 and is refused because "day to come"
      | until | 2017-06-01 |
    Then the stage is "outlined"

  @LUT-A.18
  Scenario: When the behaviour stops, nothing more is done
    When the service-manager does "submit" on 2017-05-22
    And the head-of-service does "discuss" on 2017-05-23
    And the information-governance-manager does "outline" on 2017-05-24
    And the information-governance-manager does "stop" on 2017-07-03
    Then the stage is "not-applied"
    And "restricted" is "no"
    And the letter "decision" was not sent
