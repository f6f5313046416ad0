Feature: While a restriction is in force

  Paragraphs 12, 14 and 20 to 24 of Appendix A.

  Background:
    Given a restriction case received on 2017-05-02 by the service-manager through "open"
      | subject | Pat Gray |
    When the information-governance-manager does "assess" on 2017-05-03 with:
      | classification | unreasonably-persistent |
    And the information-governance-manager does "check-conditions" on 2017-05-03 with:
      | investigated-properly   | yes |
      | decision-appropriate    | yes |
      | communications-adequate | yes |
      | advice-given            | yes |
      | nothing-new             | yes |
    And the information-governance-manager does "warn" on 2017-05-04
    And the service-manager does "submit" on 2017-05-22
    And the head-of-service does "discuss" on 2017-05-23
    And the information-governance-manager does "outline" on 2017-05-24
    And the information-governance-manager does "propose" on 2017-06-19 with:
      | allowed-channel | letter                            |
      | answers-stopped | stopped                           |
      | matter-closed   | yes                               |
      | closed-matter   | The repair of 2016, ended in May  |
      | until           | 2018-06-29                        |
    And the business-intelligence-manager does "approve" on 2017-06-19 as "Lee Hart"
    And the information-governance-manager does "issue" on 2017-06-20

  @LUT-A.12 @X-31
  Scenario: Whatever comes is taken in and read, even when nothing is answered
    Then the service-manager may "read-incoming"
    And the information-governance-manager may not "refuse-same-matter" because "Record what came in, having read it"
    When the information-governance-manager does "read-incoming" on 2017-07-04 with:
      | contact-channel | email                   |
      | incoming        | The heating is off now. |
      | significant     | yes                     |
    Then the notice "significant" was sent to the head-of-service
    And "incoming" is "The heating is off now."
    And "contact-channel" is "email"
    And the information-governance-manager may not "refuse-same-matter"
    And the stage is "restricted"

  @LUT-A.14f @LUT-1.7n @X-31 @X-60
  Scenario: That something is the same matter is decided by a person for each thing that came
    When the information-governance-manager does "read-incoming" on 2017-07-04 with:
      | significant | no |
    Then the service-manager may not "refuse-same-matter"
    When the information-governance-manager does "refuse-same-matter" on 2017-07-04 with:
      | same-matter-reason | It repeats the letter of March word for word. |
    Then "same-matter-reason" is "It repeats the letter of March word for word."
    And the information-governance-manager may not "refuse-same-matter" because "already"
    When the information-governance-manager does "read-incoming" on 2017-08-01 with:
      | significant | no |
    Then the information-governance-manager may "refuse-same-matter"

  @LUT-A.20a @LUT-A.20b @LUT-A.20c @X-57
  Scenario: An appeal is decided by somebody other than whoever decided, within twenty working days as proposed
    When the information-governance-manager does "appeal" on 2017-07-03 with:
      | appeal-received | 2017-07-03                   |
      | appeal-grounds  | I only asked for an answer.  |
    Then the notice "appeal" was sent to the head-of-policy-and-performance
    And "decide-appeal" is due on 2017-07-31
    And "decide-appeal" is owed by the head-of-policy-and-performance
    And the head-of-service may not "dismiss-appeal"
    And the head-of-policy-and-performance as "Lee Hart" may not "dismiss-appeal" because "having done"
    And the head-of-policy-and-performance as "Lee Hart" may not "allow-appeal" because "having done"
    And "restricted" is "yes"
    When the head-of-policy-and-performance does "dismiss-appeal" on 2017-07-28 with:
      | appeal-reason | The calls went on after two letters. |
    Then the letter "appeal-dismissed" contains "The calls went on after two letters."
    And the letter "appeal-dismissed" contains "the restriction stands"
    And the letter "appeal-dismissed" contains "0300 061 0614"
    And "decide-appeal" was met on time
    And "restricted" is "yes"

  @LUT-A.20a @LUT-A.20b @LUT-A.20c
  Scenario: An appeal that is allowed ends the restriction
    When the head-of-policy-and-performance does "appeal" on 2017-07-03
    And the head-of-policy-and-performance does "allow-appeal" on 2017-08-02 with:
      | appeal-reason | Letters would have been enough. |
    Then "decide-appeal" was met late
    And the letter "appeal-allowed" contains "Letters would have been enough."
    And "restricted" is "no"
    And the stage is "ended"
    And "review" is not owed

  @LUT-A.21a @LUT-A.21b @LUT-A.21c @X-57
  Scenario: It is reviewed after three months, and again three months after that
    Then "review" is due on 2017-09-20
    And "review" is owed by the head-of-policy-and-performance
    And the business-intelligence-manager may not "maintain"
    And the head-of-policy-and-performance as "Lee Hart" may not "maintain" because "having done"
    When the head-of-policy-and-performance does "maintain" on 2017-09-18 with:
      | review-reason | The calls went on. |
      | until         | 2018-06-29         |
    Then the letter "review-kept" contains "The calls went on."
    And the letter "review-kept" contains "18 December 2017"
    And "review" is due on 2017-12-18
    And "restricted" is "yes"
    When nothing happens until 2017-12-19
    Then "review" is overdue

  @LUT-A.21b @LUT-A.21c
  Scenario: A review may modify the restriction
    When the head-of-policy-and-performance does "modify" on 2017-09-18 with:
      | review-reason   | There were no calls since July. |
      | action          | Letters and e-mails are answered. |
      | allowed-channel | email                           |
      | until           | 2017-12-29                      |
    Then "allowed-channel" is "email"
    And "modified" is "yes"
    And "end" is due on 2017-12-29
    And the letter "review-kept" contains "Letters and e-mails are answered."
    And "restricted" is "yes"

  @LUT-A.21b @LUT-A.21c
  Scenario: A review may remove the restriction
    When the head-of-policy-and-performance does "remove" on 2017-09-18 with:
      | review-reason | There were no calls since July. |
    Then the letter "review-removed" contains "There were no calls since July."
    And "restricted" is "no"
    And "removed" is "yes"
    And the stage is "ended"
    And "review" was met on time

  @LUT-A.18c
  Scenario: No restriction goes on without an end
    Then "end" is due on 2018-06-29
    And "end" is owed by the information-governance-manager
    When nothing happens until 2018-06-30
    Then "end" is overdue
    When the information-governance-manager does "end" on 2018-07-02
    Then "restricted" is "no"
    And the stage is "ended"

  @LUT-A.14d @LUT-A.22
  Scenario: The register's names and the letters are not for the management teams
    Then the information-governance-senior-assistant sees "subject"
    And the information-governance-manager sees "letter.decision"
    And the management-team does not see "subject"
    And the management-team does not see "action"
    And the management-team does not see "letter.decision"

  @LUT-A.23
  Scenario: The matter can go to the ombudsman before the procedure has ended
    Then the service-manager may not "refer-to-ombudsman"
    When the information-governance-manager does "refer-to-ombudsman" on 2017-10-02 with:
      | breakdown | No letter is read any more on either side. |
    Then "referred-on" is "2017-10-02"
    And "breakdown" is "No letter is read any more on either side."
    And the stage is "restricted"

  @LUT-A.24
  Scenario: The management teams get figures and lessons, without names
    When the information-governance-manager does "record-lessons" on 2017-11-01 with:
      | lessons | Answer the second letter, not the tenth. |
    Then the management-team sees "lessons"
    And the management-team sees "classification"
    And the management-team does not see "subject"
    And the management-team does not see "incidents"
