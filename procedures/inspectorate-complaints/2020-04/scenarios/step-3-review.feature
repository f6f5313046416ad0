Feature: The internal review, and feedback

  Step 3 and section 5.

  Background:
    Given a complaint received on 2020-06-01 by the enquiries-team
      | received | 2020-06-01 |
    When the enquiries-team does "classify" on 2020-06-02 with:
      | connected | Bob Hill |
    And the chief-inspector does "accept" on 2020-06-03
    And the chief-inspector does "appoint" on 2020-06-04 with:
      | investigating-officer | Max Roe |
    And "Max Roe" does "record-evidence" on 2020-06-04
    And the chief-inspector does "appoint" on 2020-06-05 with:
      | investigating-officer | Ann Lee |
    And the enquiries-team does "acknowledge" on 2020-06-05
    And "Ann Lee" does "conclude" on 2020-06-22
    And "Ann Lee" does "draft" on 2020-06-23
    And "Ann Lee" does "answer" on 2020-06-24

  @HMIP-S3.1
  Scenario: A review is asked for within ten working days of the answer
    Then "review-window" is due on 2020-07-08
    And the letter "answer" contains "8 July 2020"
    When the enquiries-team does "request-review" on 2020-07-08 with:
      | review-received | 2020-07-08            |
      | review-grounds  | Nobody rang me back.  |
    Then "review-in-time" is "yes"
    And the stage is "review-requested"

  @HMIP-S3.1
  Scenario: A late request, even after the closing, is decided and accepted with a reason
    When the enquiries-team does "close" on 2020-07-09
    And the enquiries-team does "request-review" on 2020-07-09 with:
      | review-received | 2020-07-09 |
    Then "review-in-time" is "no"
    When the chief-inspector does "accept-review" on 2020-07-10 with:
      | reviewer           | Kim Ode                |
      | review-late-reason | The letter went astray. |
    Then "review-late-reason" is "The letter went astray."
    And the stage is "reviewing"

  @HMIP-S3.1
  Scenario: A request is declined by decision, with a letter
    When the enquiries-team does "request-review" on 2020-07-20 with:
      | review-received | 2020-07-20 |
    And the chief-inspector does "decline-review" on 2020-07-21 with:
      | review-refusal | It came twelve days late, and asks us to investigate again. |
    Then the letter "review-declined" contains "It came twelve days late, and asks us to investigate again."
    And the stage is "closed"

  @HMIP-S3.5 @X-48
  Scenario: Five working days to decide on the request, as proposed, and thirty from its acceptance
    When the enquiries-team does "request-review" on 2020-07-06
    Then "decide-review" is due on 2020-07-13
    And "decide-review" is owed by the chief-inspector
    And "complete-review" is not owed
    When the chief-inspector does "accept-review" on 2020-07-10 with:
      | reviewer | Kim Ode |
    Then "decide-review" was met on time
    And "review-accepted-on" is "2020-07-10"
    And "complete-review" is due on 2020-08-21
    And the letter "review-accepted" contains "Kim Ode"
    And the letter "review-accepted" contains "21 August 2020"
    And the letter "review-accepted" contains "does not investigate it again"

  @HMIP-S3.2 @HMIP-S3.3 @HMIP-S3.4 @HMIP-S3.7 @HMIP-S3.8 @HMIP-S3.9 @HMIP-5.1 @X-46 @X-68
  Scenario: The outcome says whether it was fair and proper, that it is final, and what is left
    When the enquiries-team does "request-review" on 2020-07-06
    And the chief-inspector does "accept-review" on 2020-07-10 with:
      | reviewer | Kim Ode |
    Then "Ann Lee" may not "send-review" because "Only Kim Ode"
    And the chief-inspector may not "record-review"
    And "Kim Ode" may not "send-review" because "Record notes of the review"
    When "Kim Ode" does "record-review" on 2020-07-20 with:
      | new-material        | set-aside                            |
      | new-material-reason | It is a new concern, to be raised as such. |
      | review-notes        | Answered in time; two points not looked into. |
    Then "new-material" is "set-aside"
    And "Ann Lee" does not see "review-notes"
    And the enquiries-team does not see "review-notes"
    When "Kim Ode" does "send-review" on 2020-08-21 with:
      | fairly         | fair                              |
      | properly       | not-proper                        |
      | review-outcome | Two points will be looked into.   |
    Then "complete-review" was met on time
    And the letter "review-outcome" contains "investigated fairly"
    And the letter "review-outcome" contains "not investigated properly, in line with our published policy"
    And the letter "review-outcome" contains "Two points will be looked into."
    And the letter "review-outcome" contains "This decision is final"
    And the letter "review-outcome" contains "legal proceedings"
    And the letter "review-outcome" contains "how your concerns were handled"
    And "afterwards" is "proceedings"
    And the stage is "reviewed"
    And the enquiries-team may not "request-review"
    And the chief-inspector may not "accept-review"

  @HMIP-S3.4
  Scenario Outline: Nobody who had a part in the investigation or is connected with the matter reviews it
    When the enquiries-team does "request-review" on 2020-07-06
    And the chief-inspector tries "accept-review" on 2020-07-07 and is refused because "Choose someone else"
      | reviewer | <who> |
    Then the stage is "review-requested"
    When the chief-inspector does "accept-review" on 2020-07-07 with:
      | reviewer | Kim Ode |
    Then the stage is "reviewing"

    Examples:
      | who      |
      | Ann Lee  |
      | Max Roe  |
      | Bob Hill |

  @HMIP-S3.5 @HMIP-S3.6
  Scenario: A review that takes longer is told, with the new date
    When the enquiries-team does "request-review" on 2020-07-06
    And the chief-inspector does "accept-review" on 2020-07-10 with:
      | reviewer | Kim Ode |
    And "Kim Ode" does "delay-review" on 2020-08-17 with:
      | review-delay-reason | Papers are in storage. |
      | review-new-date     | 2020-09-11             |
    Then the letter "review-delay" contains "Papers are in storage."
    And the letter "review-delay" contains "11 September 2020"
    And "complete-review" is due on 2020-09-11
    When nothing happens until 2020-09-12
    Then "complete-review" is overdue

  @HMIP-5.1 @HMIP-5.2
  Scenario: Feedback is recorded with what follows from it, also after the closing
    When the enquiries-team does "close" on 2020-07-09
    And the enquiries-team does "record-feedback" on 2020-07-15 with:
      | feedback       | The letter was hard to read.       |
      | feedback-about | response                           |
      | feedback-use   | The letter's wording is being changed. |
    Then "feedback-use" is "The letter's wording is being changed."
    And the stage is "closed"
