Feature: Confidential in other ways

  Paragraph 33: an envelope in the box, and a letter to the unit that asks for the same.

  @DSO-33b @DSO-33a
  Scenario: A sealed envelope that lay in the box
    Given a complaint received on 2017-03-06 at 09:30 through "take-from-box"
    When the home-office-centre-team does "hand-over-from-box" on 2017-03-06 at 09:40 with:
      | envelope-held | In the box       |
      | handed-to     | Farah Nolan, 9:40 |
    Then the stage is "sealed"
    And "confidential" is "yes"
    And the home-office-centre-team sees "handed-to"
    When the enforcement-manager does "open-envelope" on 2017-03-06 at 10:00 with:
      | complainant-name | Amina K. |
    Then the home-office-centre-team does not see "complainant-name"

  @DSO-33f
  Scenario: A letter to the unit that asks to be kept confidential
    Given a complaint received on 2017-03-06 at 09:00 by the customer-service-unit through "receive"
      | category         | serious-misconduct |
      | complainant-name | Amina K.           |
    When the customer-service-unit does "mark-confidential" on 2017-03-06
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-07
    And the customer-service-unit does "allocate" on 2017-03-07 with:
      | released-content | Force was used at night. |
    Then the professional-standards sees "released-content"
    And the professional-standards does not see "statement"
    And the professional-standards does not see "complainant-name"
    And the notice "serious-at-centre" was not sent
    And the notice "serious-unnamed-at-centre" was sent to the centre-manager
    And the customer-service-unit may not "mark-confidential"
