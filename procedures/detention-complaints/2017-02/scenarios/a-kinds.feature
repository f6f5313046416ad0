Feature: Kinds of complaint

  Annex A: the examples, the topics that they come to, and reasons for a lower kind.

  @DSO-A1 @DSO-A2 @DSO-A4 @X-40
  Scenario Outline: Each example leads to one topic and suggests a kind
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | serious-misconduct |
      | subject  | <example>          |
    Then "topic" is "<topic>"
    And "usual-kind" is "<kind>"

    Examples:
      | example            | topic             | kind    |
      | delay              | delay             | service |
      | process-error      | error             | service |
      | poor-communication | communication     | service |
      | property           | property          | service |
      | customer-care      | care              | service |
      | incivility         | rudeness          | minor   |
      | brusqueness        | rudeness          | minor   |
      | bad-language       | language          | minor   |
      | poor-attitude      | attitude          | minor   |
      | no-name            | identity          | minor   |
      | repeated-minor     | repeated          | serious |
      | verbal-abuse       | abuse             | serious |
      | false-statement    | falsehood         | serious |
      | procedures-skipped | procedures        | serious |
      | process-defied     | procedures        | serious |
      | computer-misuse    | data              | serious |
      | criminal-assault   | assault           | serious |
      | fighting           | assault           | serious |
      | sexual-assault     | sexual-assault    | serious |
      | criminal-theft     | theft             | serious |
      | dishonesty         | theft             | serious |
      | corruption         | corruption        | serious |
      | racism             | discrimination    | serious |
      | harassment         | discrimination    | serious |
      | threats            | threats           | serious |
      | sexual-misconduct  | sexual-misconduct | serious |
      | disclosure         | disclosure        | serious |
      | negligence         | negligence        | serious |
      | incapacity         | incapacity        | serious |
      | other-conduct      | other             | serious |

  @DSO-A3 @X-19
  Scenario: A lower kind than the example suggests needs a reason
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category    | minor-misconduct                  |
      | subject     | threats                           |
      | down-reason | Swearing once, at nobody.         |
    Then "down-reason" is "Swearing once, at nobody."
    And "responder" is "centre-supplier"

  @DSO-A3 @X-19
  Scenario: Without that reason it does not go on
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | minor-misconduct |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit tries "send-to-hub" on 2017-03-06 and is refused because "Why it is of a lower kind" with:
      | subject     | criminal-assault |
      | down-reason |                  |
    Then "down-reason" is not known

  @DSO-A3 @X-19
  Scenario: The kind that fits its example needs none
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | serious-misconduct |
      | subject  | threats            |
    Then "down-reason" is not known

  @DSO-A3 @DSO-46b6 @X-19
  Scenario: Once recorded, the kind changes only with a reason
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | serious-misconduct |
      | subject  | criminal-theft     |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "recategorise" on 2017-03-06 with:
      | category        | service-delivery                            |
      | subject         | property                                    |
      | category-reason | He says that the bag was lost, not taken.   |
    Then "category" is "service-delivery"
    And "category-reason" is "He says that the bag was lost, not taken."
    And "down-reason" is not known
    And "respond-serious" is not owed
