Feature: Forms, racks and help

  Paragraphs 25 and 30: forms in every language, supplied, displayed and looked at, and help for people who find it hard.

  @DSO-25FNa @DSO-25a
  Scenario: The unit supplies the forms, and supplies them anew when they change
    Given an assurance case received on 2017-03-06
      | setting | removal-centre |
    Then "supply-forms" is owed by the customer-service-unit
    When the customer-service-unit does "supply-forms" on 2017-03-07 with:
      | form-version   | February 2017          |
      | form-languages | English, Urdu, Arabic  |
    Then "supply-forms" is not owed
    And the notice "forms" was sent to the centre-supplier
    And "form-languages" is "English, Urdu, Arabic"
    When the customer-service-unit does "new-form" on 2017-09-01 with:
      | form-version | September 2017 |
    Then "supply-forms" is owed by the customer-service-unit

  @DSO-25FNb @DSO-25a @DSO-30b
  Scenario: The supplier looks at the racks every week, and puts right what is missing
    Given an assurance case received on 2017-03-06 at 09:00
      | setting | removal-centre |
    Then "check" is due on 2017-03-13
    And "check" is owed by the centre-supplier
    And "check-vehicles" is not owed
    When the centre-supplier does "check" on 2017-03-08 with:
      | racks      | no                   |
      | easy-forms | yes                  |
      | help       | yes                  |
      | posters    | yes                  |
      | leaflets   | yes                  |
      | gap-what   | No Urdu in the gym   |
    Then "gap" is "yes"
    And "put-right" is due on 2017-03-10
    And "check" is due on 2017-03-15
    When the centre-supplier does "put-right" on 2017-03-09 with:
      | racks         | yes             |
      | put-right-how | Forms put there |
    Then "put-right" is not owed
    And "gap" is "no"
    When nothing happens until 2017-03-16
    Then "check" is overdue

  @DSO-30a @DSO-30b @DSO-38b
  Scenario Outline: Each thing that can be missing is put right
    Given an assurance case received on 2017-03-06
      | setting | pre-departure |
    When the centre-supplier does "check" on 2017-03-08 with:
      | racks      | <racks>      |
      | easy-forms | <easy-forms> |
      | help       | <help>       |
      | posters    | <posters>    |
      | leaflets   | <leaflets>   |
    Then "gap" is "<gap>"

    Examples:
      | racks | easy-forms | help | posters | leaflets | gap |
      | yes   | yes        | yes  | yes     | yes      | no  |
      | no    | yes        | yes  | yes     | yes      | yes |
      | yes   | no         | yes  | yes     | yes      | yes |
      | yes   | yes        | no   | yes     | yes      | yes |
      | yes   | yes        | yes  | no      | yes      | yes |
      | yes   | yes        | yes  | yes     | no       | yes |

  @DSO-25a
  Scenario Outline: Every kind of place has somebody who looks
    Given an assurance case received on 2017-03-06
      | setting | <setting> |
    Then "<duty>" is owed by the <who>

    Examples:
      | setting             | duty           | who             |
      | removal-centre      | check          | centre-supplier |
      | pre-departure       | check          | centre-supplier |
      | holding             | check          | escort-supplier |
      | residential-holding | check          | escort-supplier |
      | escort              | check-vehicles | escort-supplier |

  @DSO-30a
  Scenario: How people get help is described, and looked at again after a year
    Given an assurance case received on 2017-03-06 at 09:00
    Then "describe-help" is due on 2017-04-06
    And "describe-help" is owed by the centre-supplier
    When the centre-supplier does "describe-help" on 2017-03-20 with:
      | help-arrangement | The welfare office, daily from 10 to 12 |
    Then "describe-help" was met on time
    And "help-arrangement" is "The welfare office, daily from 10 to 12"
    And "describe-help" is due on 2018-03-20
