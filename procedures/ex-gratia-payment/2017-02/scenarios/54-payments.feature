Feature: Ex-gratia payments

  Paragraphs 54 to 57: a reasoned decision, an offer that was discussed where it must be, a signed receipt, and a register.

  @DSO-55a
  Scenario: A loss that was found must be decided on
    Given an ex-gratia payment received on 2017-04-05 by the customer-service-unit through "open"
      | complaint        | DC/2017/4 |
      | complainant-name | Amina K.  |
    Then "settle-funder" is owed by the customer-service-unit
    And "decide" is not owed
    When the customer-service-unit does "settle-funder" on 2017-04-05 with:
      | funder | centre-supplier |
    Then "decide" is owed by the centre-supplier
    And the notice "decide" was sent to the centre-supplier
    And the customer-service-unit may not "decide-to-pay"
    And the escort-supplier does not see the case
    When nothing happens until 2017-08-01
    Then "decide" is owed

  @DSO-55a @DSO-55b @DSO-55c @DSO-56a @DSO-56b @X-27
  Scenario: From the decision to the signed receipt and the closing
    Given an ex-gratia payment received on 2017-04-05 by the customer-service-unit through "open"
      | complainant-name | Amina K. |
    When the customer-service-unit does "settle-funder" on 2017-04-05 with:
      | funder | centre-supplier |
    And the centre-supplier does "decide-to-pay" on 2017-04-06 with:
      | loss-kind  | financial                        |
      | loss       | Your watch was lost in reception |
      | considered | Property card, footage           |
      | rationale  | It was signed in and never out   |
      | amount     | 4500                            |
    Then "decide" is not owed
    And "rationale" is "It was signed in and never out"
    And "considered" is "Property card, footage"
    When the centre-supplier does "offer" on 2017-04-07
    Then the letter "offer" contains "£45.00"
    And the letter "offer" contains "Your watch was lost in reception"
    And the notice "offered" was sent to the customer-service-unit
    And the notice "paid" was not sent
    When the centre-supplier does "accept" on 2017-04-10
    Then "pay" is owed by the centre-supplier
    And the centre-supplier may not "take-receipt"
    When the centre-supplier does "hand-over" on 2017-04-12
    Then the stage is "accepted"
    And "pay" is owed
    And the centre-supplier may not "forward"
    And the notice "paid" was not sent
    When the centre-supplier does "take-receipt" on 2017-04-12 with:
      | receipt-filed | Property office, file 7 |
    Then the stage is "paid"
    And "pay" is not owed
    And the notice "paid" was sent to the customer-service-unit
    And the customer-service-unit may not "close"
    When the centre-supplier does "forward" on 2017-04-13
    Then the notice "forwarded" was sent to the customer-service-unit
    And "close" is owed by the customer-service-unit
    When the customer-service-unit does "close" on 2017-04-13
    Then the stage is "closed"

  @DSO-55b @DSO-56c
  Scenario: Paying nothing needs its reasons too
    Given an ex-gratia payment received on 2017-04-05 by the customer-service-unit through "open"
    When the customer-service-unit does "settle-funder" on 2017-04-05 with:
      | funder | escort-supplier |
    Then "decide" is owed by the escort-supplier
    When the escort-supplier does "decide-nil" on 2017-04-06 with:
      | considered | Property card                   |
      | rationale  | The watch was found and returned |
    Then the stage is "nothing-paid"
    And "payment-outcome" is "nothing"
    And "decide" is not owed
    And "rationale" is "The watch was found and returned"
    And "amount" is not known
    And the notice "nil" was sent to the customer-service-unit
    And the letter "offer" was not sent

  @DSO-55b
  Scenario Outline: No decision goes without its reasons
    Given an ex-gratia payment received on 2017-04-05 by the customer-service-unit through "open"
    When the customer-service-unit does "settle-funder" on 2017-04-05 with:
      | funder | centre-supplier |
    And the centre-supplier tries "<decision>" on 2017-04-06 and is refused because "<why>"
      | considered | <considered> |
      | rationale  | <rationale>  |
    Then the stage is "deciding"

    Examples:
      | decision      | considered    | rationale     | why                                |
      | decide-nil    | Property card |               | Reasons for the decision           |
      | decide-nil    |               | It was found  | Information and factors considered |
      | decide-to-pay | Property card |               | Reasons for the decision           |

  @DSO-55a
  Scenario: A declined offer is decided on again
    Given an ex-gratia payment received on 2017-04-05 by the customer-service-unit through "open"
    When the customer-service-unit does "settle-funder" on 2017-04-05 with:
      | funder | centre-supplier |
    And the centre-supplier does "decide-to-pay" on 2017-04-06 with:
      | amount | 2000 |
    And the centre-supplier does "offer" on 2017-04-07
    And the centre-supplier does "decline" on 2017-04-10
    Then "think-again" is owed by the centre-supplier
    When the centre-supplier does "decide-to-pay" on 2017-04-11 with:
      | amount | 4500 |
    And the centre-supplier does "offer" on 2017-04-11
    Then the letter "offer" contains "£45.00"
    And the centre-supplier may "accept"

  @DSO-55c
  Scenario: Without a signed receipt it does not count as paid
    Given an ex-gratia payment received on 2017-04-05 by the customer-service-unit through "open"
    When the customer-service-unit does "settle-funder" on 2017-04-05 with:
      | funder | centre-supplier |
    And the centre-supplier does "decide-to-pay" on 2017-04-06 with:
      | amount | 2000 |
    And the centre-supplier does "offer" on 2017-04-07
    And the centre-supplier does "accept" on 2017-04-10
    And the centre-supplier does "hand-over" on 2017-04-12 with:
      | handed-over-on | 2017-04-12 |
    And the centre-supplier tries "take-receipt" on 2017-04-13 and is refused because "Where the receipt is"
      | receipt-signed-on | 2017-04-13 |
      | receipt-filed     |            |
    And the centre-supplier tries "take-receipt" on 2017-04-13 and is refused because "Receipt signed on"
      | receipt-signed-on | 2017-04-11 |
      | receipt-filed     | File 7     |
    Then the stage is "accepted"
    And "pay" is owed by the centre-supplier
    And "paid-on" is not known

  @DSO-57a @DSO-57b @X-41
  Scenario Outline: A supplier offers nothing for other losses before it has discussed it with the unit
    Given an ex-gratia payment received on 2017-04-05 by the customer-service-unit through "open"
    When the customer-service-unit does "settle-funder" on 2017-04-05 with:
      | funder | <funder> |
    And the <funder> does "decide-to-pay" on 2017-04-06 with:
      | loss-kind | <loss> |
      | amount    | 1000  |
    Then the <funder> may not "offer"
    And the <funder> may not "discuss"
    And "discuss" is owed by the customer-service-unit
    When the customer-service-unit does "discuss" on 2017-04-07 with:
      | discussion | By telephone: the unit has no objection |
    Then the <funder> may "offer"
    And "discuss" is not owed

    Examples:
      | funder          | loss                |
      | centre-supplier | sentimental         |
      | escort-supplier | sentimental         |
      | centre-supplier | other-non-financial |

  @DSO-57b
  Scenario: For a financial loss no discussion is needed
    Given an ex-gratia payment received on 2017-04-05 by the customer-service-unit through "open"
    When the customer-service-unit does "settle-funder" on 2017-04-05 with:
      | funder | centre-supplier |
    And the centre-supplier does "decide-to-pay" on 2017-04-06 with:
      | loss-kind | financial |
      | amount    | 1000     |
    Then the centre-supplier may "offer"
    And "discuss" is not owed

  @DSO-54a
  Scenario: Home Office money is offered only when somebody else has approved it under the guidance
    Given an ex-gratia payment received on 2017-04-05 by the customer-service-unit through "open"
    When the customer-service-unit does "settle-funder" on 2017-04-05 with:
      | funder | home-office |
    Then "decide" is owed by the customer-service-unit
    When the customer-service-unit does "decide-to-pay" on 2017-04-06 with:
      | loss-kind | sentimental |
      | amount    | 3000       |
    Then the customer-service-unit may not "offer-approved"
    And the customer-service-unit may not "offer"
    And "approve" is owed by the customer-service-unit
    And the customer-service-unit may not "approve" because "someone other than"
    And the customer-service-unit as "Robin" may not "approve" because "more senior"
    And "discuss" is not owed
    And the centre-supplier does not see the case
    And the head-of-detention-operations does not see the case
    When the senior customer-service-unit does "approve" on 2017-04-07 with:
      | guidance | Within the limit of the unit's manager |
    Then the customer-service-unit may "offer-approved"
    And "approve" is not owed
    When the customer-service-unit does "offer-approved" on 2017-04-07
    And the customer-service-unit does "decline" on 2017-04-10
    And the customer-service-unit does "decide-to-pay" on 2017-04-11 with:
      | amount | 6000 |
    Then "approve" is owed
    And the customer-service-unit may not "offer-approved"

  @DSO-54a
  Scenario: Above the unit's limit the Head of Detention Operations approves, and nobody in the unit does
    Given an ex-gratia payment received on 2017-04-05 by the customer-service-unit through "open"
    And "Dana Frost" is senior
    When the customer-service-unit does "settle-funder" on 2017-04-05 with:
      | funder | home-office |
    And the customer-service-unit does "decide-to-pay" on 2017-04-06 with:
      | loss-kind | financial |
      | amount    | 250000    |
      | band      | above     |
    Then "approver" is "head-of-detention-operations"
    And "approve" is owed by the head-of-detention-operations
    And the notice "approve" was sent to the head-of-detention-operations
    And the head-of-detention-operations sees "rationale"
    And the senior customer-service-unit may not "approve"
    When the head-of-detention-operations does "do-not-approve" on 2017-04-07 as "Dana Frost" with:
      | not-approved-why | The price is that of a new telephone |
    Then the stage is "deciding"
    And "decide" is owed by the customer-service-unit
    And "offer" is not owed
    And the customer-service-unit may not "offer-approved"
    When the customer-service-unit does "decide-to-pay" on 2017-04-10 with:
      | amount | 180000 |
      | band   | above  |
    And the head-of-detention-operations does "approve" on 2017-04-11 as "Dana Frost" with:
      | guidance | Part 9, above the unit's limit |
    Then the stage is "approved"
    And the customer-service-unit may "offer-approved"

  @DSO-54b @DSO-56c
  Scenario: What the register of payments is made from
    Given an ex-gratia payment received on 2017-04-05 by the customer-service-unit through "open"
    When the customer-service-unit does "settle-funder" on 2017-04-05 with:
      | funder | home-office |
    And the customer-service-unit does "decide-to-pay" on 2017-04-06 with:
      | loss-kind | financial |
      | amount    | 3000     |
    And the senior customer-service-unit does "approve" on 2017-04-07
    And the customer-service-unit does "offer-approved" on 2017-04-07
    And the customer-service-unit does "accept" on 2017-04-10
    And the customer-service-unit does "hand-over" on 2017-04-12
    Then "paid-on" is not known
    And "payment-outcome" is "offered"
    When the customer-service-unit does "take-receipt" on 2017-04-12
    Then "paid-on" is "2017-04-12"
    And "payment-outcome" is "paid"
    And "funder" is "home-office"
    And the customer-service-unit sees "amount"
    And the customer-service-unit sees "receipt-signed-on"
