Feature: Acknowledging, answering and translating

  Paragraphs 23, 26, 36, 39 and 45.

  @DSO-36k @DSO-9a @DSO-39b @X-33
  Scenario: The provider answers by its own date, and names the ombudsman, who is reached directly
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the healthcare-manager through "receive"
    Then "answer" is not owed
    And "acknowledge" is not owed
    And the healthcare-manager may not "acknowledge"
    When the healthcare-manager does "assess" on 2017-03-06 with:
      | quick | no |
    And the healthcare-manager does "advise" on 2017-03-07
    And the healthcare-manager does "choose-provider" on 2017-03-08 with:
      | answer-by | 2017-05-31 |
    Then "answer" is due on 2017-05-31
    When nothing happens until 2017-04-10
    Then "answer" is not overdue
    When the healthcare-provider does "agree-new-date" on 2017-05-25 with:
      | new-date | 2017-06-09 |
    Then "answer" is due on 2017-06-09
    When the healthcare-provider does "draft" on 2017-06-01 with:
      | investigation | The pharmacy had no stock |
      | action        | A second supplier is used |
    And the healthcare-provider does "answer" on 2017-06-02
    Then "answer" was met on time
    And the letter "answer" contains "The pharmacy had no stock"
    And the letter "answer" contains "the Parliamentary and Health Service Ombudsman"
    And the letter "answer" contains "You do not need a Member of Parliament"
    And the letter "answer-translated" was not sent

  @DSO-26d
  Scenario: The answer does not go before it is translated into the patient's language
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the healthcare-manager through "receive"
      | needs-language | yes    |
      | language       | Pashto |
    When the healthcare-manager does "assess" on 2017-03-06 with:
      | quick | no |
    And the healthcare-manager does "advise" on 2017-03-07
    And the healthcare-manager does "choose-provider" on 2017-03-08 with:
      | answer-by | 2017-04-28 |
    Then "translate" is not owed
    When the healthcare-provider does "draft" on 2017-03-20
    Then "translate" is owed
    And the healthcare-provider may not "answer" because "Answer translated"
    When the healthcare-provider does "translate" on 2017-03-24 with:
      | translated-answer | ستاسو د شکایت ځواب |
    Then "translate" is not owed
    When the healthcare-provider does "answer" on 2017-03-27
    Then the letter "answer-translated" contains "ستاسو د شکایت ځواب"
    And the letter "answer-translated" contains "Pashto"
    And the letter "answer-translated" contains "the Parliamentary and Health Service Ombudsman"
    And the letter "answer" was not sent

  @DSO-26d
  Scenario: An answer to somebody who reads English needs no translation
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the healthcare-manager through "receive"
      | needs-language | no |
    Then "language" is not known
    When the healthcare-manager does "assess" on 2017-03-06 with:
      | quick | no |
    And the healthcare-manager does "advise" on 2017-03-07
    And the healthcare-manager does "choose-provider" on 2017-03-08 with:
      | answer-by | 2017-04-28 |
    And the healthcare-provider does "draft" on 2017-03-20
    Then "translate" is not owed
    And the healthcare-provider may not "translate"
    And the healthcare-provider may "answer"

  @DSO-23b
  Scenario: The healthcare part of a wider complaint gets a letter of its own, and is not closed without it
    Given a healthcare complaint received on 2017-03-06 at 10:00 by the healthcare-manager through "receive"
      | cross-cutting | yes |
    Then "acknowledge" is owed by the healthcare-provider
    When the healthcare-manager does "assess" on 2017-03-06 with:
      | quick             | yes |
      | wants-local       | yes |
      | below-formal      | yes |
      | no-written-answer | yes |
    Then the healthcare-manager may not "resolve-locally" because "Acknowledged"
    When the healthcare-manager does "acknowledge" on 2017-03-06 with:
      | handling    | A nurse will see you tomorrow. |
      | expected-by | 2017-03-07                     |
    Then "acknowledge" is not owed
    And the letter "acknowledgement" contains "A nurse will see you tomorrow."
    And the letter "acknowledgement" contains "7 March 2017"
    And the healthcare-manager may "resolve-locally"

  @DSO-45c
  Scenario: A translated complaint counts as received on the day of the translation
    Given a healthcare complaint received on 2017-03-09 at 15:00 by the healthcare-manager through "receive"
      | received | 2017-03-09 |
    When the healthcare-manager does "assess" on 2017-03-09 with:
      | quick             | yes |
      | wants-local       | yes |
      | below-formal      | yes |
      | no-written-answer | yes |
    Then "resolve-locally" is due on 2017-03-10
