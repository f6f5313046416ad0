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
    And the senior centre-supplier does "approve" on 2017-03-31
    And the centre-supplier does "respond" on 2017-04-03
    Then "consider-payment" <owed>

    Examples:
      | loss        | owed         |
      | none        | is not owed  |
      | financial   | is owed      |
      | sentimental | is owed      |
      | other       | is owed      |
