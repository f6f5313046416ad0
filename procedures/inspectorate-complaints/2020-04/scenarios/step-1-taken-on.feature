Feature: A concern taken on from step 1

  @HMIP-S2.0 @HMIP-S1.4 @HMIP-S2.1c @X-44
  Scenario: What was not resolved in step 1 becomes a formal complaint that knows where it came from
    Given a complaint received on 2020-06-16 through "escalate"
      | concern            | CN/2020/3        |
      | complainant        | Riverside Centre |
      | received           | 2020-06-16       |
      | incident           | 2020-03-02       |
      | early-ended        | 2020-06-02       |
      | new-evidence-given | no               |
    Then "concern" is "CN/2020/3"
    And "tried-early" is "yes"
    And "late" is "no"
    And "ask-for-new-evidence" is owed by the enquiries-team
    And "acknowledge" is due on 2020-06-23
    And "conclude" is due on 2020-07-14
    And the enquiries-team may "classify"
