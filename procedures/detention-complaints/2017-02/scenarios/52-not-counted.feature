Feature: What is kept out of the figures

  Paragraphs 9, 26 and 49: healthcare, what nobody has read yet, and matters of security.

  @DSO-52a @IAP-5.1h @X-06
  Scenario: What waits for translation is not seen, and what went to healthcare never
    Given a complaint received on 2017-03-10 at 08:00 through "find"
      | needs-translation | yes |
    When the home-office-centre-team does "scan" on 2017-03-10 at 10:00
    Then the head-of-detention-operations does not see the case
    And the prisons-inspectorate does not see the case
    When the customer-service-unit does "translate" on 2017-03-11
    Then the head-of-detention-operations sees "category"
    And the prisons-inspectorate sees "category"
    When the customer-service-unit does "pass-to-healthcare" on 2017-03-13 with:
      | patient-name | Amina K. |
    Then the head-of-detention-operations does not see the case
    And the prisons-inspectorate does not see the case

  @DSO-52a @IAP-5.1h @DSO-49f
  Scenario: Of a matter of security only the place and the dates are seen
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | serious-misconduct |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the professional-standards does "refer-security" on 2017-03-09 with:
      | cleared | Ida Grant |
    Then the head-of-detention-operations sees "place"
    And the head-of-detention-operations does not see "category"
    And the prisons-inspectorate sees "allocated-on"
    And the prisons-inspectorate does not see "topic"
