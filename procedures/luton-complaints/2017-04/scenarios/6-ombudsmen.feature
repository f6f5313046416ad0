Feature: The right ombudsman

  Part 2, paragraphs 21, 23 and 24.

  @LUT-2.21 @LUT-2.23 @LUT-2.24 @X-58
  Scenario Outline: The final answer names the ombudsman who can look at it
    Given a complaint received on 2017-05-08
    When the relevant-officer does "assess" on 2017-05-08 with:
      | landlord | <landlord> |
    And the relevant-officer does "go-formal" on 2017-05-08
    And the team-manager does "assign" on 2017-05-09
    And the team-manager does "conclude" on 2017-05-22
    And the team-manager does "answer-stage-1" on 2017-05-25
    And the customer-services does "request-stage-2" on 2017-06-05
    And the senior service-manager does "assign-reviewer" on 2017-06-06 as "Ann Lee" with:
      | reviewer | Ann Lee |
    And "Ann Lee" does "conclude-review" on 2017-07-03
    And "Ann Lee" does "answer-stage-2" on 2017-07-10
    Then "ombudsman" is "<ombudsman>"
    And the letter "final-response" contains "<address>"
    And the letter "final-response" contains "<telephone>"
    And the letter "final-response" contains "<website>"

    Examples:
      | landlord | ombudsman        | address                     | telephone     | website                      |
      | no       | local-government | PO Box 4771, Coventry       | 0300 061 0614 | www.lgo.org.uk               |
      | yes      | housing          | 81 Aldwych, London WC2B 4HN | 0300 111 3000 | www.housing-ombudsman.org.uk |
