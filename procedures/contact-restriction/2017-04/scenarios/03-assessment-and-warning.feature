Feature: From the first concern to the warning

  Paragraphs 1 to 13 of Appendix A.

  Background:
    Given a restriction case received on 2017-05-02 by the service-manager through "open"
      | subject   | Pat Gray  |
      | complaint | LC/2017/4 |

  @LUT-1.16 @LUT-1.7n @LUT-A.1 @LUT-A.2
  Scenario: A case is opened about a person, linked with the complaint it came from
    Then "complaint" is "LC/2017/4"
    And the stage is "opened"
    And the information-governance-manager may "assess"
    And the information-governance-manager may not "warn"
    And the management-team does not see the case
    And the head-of-policy-and-performance does not see the case
    When the information-governance-manager does "assess" on 2017-05-03 with:
      | track | housing |
    Then "track" is "housing"

  @LUT-A.3 @LUT-A.4 @LUT-A.8 @LUT-A.9
  Scenario: Somebody who is persistent, and maybe rightly so, is not warned
    When the information-governance-manager does "assess" on 2017-05-03 with:
      | classification        | persistent                          |
      | classification-reason | The repair was never made.          |
      | impact                | Two calls a week, nothing hindered. |
    And the information-governance-manager does "check-conditions" on 2017-05-03 with:
      | investigated-properly   | yes |
      | decision-appropriate    | yes |
      | communications-adequate | yes |
      | advice-given            | yes |
      | nothing-new             | yes |
    Then "satisfied" is "yes"
    And the information-governance-manager may not "warn"
    And "classification-reason" is "The repair was never made."
    And "impact" is "Two calls a week, nothing hindered."
    When the information-governance-manager does "stop" on 2017-05-04 with:
      | stop-reason | Being persistent is no fault. |
    Then the stage is "not-applied"
    And the letter "warning" was not sent
    And "restricted" is "no"

  @LUT-A.3 @LUT-A.8
  Scenario Outline: Isolated incidents and those that add up are told apart, and both can lead to a warning
    When the information-governance-manager does "assess" on 2017-05-03 with:
      | classification | <kind> |
    And the information-governance-manager does "check-conditions" on 2017-05-03 with:
      | investigated-properly   | yes |
      | decision-appropriate    | yes |
      | communications-adequate | yes |
      | advice-given            | yes |
      | nothing-new             | yes |
    Then "classification" is "<kind>"
    And the information-governance-manager may "warn"

    Examples:
      | kind                    |
      | unreasonable            |
      | unreasonably-persistent |

  @LUT-A.10 @LUT-A.11
  Scenario: Each incident is recorded with its date and its kind, also one that is not on the list
    When the information-governance-manager does "assess" on 2017-05-03 with:
      | incidents  | 3 April: twelve calls, call log; 5 April: shouted, note by J. B.; 7 April: sent the file again; 9 April: came to an officer's home |
      | behaviours | excessive-demands, abusive-language, repeats, other |
    Then the information-governance-manager sees "incidents"
    And the service-manager sees "behaviours"

  @LUT-A.7a @LUT-A.7b @LUT-A.7c @LUT-A.7d @LUT-A.7e
  Scenario Outline: One of the five things that does not hold stops the warning
    When the information-governance-manager does "assess" on 2017-05-03 with:
      | classification | unreasonable |
    Then the information-governance-manager may not "warn"
    When the information-governance-manager does "check-conditions" on 2017-05-03 with:
      | investigated-properly   | <properly>    |
      | decision-appropriate    | <appropriate> |
      | communications-adequate | <adequate>    |
      | advice-given            | <advice>      |
      | nothing-new             | <nothing-new> |
    Then "satisfied" is "no"
    And the information-governance-manager may not "warn"
    When the information-governance-manager does "check-conditions" on 2017-06-01 with:
      | investigated-properly   | yes |
      | decision-appropriate    | yes |
      | communications-adequate | yes |
      | advice-given            | yes |
      | nothing-new             | yes |
    Then the information-governance-manager may "warn"

    Examples:
      | properly | appropriate | adequate | advice | nothing-new |
      | no       | yes         | yes      | yes    | yes         |
      | yes      | no          | yes      | yes    | yes         |
      | yes      | yes         | no       | yes    | yes         |
      | yes      | yes         | yes      | no     | yes         |
      | yes      | yes         | yes      | yes    | no          |

  @LUT-A.6a
  Scenario: Signs that somebody is vulnerable go to the Head of Service at once
    When the service-manager does "raise-vulnerability" on 2017-05-02 at 10:00 with:
      | vulnerable     | yes                   |
      | vulnerability  | Spoke of a bereavement |
    Then the notice "vulnerable" was sent to the head-of-service
    And "consider-vulnerability" is owed by the head-of-service
    And the service-manager may not "consider-vulnerability"
    And the head-of-service sees "vulnerability"
    And the service-manager does not see "vulnerability"
    When nothing happens until 2017-05-02 at 14:00
    Then "consider-vulnerability" is overdue
    When the head-of-service does "consider-vulnerability" on 2017-05-02 at 15:00
    Then "consider-vulnerability" was met late

  @LUT-A.6b
  Scenario: Whoever has specific needs gets help to find an advocate
    When the information-governance-manager does "assess" on 2017-05-03 with:
      | specific-needs | yes |
    Then "offer-advocate" is owed by the information-governance-manager
    When the information-governance-manager does "offer-advocate" on 2017-05-04 with:
      | advocate | POhWER was named; the person agreed. |
    Then "offer-advocate" is not owed
    And "advocate-offered" is "yes"

  @LUT-A.13 @LUT-A.25 @X-55 @X-59
  Scenario: The warning comes from information governance, with the policy and the contact
    When the information-governance-manager does "assess" on 2017-05-03 with:
      | classification | unreasonable |
    And the information-governance-manager does "check-conditions" on 2017-05-03 with:
      | investigated-properly   | yes |
      | decision-appropriate    | yes |
      | communications-adequate | yes |
      | advice-given            | yes |
      | nothing-new             | yes |
    Then the service-manager may not "warn" because "Only Information Governance Manager or Information Governance Senior Assistant"
    And the head-of-service may not "warn"
    When the information-governance-senior-assistant does "warn" on 2017-05-04 with:
      | behaviour-words | Twelve calls a day must stop.         |
      | ig-contact      | Information Governance, 01582 000000  |
    Then the stage is "warned"
    And the letter "warning" contains "Pat Gray"
    And the letter "warning" contains "Twelve calls a day must stop."
    And the letter "warning" contains "may have to restrict"
    And the letter "warning" contains "Information Governance, 01582 000000"
    And "restricted" is "no"
    And the information-governance-manager may not "propose"
    And the head-of-service may not "approve"

  @LUT-A.25 @X-59
  Scenario: No letter goes out while the contact of information governance is blank
    When the information-governance-manager does "assess" on 2017-05-03 with:
      | classification | unreasonable |
    And the information-governance-manager does "check-conditions" on 2017-05-03 with:
      | investigated-properly   | yes |
      | decision-appropriate    | yes |
      | communications-adequate | yes |
      | advice-given            | yes |
      | nothing-new             | yes |
    And the information-governance-manager tries "warn" on 2017-05-04 and is refused because "Contact of information governance"
      | ig-contact |  |
    Then the letter "warning" was not sent
    And the stage is "assessed"
