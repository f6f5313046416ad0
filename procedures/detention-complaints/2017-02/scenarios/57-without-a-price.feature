Feature: Things without a price

  Paragraph 57: what meant something to the person can be paid for too.

  @DSO-57a @DSO-55a @X-41
  Scenario Outline: What was lost decides whether a payment is considered
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the centre-supplier does "assign" on 2017-03-09
    And the centre-supplier does "draft" on 2017-03-30 with:
      | loss | <loss> |
    Then "consider-payment" <owed>

    Examples:
      | loss        | owed         |
      | none        | is not owed  |
      | financial   | is owed      |
      | sentimental | is owed      |
      | other       | is owed      |

  @DSO-55a
  Scenario: Every draft says whether something was lost
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the centre-supplier does "assign" on 2017-03-09
    And the centre-supplier does "draft" on 2017-03-30
    Then "loss" is "none"
    And "consider-payment" is not owed

  @DSO-55a @DSO-56b @X-42
  Scenario: Nobody can be paid for a complaint without a name, and the closing says why
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | anonymous | yes |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the centre-supplier does "assign" on 2017-03-09
    And the centre-supplier does "draft" on 2017-03-30 with:
      | loss | financial |
    And the senior centre-supplier does "approve" on 2017-03-31
    And the centre-supplier does "respond" on 2017-04-03
    And the customer-service-unit does "record-outcome" on 2017-04-04
    And the customer-service-unit does "no-action-points" on 2017-04-04
    Then "consider-payment" is not owed
    And the centre-supplier may not "open-payment"
    When the customer-service-unit tries "close" on 2017-04-05 and is refused because "Why nobody could be paid"
      | unpaid-why |  |
    And the customer-service-unit does "close" on 2017-04-05 with:
      | unpaid-why | Nobody in the unit said that it was theirs. |
    Then the stage is "closed"
    And "payment-settled" is not known
