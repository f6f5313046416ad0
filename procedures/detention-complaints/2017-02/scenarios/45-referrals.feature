Feature: What the unit refers at once

  Paragraph 45: the right to life and the ban on torture, and claims in court.

  Background:
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | complainant-name | Amina K. |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00

  @DSO-45n
  Scenario: A possible breach of Article 2 or 3 goes to the duty Director
    When the customer-service-unit does "refer-breach" on 2017-03-06 at 11:30 with:
      | breach | He was left in restraints for nine hours. |
    Then the notice "breach" was sent to the duty-director
    And the duty-director does not see the case
    And "pass-on" is due on 2017-03-07

  @DSO-45o
  Scenario: A claim goes to Litigation Operations, and the complaint does not wait
    When the customer-service-unit does "refer-litigation" on 2017-03-06 at 11:30 with:
      | litigation | Letter before claim by Hope Law. |
    Then the notice "litigation" was sent to the litigation-operations
    And "record-advice" is owed by the customer-service-unit
    And "pass-on" is due on 2017-03-07
    And the customer-service-unit may "send-to-hub"
    When the customer-service-unit does "record-advice" on 2017-03-08 with:
      | litigation-advice | Go on; copy us the answer. |
    Then "record-advice" is not owed
    And "litigation-advice" is "Go on; copy us the answer."
    And the customer-service-unit may not "record-advice"
