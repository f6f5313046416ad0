Feature: Putting things right on the spot

  Paragraph 5: an answer at once, an apology where it is due, and a formal complaint that is never closed off.

  @DSO-5a
  Scenario: A matter is put right at once and noted, with no clock
    Given a local resolution received on 2017-03-06 by the centre-supplier
      | complainant-name | Amina K.                    |
      | matter           | Her laundry was not done.   |
      | happened-on      | 2017-03-05                  |
      | remedy           | It was done the same night. |
      | apology          | yes                         |
      | satisfied        | yes                         |
    Then the stage is "noted"
    And "remedy" is "It was done the same night."
    And "apology" is "yes"
    And "make-formal" is not owed
    And "offer-formal" is not owed
    When nothing happens until 2018-03-06
    Then "make-formal" is not owed
    When the centre-supplier does "settle" on 2018-03-06
    Then the stage is "settled"

  @DSO-5a
  Scenario Outline: All staff may put things right
    Given a local resolution received on 2017-03-06 by the <who>
    Then the <who> may "settle"

    Examples:
      | who                     |
      | home-office-centre-team |
      | centre-supplier         |
      | escort-supplier         |

  @DSO-5b
  Scenario: Somebody who is not content is asked whether to make it formal
    Given a local resolution received on 2017-03-06 by the centre-supplier
      | satisfied | no |
    Then "offer-formal" is owed by the centre-supplier
    And the centre-supplier may not "settle"
    And the centre-supplier may "make-formal"
    When the centre-supplier does "do-more" on 2017-03-07 with:
      | remedy    | The manager spoke to him. |
      | satisfied | yes                       |
    Then "offer-formal" is not owed
    And the centre-supplier may "settle"

  @DSO-5b @DSO-5c
  Scenario: It is made a formal complaint, and takes the name and the place along
    Given a local resolution received on 2017-03-06 by the home-office-centre-team
      | complainant-name | Amina K. |
      | satisfied        | no       |
    When the home-office-centre-team does "make-formal" on 2017-03-06 with:
      | why-formal | asked-for |
    Then the stage is "formal"
    And "make-formal" opened 1 "detention-complaints"
    And the case opened knows "complainant-name" as "Amina K."

  @DSO-5b
  Scenario: A matter that was settled can still become a formal complaint
    Given a local resolution received on 2017-03-06 by the centre-supplier
      | satisfied | yes |
    When the centre-supplier does "settle" on 2017-03-06
    Then the centre-supplier may "make-formal"
    When the home-office-centre-team does "make-formal" on 2017-03-20
    Then the stage is "formal"
    And "make-formal" opened 1 "detention-complaints"

  @DSO-5b @DSO-31d
  Scenario: What may be serious misconduct is not settled here, whatever the person says
    Given a local resolution received on 2017-03-06 at 10:00 by the centre-supplier
      | serious | yes |
    Then the centre-supplier may not "settle"
    And the centre-supplier may not "do-more"
    And "make-formal" is due on 2017-03-06 at 10:00
    And "make-formal" is owed by the centre-supplier
    And "satisfied" is not known
    When the centre-supplier does "make-formal" on 2017-03-06 at 10:15 with:
      | why-formal | serious |
    Then "make-formal" is not owed

  @DSO-5a
  Scenario: The unit learns from the notes without names
    Given a local resolution received on 2017-03-06 by the centre-supplier
      | complainant-name | Amina K. |
    Then the customer-service-unit sees "matter"
    And the customer-service-unit does not see "complainant-name"
    And the customer-service-unit may not "make-formal"
