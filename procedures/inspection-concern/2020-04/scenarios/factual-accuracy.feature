Feature: Factual accuracy and ratings

  Background:
    Given a concern received on 2020-07-06 by the enquiries-team through "challenge"
      | complainant           | Riverside Centre    |
      | challenge-kind        | rating              |
      | challenge             | Staffing is too low |
      | evidence              | The rota of March   |
      | lead                  | Ann Lee             |
      | head                  | Max Roe             |
      | last-day-for-comments | 2020-07-17          |

  @HMIP-S1.6 @HMIP-S1.8
  Scenario: The Director of Operations decides, and only with both advices
    Then the notice "challenged" was sent
    And "advise-as-lead" is owed
    And "advise-as-head" is owed
    And "decide" is due on 2020-07-17
    And "decide" is owed by the director-of-operations
    When "Ann Lee" does "advise-as-lead" on 2020-07-08 with:
      | lead-advice | The rota is not the whole picture. |
    Then the notice "advised" was sent to the director-of-operations
    And the director-of-operations may not "decide" because "Advise as Head of Programme"
    When "Max Roe" does "advise-as-head" on 2020-07-09 with:
      | head-advice | Keep the rating. |
    Then the director-of-operations may "decide"
    And the enquiries-team may not "decide" because "Only Director of Operations"
    And the director-of-operations sees "lead-advice"
    And the director-of-operations sees "evidence"
    And the enquiries-team does not see "lead-advice"
    When the director-of-operations does "decide" on 2020-07-14 with:
      | evidence-seen      | One month of twelve.              |
      | challenge-decision | unchanged                         |
      | challenge-reason   | A single month does not show it.  |
    Then "decide" was met on time
    And the stage is "decided"
    And the letter "challenge-decided" contains "the report is not changed"
    And the letter "challenge-decided" contains "A single month does not show it."

  @HMIP-S1.9 @HMIP-S1.13
  Scenario: The decision says what is no reason to change a report, and where the standards are
    When "Ann Lee" does "advise-as-lead" on 2020-07-08
    And "Max Roe" does "advise-as-head" on 2020-07-09
    And the director-of-operations does "decide" on 2020-07-14
    Then the letter "challenge-decided" contains "simply because they disappoint"
    And the letter "challenge-decided" contains "improvements are promised"
    And the letter "challenge-decided" contains "“Standards and ratings”"

  @HMIP-S1.7 @X-45
  Scenario: A question of fact is recorded apart from concerns and complaints
    Then "challenged" is "yes"
    And the enquiries-team may not "raise-formally"
    And "address" is not owed
