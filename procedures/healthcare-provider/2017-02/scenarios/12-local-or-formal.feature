Feature: Put right locally, or a formal complaint

  Paragraphs 9 to 15: the healthcare manager decides, and the patient chooses.

  @DSO-12a @DSO-13a
  Scenario: A matter that can be put right locally is put right by the next working day
    Given a healthcare complaint received on 2017-03-10 at 10:00 by the healthcare-manager through "receive"
      | received | 2017-03-10 |
    Then "assess" is owed by the healthcare-manager
    And "resolve-locally" is not owed
    And the healthcare-provider may not "assess"
    When the healthcare-manager does "assess" on 2017-03-10 with:
      | quick             | yes |
      | wants-local       | yes |
      | below-formal      | yes |
      | no-written-answer | yes |
    Then "route" is "local"
    And "resolve-locally" is due on 2017-03-13
    And "advise" is not owed
    And the healthcare-manager may not "advise"
    When the healthcare-manager does "resolve-locally" on 2017-03-13 with:
      | local-action | The appointment was moved to Tuesday. |
    Then "resolve-locally" was met on time
    And the stage is "resolved"

  @DSO-13a
  Scenario Outline: It is a formal matter when one of the four does not hold: <quick> <wants> <below> <unwritten>
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the healthcare-manager through "receive"
    When the healthcare-manager does "assess" on 2017-03-06 with:
      | quick             | <quick>     |
      | wants-local       | <wants>     |
      | below-formal      | <below>     |
      | no-written-answer | <unwritten> |
    Then "route" is "formal"
    And "resolve-locally" is not owed
    And the healthcare-manager may not "resolve-locally"
    And "advise" is owed

    Examples:
      | quick | wants | below | unwritten |
      | no    | yes   | yes   | yes       |
      | yes   | no    | yes   | yes       |
      | yes   | yes   | no    | yes       |
      | yes   | yes   | yes   | no        |

  @DSO-13a
  Scenario: What is not put right by the next working day is overdue
    Given a healthcare complaint received on 2017-04-13 at 10:00 by the healthcare-manager through "receive"
      | received | 2017-04-13 |
    When the healthcare-manager does "assess" on 2017-04-13 with:
      | quick             | yes |
      | wants-local       | yes |
      | below-formal      | yes |
      | no-written-answer | yes |
    Then "resolve-locally" is due on 2017-04-18
    When nothing happens until 2017-04-19
    Then "resolve-locally" is overdue

  @DSO-14a
  Scenario: A patient who is still dissatisfied can complain formally, even after it counted as put right
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the healthcare-manager through "receive"
    When the healthcare-manager does "assess" on 2017-03-06 with:
      | quick             | yes |
      | wants-local       | yes |
      | below-formal      | yes |
      | no-written-answer | yes |
    And the healthcare-manager does "resolve-locally" on 2017-03-07
    Then the stage is "resolved"
    When the healthcare-manager does "record-dissatisfaction" on 2017-03-09
    Then the stage is "still-dissatisfied"
    And "advise" is owed by the healthcare-manager
    And "resolve-locally" is not owed
    When the healthcare-manager does "advise" on 2017-03-09
    Then "advise" is not owed
    And the letter "formal-routes" was sent

  @DSO-14a
  Scenario: A patient may be dissatisfied before it is put right, and then nothing more is tried locally
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the healthcare-manager through "receive"
      | received | 2017-03-06 |
    When the healthcare-manager does "assess" on 2017-03-06 with:
      | quick             | yes |
      | wants-local       | yes |
      | below-formal      | yes |
      | no-written-answer | yes |
    Then "resolve-locally" is owed
    When the healthcare-manager does "record-dissatisfaction" on 2017-03-06
    Then "resolve-locally" is not owed
    And the healthcare-manager may not "resolve-locally"
    And "advise" is owed

  @DSO-14a
  Scenario: Whoever is not helped locally has nothing to be dissatisfied with yet
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the healthcare-manager through "receive"
    When the healthcare-manager does "assess" on 2017-03-06 with:
      | quick | no |
    Then the healthcare-manager may not "record-dissatisfaction" because "Route"

  @DSO-14b @DSO-33e @DSO-12b @X-14
  Scenario: The patient is told of both ways, with the right number and where to read more
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the healthcare-manager through "receive"
    When the healthcare-manager does "assess" on 2017-03-06 with:
      | quick             | no  |
      | wants-local       | yes |
      | below-formal      | yes |
      | no-written-answer | yes |
    And the healthcare-manager does "advise" on 2017-03-07
    Then the letter "formal-routes" contains "the complaint or form that you gave us"
    And the letter "formal-routes" contains "england.contactus@nhs.net"
    And the letter "formal-routes" contains "PO Box 16738, Redditch, B97 9PT"
    And the letter "formal-routes" contains "by telephone: 0300 311 22 33"
    And the letter "formal-routes" contains "in confidence"
    And the letter "formal-routes" contains "https://www.england.nhs.uk/contact-us/complaint/"
    And the letter "formal-routes" contains "http://www.nhs.uk/choiceintheNHS/Rightsandpledges/complaints/Pages/NHScomplaints.aspx"

  @DSO-15a
  Scenario: A complaint to NHS England is sent by the patient, and by nobody else without their consent
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the healthcare-manager through "receive"
    When the healthcare-manager does "assess" on 2017-03-06 with:
      | quick             | no  |
      | wants-local       | no  |
      | below-formal      | no  |
      | no-written-answer | no  |
    Then the healthcare-manager may not "choose-commissioner"
    When the healthcare-manager does "advise" on 2017-03-07
    And the healthcare-manager does "choose-commissioner" on 2017-03-08 with:
      | forward-consent | no |
    Then the letter "to-commissioner" contains "You send the complaint yourself"
    And the letter "to-commissioner" contains "the NHS's own complaints procedure"
    And the letter "to-commissioner" contains "by telephone: 0300 311 22 33"
    And the healthcare-manager may not "forward" because "Patient asked that it is sent for them"
    When the healthcare-manager does "record-consent" on 2017-03-10 with:
      | forward-consent | yes |
    Then the healthcare-manager may "forward"
    When the healthcare-manager does "forward" on 2017-03-10
    Then the stage is "at-commissioner"

  @DSO-15a
  Scenario: Without consent it stays with the patient
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the healthcare-manager through "receive"
    When the healthcare-manager does "assess" on 2017-03-06 with:
      | quick | no |
    And the healthcare-manager does "advise" on 2017-03-07
    And the healthcare-manager does "choose-commissioner" on 2017-03-08 with:
      | forward-consent | no |
    And the healthcare-manager does "leave-to-patient" on 2017-03-08
    Then the stage is "at-commissioner"
    And the healthcare-manager may not "forward"

  @DSO-10a @DSO-10b @DSO-10c @DSO-28c
  Scenario Outline: A complaint about <matter> is no healthcare complaint, and goes to the unit
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the healthcare-manager through "receive"
      | statement | It was cold, and my tablets were changed. |
    When the healthcare-manager does "send-to-unit" on 2017-03-07 with:
      | other-matter   | <matter>    |
      | unit-statement | It was cold |
    Then the notice "to-unit" was sent to the customer-service-unit
    And the stage is "with-unit"
    And "assess" is not owed
    And the customer-service-unit does not see the case

    Examples:
      | matter         |
      | medical-escort |
      | facilities     |
      | detention      |

  @DSO-9b @DSO-11a @X-35
  Scenario: What is only spoken is a healthcare complaint like any other
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the healthcare-provider through "receive"
      | how-received | spoken                               |
      | statement    | The nurse shouted at me at the hatch |
    Then the stage is "to-assess"
    And "assess" is owed by the healthcare-manager
    When the healthcare-manager does "assess" on 2017-03-06 with:
      | quick | no |
    Then "advise" is owed by the healthcare-manager
