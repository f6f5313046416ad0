Feature: Telling the police

  Paragraphs 8 and 49: at once, whatever the person harmed wants, with a reference that reaches them, and once for each incident.

  @DSO-8a
  Scenario: The police are told at once
    Given a criminal incident received on 2017-03-06 at 21:40 by the centre-supplier
      | incident | A man was hit in the yard. |
    Then "report" is due on 2017-03-06 at 21:40
    And "report" is owed by the centre-supplier
    And "report" is owed by the home-office-centre-team
    When nothing happens until 2017-03-06 at 21:41
    Then "report" is overdue
    When the home-office-centre-team does "report" on 2017-03-06 at 21:45 with:
      | police-force | Sussex Police     |
      | reported-at  | 2017-03-06 at 21:44 |
      | reported-by  | Dana Wood         |
      | victim-known | yes               |
      | complainant-name | Amina K.      |
    Then "report" is not owed
    And "police-force" is "Sussex Police"
    And "reported-by" is "Dana Wood"
    And the stage is "reported"

  @DSO-8b @DSO-8c
  Scenario: The reference is awaited, and passed to the person harmed
    Given a criminal incident received on 2017-03-06 by the home-office-centre-team
    When the home-office-centre-team does "report" on 2017-03-06 with:
      | police-force     | Sussex Police |
      | victim-known     | yes           |
      | complainant-name | Amina K.      |
    Then "take-reference" is owed by the home-office-centre-team
    And the home-office-centre-team may not "pass-reference"
    When nothing happens until 2017-04-06
    Then "take-reference" is owed
    When the home-office-centre-team does "take-reference" on 2017-04-06 with:
      | reference-kind | cad      |
      | crime-number   | CAD 1187 |
    Then "take-reference" is not owed
    And "pass-reference" is owed by the home-office-centre-team
    And the stage is "referenced"
    When the home-office-centre-team does "pass-reference" on 2017-04-06 with:
      | passed-how | by-hand |
    Then the letter "reference" contains "CAD 1187"
    And the letter "reference" contains "Amina K."
    And the letter "reference" contains "Sussex Police"
    And "passed-how" is "by-hand"
    And the stage is "closed"

  @DSO-8b
  Scenario: A report without the force, and a reference that is empty, do not count
    Given a criminal incident received on 2017-03-06 by the centre-supplier
    When the centre-supplier tries "report" on 2017-03-06 and is refused because "Police force"
      | police-force | |
    Then "report" is owed by the centre-supplier
    When the centre-supplier does "report" on 2017-03-06
    And the centre-supplier tries "take-reference" on 2017-03-06 and is refused because "Police reference"
      | crime-number | |
    Then "take-reference" is owed by the centre-supplier

  @DSO-8d
  Scenario Outline: What the person harmed wants does not end the duty
    Given a criminal incident received on 2017-03-06 at 10:00 by the centre-supplier
      | victim-wishes | <wish> |
    Then "report" is owed by the centre-supplier
    And the centre-supplier may not "close-without-victim"
    And the centre-supplier may not "pass-reference"
    And the centre-supplier may not "mark-double"
    When nothing happens until 2017-03-13
    Then "report" is overdue

    Examples:
      | wish         |
      | no-report    |
      | no-complaint |
      | not-said     |

  @DSO-8d
  Scenario: Nor does it when they say so later
    Given a criminal incident received on 2017-03-06 at 10:00 by the centre-supplier
    When the centre-supplier does "note-wishes" on 2017-03-06 at 10:10 with:
      | victim-wishes | no-report |
    Then "report" is owed by the centre-supplier
    And "report" is due on 2017-03-06 at 10:00

  @DSO-8d
  Scenario: There need be no complaint
    Given a criminal incident received on 2017-03-06 by the centre-supplier
    Then "complaint" is not known
    And "report" is owed

  @DSO-8a @X-21
  Scenario: It may come from a form that was handed to staff
    Given a criminal incident received on 2017-03-06 at 10:00 by the home-office-centre-team through "open-from-box"
      | box | CB/2017/2 |
    Then "report" is due on 2017-03-06 at 10:00

  @DSO-8c
  Scenario: When nobody knows who was harmed, the record ends with the reference
    Given a criminal incident received on 2017-03-06 by the escort-supplier
    When the escort-supplier does "report" on 2017-03-06 with:
      | victim-known | no |
    And the escort-supplier does "take-reference" on 2017-03-07
    Then "pass-reference" is not owed
    And the escort-supplier may not "pass-reference"
    When the escort-supplier does "close-without-victim" on 2017-03-07
    Then the stage is "closed"
    And the letter "reference" was not sent

  @DSO-8c
  Scenario: Somebody who is found out later still gets the reference
    Given a criminal incident received on 2017-03-06 by the centre-supplier
    When the centre-supplier does "report" on 2017-03-06 with:
      | victim-known | no |
    And the centre-supplier does "take-reference" on 2017-03-07
    And the centre-supplier does "find-victim" on 2017-03-08 with:
      | victim-known     | yes      |
      | complainant-name | Amina K. |
    Then the centre-supplier may "pass-reference"
    And the centre-supplier may not "close-without-victim"

  @DSO-49e @X-18
  Scenario: Professional standards reports what a complaint is about, and only once
    Given a criminal incident received on 2017-03-06 at 10:00 by the professional-standards through "open-from-complaint"
      | complaint        | DC/2017/4 |
      | complainant-name | Amina K.  |
    Then "report" is owed by the professional-standards
    And "report" is owed by the home-office-centre-team
    And the centre-supplier may not "report"
    And the centre-supplier does not see the case
    When the professional-standards does "report" on 2017-03-06 at 11:00 with:
      | victim-known | yes |
    Then the home-office-centre-team may not "report"
    And "report" is not owed
    And "take-reference" is owed by the professional-standards
    When the professional-standards does "take-reference" on 2017-03-08 with:
      | crime-number | 47/1234/17 |
    Then "pass-reference" is owed by the professional-standards
    When the professional-standards does "pass-reference" on 2017-03-08 with:
      | passed-how | representative |
    Then the letter "reference" contains "47/1234/17"
    And the letter "reference" contains "You can ask us for it again at any time."

  @X-18
  Scenario: A complaint about an incident that is on record is added to it
    Given a criminal incident received on 2017-03-06 by the centre-supplier
    When the centre-supplier does "report" on 2017-03-06
    And the professional-standards does "add-complaint" on 2017-03-20 with:
      | complaint | DC/2017/9 |
    Then "complaint" is "DC/2017/9"
    And the professional-standards may not "report"
    And "report" is not owed

  @X-18
  Scenario: An incident that was recorded twice is reported once
    Given a criminal incident received on 2017-03-06 by the home-office-centre-team
    When the home-office-centre-team does "mark-double" on 2017-03-06 with:
      | other-record | CI/2017/1 |
    Then the stage is "double"
    And "report" is not owed
    And "other-record" is "CI/2017/1"

  @DSO-8a
  Scenario: Whoever is suspected sees nothing, and the unit does not read what happened
    Given a criminal incident received on 2017-03-06 by the home-office-centre-team
      | incident | A man was hit in the yard. |
      | suspects | Sam Doyle                  |
    Then the person complained about does not see the case
    And the customer-service-unit sees "report.due"
    And the customer-service-unit does not see "incident"
    And the centre-supplier does not see "suspects"

  @DSO-8a
  Scenario: Somebody who is suspected later loses sight of it too
    Given a criminal incident received on 2017-03-06 by the home-office-centre-team through "open-from-box"
    When the home-office-centre-team does "name-suspects" on 2017-03-06 with:
      | suspects | Sam Doyle |
    Then the person complained about does not see the case
    And the centre-supplier may not "name-suspects"
