Feature: Ways that are seldom gone

  Paragraphs 21, 31, 38, 44 and 55: what passes the unit or the centre only now and then.

  @DSO-21b
  Scenario: The unit passes on what is about a hospital outside, and keeps nothing else
    Given a complaint received on 2017-03-06 at 09:30 by the customer-service-unit through "receive"
      | received | 2017-03-06 |
    When the customer-service-unit does "pass-external" on 2017-03-06 with:
      | patient-name | Amina K. |
    Then "pass-external" opened 1 "external-healthcare"
    And the case opened knows "found-on" as "2017-03-06"
    And "statement" is not known
    And the customer-service-unit does not see "patient-name"
    And the stage is "passed-to-healthcare"

  @DSO-44j @DSO-7g
  Scenario: The centre sends a request to be moved to DEPMU
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | anonymous        | no       |
      | complainant-name | Amina K. |
    When the home-office-centre-team does "pass-transfer-from-box" on 2017-03-06 with:
      | transfer-wish | To Fenwick Hall, near my wife |
    Then the notice "transfer" was sent to the transfer-section
    And the letter "transfer-passed" contains "Amina K."
    And "scan" is not owed
    And the stage is "passed-on"

  @DSO-31c @DSO-38c
  Scenario: With consent whoever complained for the person gets a copy, and the ombudsman is noted at any time
    Given a complaint received on 2017-03-06 at 09:30 by the customer-service-unit through "receive"
      | category       | service-delivery     |
      | made-by        | legal-representative |
      | representative | Harcourt Solicitors  |
    When the customer-service-unit does "ask-consent" on 2017-03-06
    And the customer-service-unit does "record-consent" on 2017-03-07 with:
      | consent    | given      |
      | consent-on | 2017-03-07 |
    And the customer-service-unit does "note-ombudsman" on 2017-03-07 with:
      | ombudsman-contact | She wrote to the ombudsman, who waits for our answer |
    Then "responded" is "no"
    When the customer-service-unit does "send-to-hub" on 2017-03-07
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    Then the customer-service-unit may not "copy-to-representative"
    When the centre-supplier does "assign" on 2017-03-09
    And the centre-supplier does "draft" on 2017-03-30
    And the senior centre-supplier does "approve" on 2017-03-31
    And the centre-supplier does "respond" on 2017-04-03
    And the customer-service-unit does "copy-to-representative" on 2017-04-04 with:
      | representative-told | Harcourt Solicitors, by e-mail |
    Then "representative-told" is "Harcourt Solicitors, by e-mail"

  @DSO-55a
  Scenario: For a confidential complaint the unit opens the payment, since it names the person
    Given a complaint received on 2017-03-06 at 09:30 by the customer-service-unit through "receive"
      | category         | service-delivery |
      | complainant-name | Amina K.         |
    When the customer-service-unit does "mark-confidential" on 2017-03-06
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-07
    And the customer-service-unit does "allocate" on 2017-03-07 with:
      | released-content | A coat was lost |
    And the centre-supplier does "assign" on 2017-03-08
    And the centre-supplier does "draft" on 2017-03-30 with:
      | loss | financial |
    Then the centre-supplier may not "open-payment"
    When the customer-service-unit does "open-payment-by-unit" on 2017-03-31
    Then "open-payment-by-unit" opened 1 "ex-gratia-payment"
    And the case opened knows "complainant-name" as "Amina K."

  @DSO-53d
  Scenario: Feedback on a confidential complaint stays with the unit
    Given a complaint received on 2017-03-06 at 09:30 by the customer-service-unit through "receive"
      | category | service-delivery |
    When the customer-service-unit does "mark-confidential" on 2017-03-06
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-07
    And the customer-service-unit does "allocate" on 2017-03-07 with:
      | released-content | A coat was lost |
    And the centre-supplier does "assign" on 2017-03-08
    And the centre-supplier does "draft" on 2017-03-30
    And the senior centre-supplier does "approve" on 2017-03-31
    And the centre-supplier does "respond" on 2017-04-03
    Then the centre-supplier may not "record-feedback-as-responder"
    When the customer-service-unit does "record-feedback" on 2017-04-10 with:
      | feedback-words | They know in the laundry that it was me. |
    Then the centre-supplier does not see "feedback-words"
    And the centre-supplier may not "look-at-feedback-as-responder"
    And the customer-service-unit may "look-at-feedback"
