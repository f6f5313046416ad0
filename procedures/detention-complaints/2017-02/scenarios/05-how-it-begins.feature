Feature: How a complaint begins

  Paragraphs 4 to 6, 25 to 28 and 32: from a box, from a local resolution, aloud, from elsewhere, and about being treated worse.

  @DSO-5b @DSO-5c @DSO-5a
  Scenario: A local resolution becomes a formal complaint
    Given a complaint received on 2017-03-06 at 09:30 through "make-formal"
      | local-resolution | LR/2017/00004 |
      | complainant-name | Amina K.      |
    Then the stage is "to-record"
    And "describe" is owed by the customer-service-unit
    And "pass-on" is due on 2017-03-07
    And "hand-over" is due on 2017-03-09
    And the customer-service-unit may not "send-to-hub"
    When the customer-service-unit does "describe" on 2017-03-06 with:
      | category  | service-delivery |
      | received  | 2017-03-06       |
      | statement | My bag is lost.  |
    Then the stage is "with-unit"
    And "local-resolution" is "LR/2017/00004"
    And "complainant-name" is "Amina K."
    And "describe" was met on time
    When the customer-service-unit does "send-to-hub" on 2017-03-07
    Then "pass-on" was met on time

  @DSO-6b @DSO-43b
  Scenario: Somebody says that they were treated worse because they complained
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | complainant-name | Amina K. |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "report-reprisal" on 2017-03-09 with:
      | reprisal | She lost her place in the kitchen the day after. |
    Then the notice "reprisal" was sent to the enforcement-manager
    And "report-reprisal" opened 1 "detention-complaints"
    And the case opened knows "complainant-name" as "Amina K."
    And the case opened knows "earlier-complaint" as "REF/2017/1"

  @DSO-6b @DSO-6a
  Scenario: The complaint about being treated worse is recorded in full
    Given a complaint received on 2017-03-09 at 15:00 through "raise-reprisal"
      | earlier-complaint | DC/2017/00012 |
      | complainant-name  | Amina K.      |
    Then the stage is "to-record"
    And the monitoring-board does not see the case
    When the customer-service-unit does "describe" on 2017-03-09 with:
      | category  | serious-misconduct           |
      | subject   | harassment                   |
      | statement | I was punished for my words. |
    Then "topic" is "discrimination"
    And "pass-on" is due on 2017-03-10

  @DSO-25b @DSO-25c @DSO-44e
  Scenario: A form from a box is opened unread, and the six hours run from then
    Given a complaint received on 2017-03-06 at 09:30 through "take-from-box"
      | box | BX/2017/00003 |
    Then the stage is "taken"
    And "scan" is due on 2017-03-06 at 15:30
    And the home-office-centre-team sees "box"
    And the home-office-centre-team may not "scan"
    And the centre-supplier does not see the case
    When the home-office-centre-team does "read-form" on 2017-03-06 at 10:00 with:
      | urgent        | yes                           |
      | urgent-matter | She says that she is bullied. |
      | by-hand       | yes                           |
    Then the stage is "found"
    And "found-on" is "2017-03-06"
    And the notice "urgent" was sent to the duty-manager
    And "act-on-urgent" is due on 2017-03-06 at 10:00
    And "scan" is due on 2017-03-06 at 15:30
    And the home-office-centre-team may "scan"

  @DSO-26a @DSO-5c @DSO-25a
  Scenario Outline: Nothing is refused for its form
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | written-on | <written on> |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    Then "pass-on" is due on 2017-03-07

    Examples:
      | written on |
      | form       |
      | letter     |
      | electronic |
      | note       |

  @DSO-27a @X-35
  Scenario: An allegation that was made aloud goes on without a form
    Given a complaint received on 2017-03-06 at 20:00 by the monitoring-board through "hear"
      | category   | serious-misconduct                 |
      | officers   | Sam Doyle                          |
      | received   | 2017-03-06                         |
      | heard-by   | Grace Hall, in the corridor, 19:30 |
      | encouraged | yes                                |
    Then the stage is "with-unit"
    And the notice "heard" was sent to the customer-service-unit
    And the customer-service-unit may "send-to-hub"
    And "pass-on" is due on 2017-03-07
    And the monitoring-board does not see the case
    And the person complained about does not see the case
    When the customer-service-unit does "follow-up-oral" on 2017-03-08 with:
      | written-since | no |
    Then "encouraged" is "yes"
    And "written-since" is "no"

  @DSO-27a
  Scenario: A supplier's officer who heard it does not see the complaint afterwards
    Given a complaint received on 2017-03-06 at 20:00 by the centre-supplier through "hear"
    Then the centre-supplier does not see the case

  @DSO-28a @X-02
  Scenario: What another part of the Home Office had first keeps both days
    Given a complaint received on 2017-03-13 at 09:00 by the customer-service-unit through "receive"
      | channel  | other-office         |
      | sent-by  | Border Force, Dover  |
      | category | serious-misconduct   |
      | received | 2017-03-06           |
    Then "received" is "2017-03-06"
    And "reached-unit-on" is "2017-03-13"
    And "sent-by" is "Border Force, Dover"
    And "respond-serious" is due on 2017-05-29
    And "pass-on" is due on 2017-03-14

  @DSO-28c
  Scenario: What the healthcare provider got, but is not about healthcare
    Given a complaint received on 2017-03-13 at 09:00 by the customer-service-unit through "receive"
      | channel | healthcare             |
      | sent-by | The healthcare manager |
    Then the stage is "with-unit"
    And "hand-over" is due on 2017-03-16

  @DSO-32b
  Scenario: A form that was handed to escort staff
    Given a complaint received on 2017-03-08 at 09:00 by the customer-service-unit through "receive"
      | channel   | escort     |
      | received  | 2017-03-08 |
      | handed-on | 2017-03-06 |
    Then "handed-on" is "2017-03-06"
    And the stage is "with-unit"

  @DSO-4b @DSO-D5
  Scenario: Who complains, and who runs the place
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | operator       | noms                |
      | made-by        | oversight           |
      | representative | The chaplain        |
    Then "operator" is "noms"
    And "made-by" is "oversight"
    And "representative" is "The chaplain"
