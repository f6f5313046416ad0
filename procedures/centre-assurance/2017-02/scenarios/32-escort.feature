Feature: Forms in escort vehicles

  Paragraph 32: forms in the vehicles, passed on when they are handed over, and advice to use the box on arrival.

  @DSO-32a
  Scenario: The vehicles are looked at every week
    Given an assurance case received on 2017-03-06 at 09:00
      | setting | escort |
    Then "check-vehicles" is due on 2017-03-13
    And "check" is not owed
    And the escort-supplier may not "check"
    When the escort-supplier does "check-vehicles" on 2017-03-10 with:
      | vehicles-looked-at | 12                     |
      | vehicles-stocked   | no                     |
      | forms-passed-on    | yes                    |
      | box-advice         | yes                    |
      | vehicle-gap-what   | Two vans without forms |
    Then "put-vehicles-right" is due on 2017-03-12
    And "put-vehicles-right" is owed by the escort-supplier
    And "check-vehicles" is due on 2017-03-17
    When the escort-supplier does "put-vehicles-right" on 2017-03-11 with:
      | vehicles-stocked | yes |
    Then "put-vehicles-right" is not owed

  @DSO-32b @DSO-32c
  Scenario Outline: Forms are passed on, and people are told of the box
    Given an assurance case received on 2017-03-06
      | setting | escort |
    When the escort-supplier does "check-vehicles" on 2017-03-10 with:
      | vehicles-stocked | yes      |
      | forms-passed-on  | <passed> |
      | box-advice       | <advice> |
    Then "vehicle-gap" is "<gap>"

    Examples:
      | passed | advice | gap |
      | yes    | yes    | no  |
      | no     | yes    | yes |
      | yes    | no     | yes |
