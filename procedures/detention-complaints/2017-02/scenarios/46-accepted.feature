Feature: Accepted complaints

  Paragraph 46: what the log holds, who gets the complaint, moving it, chasing it, and a later date.

  @DSO-46b @DSO-46b1 @DSO-46b2 @DSO-46b3 @DSO-46b4 @DSO-46b5 @DSO-46b6 @DSO-46b7
  Scenario: The hub's record holds its seven items
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | complainant-name | Amina K. |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08 with:
      | number-kind | cid     |
      | number      | 1234567 |
    And the customer-service-unit does "allocate" on 2017-03-08
    And the centre-supplier does "assign" on 2017-03-09
    Then the allocation-hub sees "complainant-name"
    And the allocation-hub sees "number-kind"
    And the allocation-hub sees "number"
    And the allocation-hub sees "received"
    And the allocation-hub sees "allocated-on"
    And the allocation-hub sees "respond.due"
    And the allocation-hub sees "category"
    And the allocation-hub sees "investigator"
    And "number" is "1234567"
    And "received" is "2017-03-06"
    And "allocated-on" is "2017-03-08"

  @DSO-46b @DSO-46e
  Scenario: The hub logs an allegation of serious misconduct without reading it
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | serious-misconduct |
    Then the allocation-hub does not see the case
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    Then the allocation-hub sees "complainant-name"
    And the allocation-hub does not see "statement"
    And the allocation-hub may "log"

  @DSO-46g @X-38
  Scenario: A complaint is moved to the right responder, and the clock goes on
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the centre-supplier does "assign" on 2017-03-09
    And the centre-supplier does "acknowledge" on 2017-03-10
    And the customer-service-unit does "reallocate" on 2017-03-15 with:
      | escort              | yes                            |
      | reallocation-reason | It happened in the escort van. |
    Then "responder" is "escort-supplier"
    And the stage is "allocated"
    And "respond" is due on 2017-04-05
    And "respond" is owed by the escort-supplier
    And "acknowledge" is due on 2017-03-17
    And the notice "allocated" was sent to the escort-supplier
    And the centre-supplier does not see the case
    When the escort-supplier does "assign" on 2017-03-16
    And the escort-supplier does "acknowledge" on 2017-03-17
    Then "acknowledge" was met on time

  @DSO-46g @DSO-36e @X-03
  Scenario: A complaint that is moved before anybody acknowledged it
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the customer-service-unit does "reallocate" on 2017-03-09 with:
      | escort | yes |
    Then "acknowledge" is due on 2017-03-13
    And "acknowledge" is owed by the escort-supplier
    And "respond" is due on 2017-04-05

  @DSO-46g @DSO-36j
  Scenario: What turns out to be serious goes to professional standards, counted from its receipt
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | minor-misconduct |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the customer-service-unit does "reallocate" on 2017-03-15 with:
      | category            | serious-misconduct          |
      | reallocation-reason | A second person was struck. |
    Then "respond" is not owed
    And "respond-serious" is due on 2017-05-29
    And the notice "referral" was sent to the central-referral-team
    And the professional-standards sees "statement"
    And the centre-supplier does not see the case
    And the customer-service-unit may not "reallocate"

  @DSO-46i
  Scenario: An answer that is nearly due is chased
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the customer-service-unit does "chase" on 2017-03-30
    Then the notice "chaser" was sent to the centre-supplier
    When the customer-service-unit does "chase" on 2017-04-04
    And nothing happens until 2017-04-06
    Then "respond" is overdue

  @DSO-46j @DSO-48o @DSO-48p @X-39
  Scenario: A later date is agreed before the interim answer goes
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the centre-supplier does "assign" on 2017-03-09
    Then the customer-service-unit may not "decide-extension"
    When the centre-supplier does "ask-extension" on 2017-03-31 with:
      | delay-reason  | The only witness is on leave until 10 April. |
      | proposed-date | 2017-04-21                                   |
    Then the notice "extension-asked" was sent to the customer-service-unit
    And "decide-extension" is owed by the customer-service-unit
    And the centre-supplier may not "send-interim"
    And "respond" is due on 2017-04-05
    When the customer-service-unit does "decide-extension" on 2017-04-03 with:
      | extension-agreed | yes        |
      | new-target       | 2017-04-19 |
    Then "respond" is due on 2017-04-19
    And the notice "extension-decided" was sent to the centre-supplier
    And "send-interim" is owed by the centre-supplier
    And the letter "interim" was not sent
    When the centre-supplier does "send-interim" on 2017-04-04
    Then the letter "interim" contains "The only witness is on leave until 10 April."
    And the letter "interim" contains "19 April 2017"
    And the notice "interim-copy" was sent to the customer-service-unit
    And "send-interim" is not owed
    And the centre-supplier may not "send-interim"

  @DSO-46j @DSO-48o
  Scenario: An answer that comes before the decision settles the request
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the centre-supplier does "assign" on 2017-03-09
    And the centre-supplier does "draft" on 2017-03-30
    And the senior centre-supplier does "approve" on 2017-03-31
    And the centre-supplier does "ask-extension" on 2017-04-03
    And the customer-service-unit does "decide-extension" on 2017-04-03 with:
      | extension-agreed | yes        |
      | new-target       | 2017-04-19 |
    And the centre-supplier does "ask-extension" on 2017-04-04
    And the centre-supplier does "respond" on 2017-04-05
    Then "decide-extension" is not owed
    And "send-interim" is not owed

  @DSO-48o @X-42
  Scenario: No interim answer is owed to somebody without a name
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | anonymous | yes |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the centre-supplier does "ask-extension" on 2017-03-31
    And the customer-service-unit does "decide-extension" on 2017-04-03 with:
      | extension-agreed | yes        |
      | new-target       | 2017-04-19 |
    Then "respond" is due on 2017-04-19
    And "send-interim" is not owed
    And the centre-supplier may not "send-interim"

  @DSO-46j @DSO-48o
  Scenario: A later date is not agreed
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the centre-supplier does "ask-extension" on 2017-03-31
    And the customer-service-unit does "decide-extension" on 2017-04-03 with:
      | extension-agreed  | no                              |
      | extension-refusal | The footage is already at hand. |
    Then "respond" is due on 2017-04-05
    And "send-interim" is not owed
    And the centre-supplier may not "send-interim"
    And the centre-supplier may "ask-extension"

  @DSO-46h @DSO-48b
  Scenario: The unit has the acknowledgement as soon as it is sent
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the centre-supplier does "assign" on 2017-03-09
    And the centre-supplier does "acknowledge" on 2017-03-10
    Then the notice "acknowledged" was sent to the customer-service-unit
    And the customer-service-unit sees "letter.acknowledgement"

  @DSO-46b @DSO-45m
  Scenario: A mistake in the record is put right, the person's wish about the board too
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | serious-misconduct |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    Then the monitoring-board sees "statement"
    When the customer-service-unit does "correct" on 2017-03-09 with:
      | received       | 2017-03-03 |
      | board-withheld | yes        |
    Then "respond-serious" is due on 2017-05-26
    And the monitoring-board does not see "statement"
