Feature: The incident behind a complaint about force

  SIP 6.1: a complaint names the record of the use of force, or asks for one, and what goes beyond it is recommended.

  Background:
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category | serious-misconduct |
      | subject  | criminal-assault   |
      | officers | Sam Doyle          |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    Then the customer-service-unit may not "name-force-incident"
    When the customer-service-unit does "allocate" on 2017-03-08

  @SIP-6.1a
  Scenario: The investigator of professional standards names the incident and sees its reference
    When the professional-standards does "name-force-incident" on 2017-03-09 with:
      | force-incident | UF/2017/2 |
    Then "force-incident" is "UF/2017/2"
    And the professional-standards sees "force-incident"
    And the monitoring-board does not see "force-incident"
    And the person complained about does not see the case

  @SIP-6.1a @SIP-6.1d
  Scenario: When the incident was not reported, its report is asked for
    When the professional-standards does "open-force-incident" on 2017-03-09
    Then "open-force-incident" opened 1 "use-of-force"
    And the case opened knows "complaint" as "this"
    And the centre-supplier may not "open-force-incident"

  @DSO-52a @DSO-49l
  Scenario: What goes beyond the complaint is recommended
    When the professional-standards does "assign" on 2017-03-09
    Then the professional-standards may not "recommend"
    When the professional-standards does "draft" on 2017-05-02
    And the senior professional-standards does "approve" on 2017-05-03
    And the professional-standards does "respond" on 2017-05-04
    And the professional-standards does "recommend" on 2017-05-05 with:
      | recommendations | Refresh the training in belts every half year; Cameras in corridor B |
    Then "recommend" opened 2 "recommendation"
    And the case opened knows "source-case" as "this"
    And the case opened knows "recommendation" as "Cameras in corridor B"
    When the lessons-learned does "collect-recommendations" on 2017-05-08 with:
      | action-points | Tell staff of wing B |
    Then the case opened knows "source" as "psu"
    And the case opened knows "issue" as "force"
