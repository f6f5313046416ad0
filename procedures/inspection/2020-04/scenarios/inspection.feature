Feature: An inspection's report for comment, and its feedback

  Background:
    Given an inspection received on 2020-06-01
      | organisation | Riverside Centre |
      | lead         | Ann Lee          |
      | head         | Max Roe          |

  @HMIP-S1.5 @HMIP-S1.6
  Scenario: No report is published before the organisation could comment
    Then the head-of-programme may not "publish"
    And "Ann Lee" sees the case
    When "Ann Lee" does "share-report" on 2020-07-01 with:
      | comments-by | 2020-07-15 |
    Then "report-shared-on" is "2020-07-01"
    And the letter "report-for-comment" contains "15 July 2020"
    And the letter "report-for-comment" contains "evidence that a rating is wrong"
    And "record-comments" is due on 2020-07-15
    And the head-of-programme may "publish"

  @HMIP-S1.5
  Scenario: Without comments nothing else is opened
    When "Ann Lee" does "share-report" on 2020-07-01 with:
      | comments-by | 2020-07-15 |
    And the enquiries-team does "record-comments" on 2020-07-14 with:
      | comments | none |
    Then "record-comments" opened 0 "inspection-concern"
    And "record-comments" was met on time

  @HMIP-S1.6 @HMIP-S1.7
  Scenario: A challenge to a rating is a case of its own, apart from complaints
    When "Ann Lee" does "share-report" on 2020-07-01 with:
      | comments-by | 2020-07-15 |
    And the enquiries-team does "record-comments" on 2020-07-14 with:
      | comments      | rating                 |
      | what-is-wrong | Staffing is too low    |
      | evidence      | The rota of March      |
    Then "record-comments" opened 1 "inspection-concern"
    And the case opened knows "challenge-kind" as "rating"
    And the case opened knows "evidence" as "The rota of March"
    And the case opened knows "complainant" as "Riverside Centre"

  @HMIP-S1.10
  Scenario: Everybody interviewed gets a form, and what comes back is reviewed
    Then "issue-forms" is owed
    When "Ann Lee" does "issue-forms" on 2020-06-04 with:
      | interviewed  | 12 |
      | forms-issued | 12 |
    Then "issue-forms" is not owed
    And "review-forms" is owed
    When "Ann Lee" does "review-forms" on 2020-06-20 with:
      | forms-returned | 7                     |
      | forms-learned  | Interviews ran late.  |
    Then "review-forms" is not owed
    And "forms-learned" is "Interviews ran late."

  @HMIP-S1.11
  Scenario: After the publication the leaders are asked, and what they say is recorded
    When "Ann Lee" does "share-report" on 2020-07-01
    And the head-of-programme does "publish" on 2020-08-03 with:
      | published-on | 2020-08-03 |
    Then "ask-leaders" is owed by the enquiries-team
    And the enquiries-team may not "close" because "Ask the leaders"
    When the enquiries-team does "ask-leaders" on 2020-08-10
    Then the letter "leaders" contains "how we could inspect better"
    When the enquiries-team does "close" on 2020-09-10 with:
      | leaders-said | More notice, please. |
    Then the stage is "closed"

  @HMIP-S1.2
  Scenario: Another lead inspector sees nothing of it
    Then "Ann Lee" sees "organisation"
    And the lead-inspector does not see the case
