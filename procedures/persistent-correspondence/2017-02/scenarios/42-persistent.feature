Feature: Letters about a concluded complaint

  Paragraph 42: answers about one matter may stop; reading never does, and complaining is never barred.

  @DSO-42b @X-31
  Scenario: A more senior person of the unit decides, for one matter and with a reason
    Given a concluded matter received on 2017-03-06 by the customer-service-unit through "open"
      | complaint        | DC/2017/4 |
      | complainant-name | Amina K.  |
    Then "decide" is owed by the customer-service-unit
    And the customer-service-unit may not "stop-replies" because "someone other than"
    And the customer-service-unit as "Pat" may not "stop-replies" because "more senior"
    When the senior customer-service-unit does "stop-replies" on 2017-03-07 with:
      | issue           | The bag that was lost in January        |
      | decision-reason | Six letters since then say nothing new. |
    Then the stage is "no-reply"
    And "decide" is not owed
    And the letter "no-more-answers" contains "The bag that was lost in January"
    And the letter "no-more-answers" contains "Six letters since then say nothing new."

  @DSO-42b
  Scenario: A decision without a reason is refused
    Given a concluded matter received on 2017-03-06 by the customer-service-unit through "open"
    When the senior customer-service-unit tries "stop-replies" on 2017-03-07 and is refused because "Reason for the decision"
      | issue           | The lost bag |
      | decision-reason |              |
    Then the stage is "considered"
    And the letter "no-more-answers" was not sent

  @DSO-42a @DSO-42e @X-31
  Scenario: The letter says that the right to complain stays, and that every letter is read
    Given a concluded matter received on 2017-03-06 by the customer-service-unit through "open"
    When the senior customer-service-unit does "stop-replies" on 2017-03-07
    Then the letter "no-more-answers" contains "You can make a new complaint at any time."
    And the letter "no-more-answers" contains "We will still read every letter that you send."

  @DSO-42b
  Scenario: Or answers go on
    Given a concluded matter received on 2017-03-06 by the customer-service-unit through "open"
    When the senior customer-service-unit does "go-on" on 2017-03-07
    Then the stage is "goes-on"
    And the letter "no-more-answers" was not sent
    And "decide" is not owed

  @DSO-42c
  Scenario: Every new letter is read, and it is owed until it was
    Given a concluded matter received on 2017-03-06 by the customer-service-unit through "open"
    When the senior customer-service-unit does "stop-replies" on 2017-03-07
    And the customer-service-unit does "take-in" on 2017-03-20 with:
      | item-received | 2017-03-20 |
    Then "read" is owed by the customer-service-unit
    When nothing happens until 2017-04-20
    Then "read" is owed
    When the customer-service-unit does "file-item" on 2017-04-20
    Then "read" is not owed
    And the customer-service-unit may not "file-item"
    When the customer-service-unit does "take-in" on 2017-04-27 with:
      | item-received | 2017-04-27 |
    Then "read" is owed

  @DSO-42c
  Scenario: While a letter is unread, nothing else can be done about the matter
    Given a concluded matter received on 2017-03-06 by the customer-service-unit through "open"
    When the senior customer-service-unit does "stop-replies" on 2017-03-07
    And the customer-service-unit does "take-in" on 2017-03-20
    Then the stage is "unread"
    And the customer-service-unit may not "lift"
    And the customer-service-unit may not "reopen"
    And the customer-service-unit may "take-in"

  @DSO-42d
  Scenario: A letter with nothing new is acknowledged
    Given a concluded matter received on 2017-03-06 by the customer-service-unit through "open"
      | complainant-name | Amina K. |
    When the senior customer-service-unit does "stop-replies" on 2017-03-07
    And the customer-service-unit does "take-in" on 2017-03-20 with:
      | item-received | 2017-03-20 |
    And the customer-service-unit does "acknowledge-item" on 2017-03-21 with:
      | item-content | The same again |
    Then the letter "item-noted" was sent
    And the letter "item-noted" contains "20 March 2017"
    And the stage is "no-reply"
    And "reopen" is not owed

  @DSO-42d
  Scenario: Or it is put on file without an answer
    Given a concluded matter received on 2017-03-06 by the customer-service-unit through "open"
    When the senior customer-service-unit does "stop-replies" on 2017-03-07
    And the customer-service-unit does "take-in" on 2017-03-20
    And the customer-service-unit does "file-item" on 2017-03-21 with:
      | item-content | The same again |
    Then the letter "item-noted" was not sent
    And "item-content" is "The same again"
    And the stage is "no-reply"

  @DSO-42d
  Scenario: Fresh evidence ends the silence
    Given a concluded matter received on 2017-03-06 by the customer-service-unit through "open"
    When the senior customer-service-unit does "stop-replies" on 2017-03-07
    Then the customer-service-unit may not "reopen"
    When the customer-service-unit does "take-in" on 2017-03-20
    And the customer-service-unit does "find-fresh-evidence" on 2017-03-21 at 10:00 with:
      | item-content | A receipt for the bag |
    Then "reopen" is due on 2017-03-21 at 10:00
    When the customer-service-unit does "reopen" on 2017-03-21 at 11:00 with:
      | reopened-as | DC/2017/31 |
    Then the stage is "reopened"
    And the letter "looked-at-again" contains "A receipt for the bag"
    And the letter "looked-at-again" contains "DC/2017/31"

  @DSO-42a @DSO-42e @X-31
  Scenario: A new complaint is recorded like any other, and the decision on the old matter stays
    Given a concluded matter received on 2017-03-06 by the customer-service-unit through "open"
    When the senior customer-service-unit does "stop-replies" on 2017-03-07
    And the customer-service-unit does "take-in" on 2017-03-20
    And the customer-service-unit does "find-new-complaint" on 2017-03-21 at 10:00 with:
      | item-content | His heating is broken |
    Then "register-new-complaint" is due on 2017-03-21 at 10:00
    And "read" is not owed
    When the customer-service-unit does "register-new-complaint" on 2017-03-21 at 10:30 with:
      | new-complaint | DC/2017/40 |
    Then "register-new-complaint" is not owed
    And "new-complaint" is "DC/2017/40"
    And "read" is owed
    When the customer-service-unit does "file-item" on 2017-03-21 with:
      | item-content | Besides the heating, nothing new |
    Then the stage is "no-reply"
    And "read" is not owed

  @DSO-42b
  Scenario: Answers are taken up again
    Given a concluded matter received on 2017-03-06 by the customer-service-unit through "open"
    When the senior customer-service-unit does "stop-replies" on 2017-03-07
    And the customer-service-unit does "lift" on 2017-09-01 with:
      | lifting-reason | The person has stopped writing |
    Then the stage is "lifted"
