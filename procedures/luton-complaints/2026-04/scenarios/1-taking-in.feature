Feature: Taking a complaint in under the Code

  Paragraphs 1 to 5 of the Complaint Handling Code: what a complaint is, what may be left out, adjustments, and no stage before Stage 1.

  @X-53
  Scenario: A complaint is at Stage 1 from the moment it is received
    Given a complaint received on 2026-06-01
    Then the stage is "received"
    And "acknowledge" is due on 2026-06-08
    And "assess" is owed by the relevant-officer

  @LUT-1.4
  Scenario: A service request is recorded, the person may complain, and then the time limits run from that day
    Given a complaint received on 2026-06-01
    When the relevant-officer does "assess" on 2026-06-02 with:
      | assessment        | no-complaint                     |
      | assessment-reason | You ask for a second bin         |
    And the relevant-officer does "treat-as-request" on 2026-06-02 with:
      | handled-as | The waste team orders the bin. |
    Then the stage is "no-complaint"
    And "acknowledge" is not owed
    And the letter "request" contains "The waste team orders the bin."
    And the letter "request" contains "You can complain at any time"
    And "handled-as" is "The waste team orders the bin."
    When the customer-services does "raise-as-complaint" on 2026-06-15
    Then the stage is "received"
    And "acknowledge" is due on 2026-06-22
    And "assess" is owed

  @LUT-1.5a @LUT-1.5b @LUT-1.5c @LUT-1.5d @LUT-1.5e @LUT-1.5f @LUT-1.5h @LUT-1.5i
  Scenario Outline: Whoever is pointed elsewhere is told why, and that they can go to the ombudsman
    Given a complaint received on 2026-06-01
    When the relevant-officer does "assess" on 2026-06-02 with:
      | landlord          | <landlord>                |
      | assessment        | pass-on                   |
      | assessment-reason | It is about your own case |
      | outside-procedure | <procedure>               |
    And the relevant-officer does "pass-on" on 2026-06-02
    Then "destination" is "<destination>"
    And the letter "passed-on" contains "It is about your own case"
    And the letter "passed-on" contains "<ombudsman>"
    And "acknowledge" is not owed

    Examples:
      | procedure            | destination            | landlord | ombudsman   |
      | statutory-appeal     | appeal-body            | no       | PO Box 4771 |
      | legal                | court                  | yes      | PO Box 1484 |
      | adult-social-care    | social-care-complaints | no       | PO Box 4771 |
      | children-social-care | social-care-complaints | no       | PO Box 4771 |
      | employee             | human-resources        | no       | PO Box 4771 |
      | insurance            | insurance-team         | no       | PO Box 4771 |
      | school               | school                 | no       | PO Box 4771 |
      | member               | monitoring-officer     | no       | PO Box 4771 |

  @LUT-1.5c
  Scenario: A part that is before a court is left out, and the rest is taken on
    Given a complaint received on 2026-06-01
    When the relevant-officer does "assess" on 2026-06-02 with:
      | assessment        | take-on-part                     |
      | assessment-reason | The court decides about the debt |
      | outside-procedure | legal                            |
      | outside-part      | Whether the debt is owed         |
    And the relevant-officer does "pass-part-on" on 2026-06-02
    Then the letter "part-passed-on" contains "Whether the debt is owed"
    And the letter "part-passed-on" contains "0300 061 0614"
    And "acknowledge" is due on 2026-06-08
    And the relevant-officer may "acknowledge"

  @LUT-1.6a @LUT-1.6b @LUT-1.13a @X-49 @X-50 @X-67
  Scenario Outline: Twelve months for everybody, housing too, from the later of the event and knowing of it
    Given a complaint received on 2026-06-01
    When the relevant-officer does "assess" on 2026-06-02 with:
      | landlord   | <landlord> |
      | event-date | <event>    |
      | aware-on   | <aware>    |
    Then "in-time" is "<in time>"

    Examples:
      | landlord | event      | aware      | in time |
      | no       | 2025-06-01 | 2025-06-01 | yes     |
      | no       | 2025-05-31 | 2025-05-31 | no      |
      | yes      | 2025-06-01 | 2025-06-01 | yes     |
      | yes      | 2025-11-01 | 2025-11-01 | yes     |
      | yes      | 2023-01-10 | 2025-06-01 | yes     |
      | yes      | 2023-01-10 | 2025-05-31 | no      |

  @LUT-1.6a @LUT-1.13b
  Scenario: A late complaint is taken on with a reason, or refused with one and the ombudsman's address
    Given a complaint received on 2026-06-01
    When the relevant-officer does "assess" on 2026-06-02 with:
      | event-date  | 2024-01-10          |
      | assessment  | take-on             |
      | late-reason | You were in hospital |
    Then "late-reason" is "You were in hospital"
    And the relevant-officer may "go-formal"
    When the relevant-officer does "assess" on 2026-06-03 with:
      | assessment        | late                         |
      | assessment-reason | Nothing kept you from asking |
    And the relevant-officer does "decline" on 2026-06-03
    Then the letter "declined" contains "Nothing kept you from asking"
    And the letter "declined" contains "PO Box 4771"

  @LUT-1.7 @X-60
  Scenario: What was considered before to its end is refused on a decision, with the ombudsman's address
    Given a complaint received on 2026-06-01
    When the relevant-officer does "assess" on 2026-06-02 with:
      | earlier-complaint | LC/2025/41              |
      | assessment        | answered-before         |
      | assessment-reason | We reviewed it in April |
    And the relevant-officer does "decline" on 2026-06-02
    Then the letter "declined" contains "We reviewed it in April"
    And the letter "declined" contains "0300 061 0614"

  @LUT-1.5g @LUT-1.11b @X-51
  Scenario: For an anonymous complaint the ten working days run from receipt
    Given a complaint received on 2026-06-01
      | anonymous | yes |
    Then "acknowledge" is not owed
    And "clock-from" is "receive"
    And "answer-stage-1" is due on 2026-06-15

  @LUT-1.9a @LUT-1.9b
  Scenario: A reasonable adjustment is recorded and looked at again by its date
    Given a complaint received on 2026-06-01
      | support-needed | yes                  |
      | support-needs  | Letters in large print |
    Then "give-support" is owed
    When the customer-services does "agree-adjustment" on 2026-06-02 with:
      | adjustment           | Letters in 18 point |
      | adjustment-review-on | 2026-07-01          |
    Then "give-support" is not owed
    And "review-adjustment" is due on 2026-07-01
    And "adjusted" is "yes"
    And the customer-services sees "adjustment"
    When nothing happens until 2026-07-02
    Then "review-adjustment" is overdue
    When the customer-services does "review-adjustment" on 2026-07-02 with:
      | adjustment-still-right | change              |
      | adjustment             | Letters in 24 point |
      | adjustment-review-on   | 2026-09-01          |
    Then "review-adjustment" is due on 2026-09-01
    And "adjustment" is "Letters in 24 point"
    When the customer-services does "end-adjustment" on 2026-08-03
    Then "review-adjustment" is not owed

  @LUT-1.1
  Scenario: Every complaint has a named owner, who answers for the time limits
    Given a complaint received on 2026-06-01
      | owner | Jo Marsh |
    Then "Jo Marsh" sees "statement"
    When "Jo Marsh" does "assess" on 2026-06-02
    And "Jo Marsh" does "acknowledge" on 2026-06-03
    Then "acknowledge" was met on time
    When "Jo Marsh" does "hand-over" on 2026-06-04 with:
      | owner | Pat Hill |
    Then "Jo Marsh" does not see the case
    And "Pat Hill" sees "statement"

  @LUT-1.3
  Scenario: The first look says how complex it is and who is at risk
    Given a complaint received on 2026-06-01
    When the relevant-officer does "assess" on 2026-06-02 with:
      | complexity  | complex                    |
      | at-risk     | yes                        |
      | risk-action | Emergency heating today    |
    Then "complexity" is "complex"
    And "risk-action" is "Emergency heating today"

  @LUT-2.1 @LUT-2.2a @LUT-2.2b @LUT-2.3a @LUT-2.4 @X-53
  Scenario: What is put right early stays within Stage 1, its time limits and its written answer
    Given a complaint received on 2026-06-01
    When the relevant-officer does "assess" on 2026-06-01 with:
      | early-possible | yes |
    And the relevant-officer does "agree-early-resolution" on 2026-06-01 with:
      | agreed-date | 2026-06-05 |
    Then the stage is "early-resolution"
    And "settle-early" is due on 2026-06-05
    And "acknowledge" is due on 2026-06-08
    When the relevant-officer does "acknowledge" on 2026-06-03
    Then "answer-stage-1" is due on 2026-06-17
    When the relevant-officer does "resolve-early" on 2026-06-05 with:
      | early-theme | missed |
    Then "answer-stage-1" is due on 2026-06-17
    And the team-manager may not "close"
    When the relevant-officer does "conclude" on 2026-06-08
    And the team-manager does "answer-stage-1" on 2026-06-09
    Then "answer-stage-1" was met on time
    And the letter "response" was sent
    And "resolved-informally" is "yes"

  @LUT-2.3b @LUT-2.5 @X-53
  Scenario: Going on to an investigation starts no clock anew
    Given a complaint received on 2026-06-01
    When the relevant-officer does "assess" on 2026-06-01
    And the relevant-officer does "agree-early-resolution" on 2026-06-01 with:
      | agreed-date | 2026-06-12 |
    And the relevant-officer does "acknowledge" on 2026-06-03
    And the customer-services does "go-formal" on 2026-06-08 with:
      | formal-because | too-long |
    Then the stage is "stage-1"
    And "answer-stage-1" is due on 2026-06-17
    And "settle-early" is not owed
    And the notice "to-investigate" was sent to the team-manager

  @LUT-1.10b @LUT-1.10c @LUT-1.15a @LUT-1.15b @X-56 @X-69
  Scenario: Somebody may act for the person in the same time, and is told nothing without authority
    Given a complaint received on 2026-06-01
      | made-by | adviser |
    Then "ask-consent" is owed
    And "acknowledge" is due on 2026-06-08
    And the relevant-officer may not "tell-representative"
    When the relevant-officer does "record-consent" on 2026-06-03 with:
      | consent | yes |
    Then the relevant-officer may "tell-representative"

  @LUT-1.15b @X-56
  Scenario: The person's own MP may be told
    Given a complaint received on 2026-06-01
      | made-by     | mp  |
      | constituent | yes |
    Then the relevant-officer may "tell-representative"
    And "ask-consent" is not owed
