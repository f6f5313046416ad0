Feature: Sealed envelopes marked confidential

  Paragraph 33: unopened by the supplier, urgent matters first, and whose complaint it is stays with the Home Office.

  Background:
    Given a complaint received on 2017-03-06 at 09:30 by the centre-supplier through "hand-over-envelope"
      | envelope-held | Under the office door at eight; J. Reed until now |
      | handed-to     | Farah Nolan, 9:20, her office                     |
    Then the stage is "sealed"
    And the notice "envelope" was sent to the enforcement-manager
    And the centre-supplier does not see the case
    And "open-envelope" is owed by the enforcement-manager
    And the enforcement-manager may not "send-envelope"

  @DSO-33a @DSO-33b @DSO-33c @DSO-33d @DSO-44d
  Scenario: The enforcement manager looks for what is urgent, and then sends it on
    When the enforcement-manager does "open-envelope" on 2017-03-06 at 10:00 with:
      | urgent           | yes                         |
      | urgent-matter    | She will harm herself.      |
      | complainant-name | Amina K.                    |
    Then the notice "urgent" was sent to the duty-manager
    And "act-on-urgent" is due on 2017-03-06 at 10:00
    And the stage is "opened"
    And "send-envelope" is due on 2017-03-06 at 16:00
    And the centre-supplier does not see the case
    When the enforcement-manager does "send-envelope" on 2017-03-06 at 11:00 with:
      | category  | service-delivery            |
      | statement | I am Amina and I was robbed. |
    Then the stage is "with-unit"
    And "send-envelope" was met on time
    And "pass-on" is due on 2017-03-07
    And "envelope-held" is "Under the office door at eight; J. Reed until now"
    And the home-office-centre-team does not see the case

  @DSO-33a @DSO-33f @X-43 @X-71
  Scenario: Whoever investigates reads what it says and does not learn whose it is
    When the enforcement-manager does "open-envelope" on 2017-03-06 at 10:00 with:
      | complainant-name | Amina K. |
    And the enforcement-manager does "send-envelope" on 2017-03-06 at 11:00 with:
      | statement | I am Amina and I was robbed. |
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    Then the allocation-hub does not see "statement"
    When the allocation-hub does "log" on 2017-03-08
    Then the notice "board-copy" was not sent
    When the customer-service-unit does "allocate" on 2017-03-08 with:
      | released-content | Somebody was robbed on the second floor. |
    Then the centre-supplier sees "released-content"
    And the centre-supplier does not see "statement"
    And the centre-supplier does not see "complainant-name"
    And the centre-supplier does not see "number"
    And the centre-supplier does not see "representative"
    And the centre-supplier does not see "documents"
    And the centre-supplier does not see "letter.acknowledgement"
    And the centre-supplier does not see "envelope-held"
    And the enforcement-manager sees "complainant-name"
    And the monitoring-board sees "allocated-on"
    And the monitoring-board does not see "statement"
    When the centre-supplier does "assign" on 2017-03-09
    And the centre-supplier does "acknowledge" on 2017-03-10
    Then the letter "acknowledgement" contains "Amina K"
    And the centre-supplier does not see "letter.acknowledgement"
    And the customer-service-unit sees "letter.acknowledgement"

  @DSO-33f
  Scenario: The name is released only for a reason
    When the enforcement-manager does "open-envelope" on 2017-03-06 at 10:00
    And the enforcement-manager does "send-envelope" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    Then "released-name" is not known
    When the customer-service-unit does "release-identity" on 2017-03-13 with:
      | identity-need | Her property card has to be read. |
      | released-name | Amina K.                          |
    Then the notice "identity-released" was sent to the centre-supplier
    And the centre-supplier sees "released-name"
    And the centre-supplier does not see "statement"
    And "identity-need" is "Her property card has to be read."

  @DSO-33d @DSO-33e @DSO-11c @X-14
  Scenario: An envelope about healthcare goes to the healthcare manager, and nothing else stays
    When the enforcement-manager does "open-envelope" on 2017-03-06 at 10:00
    And the enforcement-manager does "pass-envelope-to-healthcare" on 2017-03-06 at 10:30 with:
      | patient-name | Amina K. |
    Then "pass-envelope-to-healthcare" opened 1 "healthcare-england"
    And "send-envelope" is not owed
    And "envelope-held" is not known
    And the enforcement-manager does not see "patient-name"
    And the customer-service-unit does not see "patient-name"
