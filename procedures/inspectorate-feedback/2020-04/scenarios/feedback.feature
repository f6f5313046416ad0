Feature: Feedback at any time and the yearly survey

  @HMIP-S1.12
  Scenario: Feedback is recorded as feedback, and what follows from it is said
    Given a feedback record received on 2020-06-01 through "receive"
      | feedback | The forms are hard to fill in. |
    Then "use" is owed by the enquiries-team
    And the stage is "received"
    When the enquiries-team does "use" on 2020-06-03 with:
      | used-for | The form gets shorter. |
    Then "used-for" is "The form gets shorter."
    And the stage is "used"

  @HMIP-S1.11
  Scenario: The survey goes out every year
    Given a feedback record received on 2020-06-01 through "begin-survey"
    Then "issue-survey" is due on 2021-06-01
    When the enquiries-team does "issue-survey" on 2021-05-20
    Then "record-survey" is owed by the enquiries-team
    And "issue-survey" is due on 2022-05-20
    When the enquiries-team does "record-survey" on 2021-07-01 with:
      | survey-learned | Reports come too late. |
    Then "record-survey" is not owed
    When nothing happens until 2022-05-21
    Then "issue-survey" is overdue
