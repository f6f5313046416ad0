Feature: From the acknowledgement to the answer

  Step 2, items 3 to 9: time limits, the Investigating Officer, staff who are complained about, several complaints at once, the answer.

  Background:
    Given a complaint received on 2020-06-01 by the enquiries-team
      | received        | 2020-06-01            |
      | incident        | 2020-05-27            |
      | complainant     | Riverside Centre      |
      | contact-details | office@riverside.test |

  @HMIP-S2.3 @HMIP-S2.5a @HMIP-S2.5b @HMIP-S2.4a @HMIP-S2.4b @HMIP-S2.4c @HMIP-S2.4d @HMIP-S2.4g @HMIP-6.1 @X-67
  Scenario: The acknowledgement comes in five working days and names the Investigating Officer
    Then "acknowledge" is due on 2020-06-08
    And "appoint" is due on 2020-06-08
    And the enquiries-team may not "acknowledge"
    When the enquiries-team does "classify" on 2020-06-02
    And the chief-inspector does "accept" on 2020-06-03
    And the chief-inspector does "appoint" on 2020-06-04 with:
      | investigating-officer | Ann Lee      |
      | officer-contact       | 0161 000 001 |
    Then "appoint" was met on time
    And the letter "investigating-officer" was not sent
    When the enquiries-team does "acknowledge" on 2020-06-08
    Then "acknowledge" was met on time
    And the letter "acknowledgement" contains "Ann Lee"
    And the letter "acknowledgement" contains "0161 000 001"
    And the letter "acknowledgement" contains "29 June 2020"
    And the letter "acknowledgement" contains "all documents that support it"
    And the letter "acknowledgement" contains "what you expect to happen"
    And the letter "acknowledgement" contains "how we can reach you"
    And the letter "acknowledgement" contains "If that concerns you, please tell us"
    And the letter "acknowledgement" contains "0161 240 5336"
    And the enquiries-team may not "acknowledge" because "already"

  @HMIP-S2.3 @HMIP-S2.5b
  Scenario: When nobody is appointed in time, the receipt goes out and the name follows
    When the enquiries-team does "classify" on 2020-06-05
    And the enquiries-team does "acknowledge-receipt" on 2020-06-08
    Then "acknowledge" was met on time
    And the letter "receipt" contains "1 June 2020"
    And the letter "receipt" contains "If that concerns you, please tell us"
    When the chief-inspector does "accept" on 2020-06-09
    Then "appoint" is overdue
    When the chief-inspector does "appoint" on 2020-06-10 with:
      | investigating-officer | Ann Lee |
    Then the letter "investigating-officer" contains "Ann Lee"
    And "appoint" was met late
    And the enquiries-team may not "acknowledge"

  @HMIP-S2.3
  Scenario: A late acknowledgement is late
    When nothing happens until 2020-06-09
    Then "acknowledge" is overdue
    When the enquiries-team does "acknowledge-receipt" on 2020-06-09
    Then "acknowledge" was met late

  @HMIP-S2.5a
  Scenario: The Investigating Officer alone sees and does what an investigation needs
    When the enquiries-team does "classify" on 2020-06-02 with:
      | connected | Bob Hill |
    And the chief-inspector does "accept" on 2020-06-03
    And the chief-inspector does "appoint" on 2020-06-04 with:
      | investigating-officer | Ann Lee |
    Then "Ann Lee" sees "statement"
    And "Bob Hill" does not see the case
    And the chief-inspector may not "conclude" because "Only Ann Lee"
    And the enquiries-team may not "record-evidence"
    When "Ann Lee" does "record-evidence" on 2020-06-09
    Then the enquiries-team does not see "evidence"

  @HMIP-S2.5a
  Scenario Outline: Nobody connected with the matter can be appointed
    When the enquiries-team does "classify" on 2020-06-02 with:
      | about-staff | yes       |
      | staff       | Sam Doyle |
      | connected   | Bob Hill  |
    And the chief-inspector does "accept" on 2020-06-03
    And the chief-inspector tries "appoint" on 2020-06-04 and is refused because "being named under"
      | investigating-officer | <who> |
    Then the stage is "accepted"
    When the chief-inspector does "appoint" on 2020-06-04 with:
      | investigating-officer | Ann Lee |
    Then the stage is "investigating"

    Examples:
      | who       |
      | Sam Doyle |
      | Bob Hill  |

  @HMIP-S2.5a
  Scenario: Another Investigating Officer can be appointed, and the person gets the new name
    When the enquiries-team does "classify" on 2020-06-02
    And the chief-inspector does "accept" on 2020-06-03
    And the chief-inspector does "appoint" on 2020-06-04 with:
      | investigating-officer | Ann Lee |
    And the enquiries-team does "acknowledge" on 2020-06-05
    And the chief-inspector does "appoint" on 2020-06-09 with:
      | investigating-officer | Max Roe |
    Then the letter "investigating-officer" contains "Max Roe"
    And "Ann Lee" does not see the case
    And "Max Roe" sees the case

  @HMIP-S2.6
  Scenario: Staff complained about are told by letter and heard before anything is concluded, and see nothing
    When the enquiries-team does "classify" on 2020-06-02 with:
      | subject     | conduct-of-staff |
      | about-staff | yes              |
      | staff       | Sam Doyle        |
    And the chief-inspector does "accept" on 2020-06-03
    And the chief-inspector does "appoint" on 2020-06-04 with:
      | investigating-officer | Ann Lee |
    Then "hear-staff" is owed
    And the chief-inspector may not "tell-staff"
    When "Ann Lee" does "tell-staff" on 2020-06-08 with:
      | staff-told   | Sam Doyle                                 |
      | staff-matter | That you raised your voice on 12 March.   |
    Then the letter "staff-notice" contains "Sam Doyle"
    And the letter "staff-notice" does not contain "office@riverside.test"
    And the letter "staff-notice" contains "That you raised your voice on 12 March."
    And the letter "staff-notice" contains "would like to hear what you have to say"
    And "Ann Lee" may not "conclude"
    And the person complained about does not see the case
    And the enquiries-team does not see "staff-matter"
    When "Ann Lee" does "hear-staff" on 2020-06-12 with:
      | staff-comment | I did, and I am sorry. |
      | all-heard     | no                     |
    Then "Ann Lee" may not "conclude"
    And "hear-staff" is owed
    When "Ann Lee" does "hear-staff" on 2020-06-15 with:
      | staff-comment | Nothing to say. |
      | all-heard     | yes             |
    And "Ann Lee" does "conclude" on 2020-06-22
    Then "hear-staff" is not owed

  @HMIP-S2.4e @X-48
  Scenario: Waiting for information does not stop the clock
    When the enquiries-team does "ask-for-information" on 2020-06-03 with:
      | information-wanted | The e-mails that you mention |
    Then "take-in-information" is owed by the enquiries-team
    And "conclude" is due on 2020-06-29
    And the letter "information-request" contains "as soon as you can"
    When the enquiries-team does "take-in-information" on 2020-06-19 with:
      | information-given | Four e-mails                   |
      | prior-actions     | We rang the lead inspector.    |
      | desired-outcome   | An apology                     |
    Then "take-in-information" is not owed
    And "conclude" is due on 2020-06-29
    And "desired-outcome" is "An apology"

  @HMIP-S2.4g @HMIP-S2.4f
  Scenario: Whoever shares although the person is concerned says why
    When the enquiries-team does "record-sharing-concern" on 2020-06-03 with:
      | sharing-objection | yes                                |
      | sharing-concern   | My manager must not know of this.  |
    And the enquiries-team does "classify" on 2020-06-03 with:
      | staff | Sam Doyle |
    And the enquiries-team does "share" on 2020-06-10 with:
      | shared-with    | The lead inspector: the dates only      |
      | sharing-reason | Only the lead inspector has the diary.  |
    Then "sharing-concern" is "My manager must not know of this."
    And "sharing-reason" is "Only the lead inspector has the diary."
    And the director-of-operations does not see the case
    And the senior-staff does not see the case
    And the person complained about does not see the case

  @HMIP-S2.4g
  Scenario: Without a concern no reason is asked for
    When the enquiries-team does "share" on 2020-06-10 with:
      | shared-with | The lead inspector: the whole complaint |
    Then "sharing-reason" is not known

  @HMIP-S2.4h @HMIP-1.3
  Scenario: A complaint investigated with another keeps its own dates, gets one answer and is counted
    When the enquiries-team does "acknowledge-receipt" on 2020-06-02
    And the enquiries-team does "classify" on 2020-06-02
    Then "decide" is owed by the chief-inspector
    When the chief-inspector does "join" on 2020-06-03 with:
      | leading-complaint | IC/2020/4 |
    Then the stage is "joined"
    And "leading-complaint" is "IC/2020/4"
    And "conclude" is not owed
    And "decide" is not owed
    And "record-joint-answer" is due on 2020-07-13
    When the enquiries-team does "record-joint-answer" on 2020-07-10 with:
      | points   | Unpunctual; Rude       |
      | findings | upheld, not-upheld     |
    Then the stage is "answered-together"
    And "outcome" is "partially-upheld"
    And "record-joint-answer" was met on time
    And the letter "answer" was not sent

  @HMIP-S2.4h
  Scenario: A complaint that was joined can be investigated on its own after all, and its clock is the old one
    When the enquiries-team does "classify" on 2020-06-02
    And the chief-inspector does "join" on 2020-06-03
    And the chief-inspector does "separate" on 2020-06-08
    Then the stage is "accepted"
    And "record-joint-answer" is not owed
    And "conclude" is due on 2020-06-29
    And the chief-inspector may "appoint"

  @HMIP-S2.4h
  Scenario: The leading complaint's answer names the others
    When the enquiries-team does "classify" on 2020-06-02
    And the chief-inspector does "accept" on 2020-06-03
    And the chief-inspector does "appoint" on 2020-06-04 with:
      | investigating-officer | Ann Lee |
    And "Ann Lee" does "conclude" on 2020-06-22
    And "Ann Lee" does "draft" on 2020-06-23 with:
      | other-complaints | This letter also answers IC/2020/5. |
    And "Ann Lee" does "answer" on 2020-06-24
    Then the letter "answer" contains "This letter also answers IC/2020/5."

  @HMIP-S2.7 @HMIP-S2.8 @HMIP-S3.1 @HMIP-S1.9 @HMIP-5.1 @HMIP-1.1 @HMIP-1.2 @X-48 @X-68
  Scenario: Twenty working days to conclude, ten more to answer, and the answer has everything
    Then "conclude" is due on 2020-06-29
    When the enquiries-team does "classify" on 2020-06-02 with:
      | about-report | yes |
    And the chief-inspector does "accept" on 2020-06-03
    And the chief-inspector does "appoint" on 2020-06-04 with:
      | investigating-officer | Ann Lee |
    And the enquiries-team does "acknowledge" on 2020-06-05
    And "Ann Lee" does "conclude" on 2020-06-29 with:
      | points        | The inspector was rude; The rating is wrong |
      | findings      | upheld, not-upheld                          |
      | investigation | We spoke to all three inspectors.           |
    Then "conclude" was met on time
    And "outcome" is "partially-upheld"
    And "answer" is due on 2020-07-13
    And "Ann Lee" may not "answer"
    When "Ann Lee" does "draft" on 2020-07-02 with:
      | remedy | apology                  |
      | action | We apologise.            |
    And "Ann Lee" does "answer" on 2020-07-13
    Then "answer" was met on time
    And "acknowledged-on" is "2020-06-05"
    And "concluded-on" is "2020-06-29"
    And "answered-on" is "2020-07-13"
    And "remedy" is "apology"
    And the letter "answer" contains "We spoke to all three inspectors."
    And the letter "answer" contains "The inspector was rude: **Upheld**"
    And the letter "answer" contains "partially upheld"
    And the letter "answer" contains "We apologise."
    And the letter "answer" contains "because it disappoints"
    And the letter "answer" contains "27 July 2020"
    And the letter "answer" contains "does not investigate it again"
    And the letter "answer" contains "how your concerns were handled"

  @HMIP-S1.9
  Scenario: A complaint about no report is told nothing of changing reports
    When the enquiries-team does "classify" on 2020-06-02 with:
      | about-report | no |
    And the chief-inspector does "accept" on 2020-06-03
    And the chief-inspector does "appoint" on 2020-06-04 with:
      | investigating-officer | Ann Lee |
    And "Ann Lee" does "conclude" on 2020-06-29
    And "Ann Lee" does "draft" on 2020-07-02
    And "Ann Lee" does "answer" on 2020-07-03
    Then "report-words" is "not-concerned"
    And the letter "answer" contains "not about the wording of a report or a rating"

  @HMIP-S2.7 @HMIP-S2.8
  Scenario: Both limits can be missed, each on its own
    When the enquiries-team does "classify" on 2020-06-02
    And the chief-inspector does "accept" on 2020-06-03
    And the chief-inspector does "appoint" on 2020-06-04 with:
      | investigating-officer | Ann Lee |
    And nothing happens until 2020-06-30
    Then "conclude" is overdue
    When "Ann Lee" does "conclude" on 2020-07-01
    Then "conclude" was met late
    And "answer" is due on 2020-07-15
    When nothing happens until 2020-07-16
    Then "answer" is overdue

  @HMIP-S2.9
  Scenario: A delay is told with a new date, and both dates stay
    When the enquiries-team does "classify" on 2020-06-02
    And the chief-inspector does "accept" on 2020-06-03
    And the chief-inspector does "appoint" on 2020-06-04 with:
      | investigating-officer | Ann Lee |
    And "Ann Lee" does "set-later-date" on 2020-06-25 with:
      | delay-reason | Two witnesses are ill. |
      | new-date     | 2020-08-03             |
    Then the letter "delay" contains "Two witnesses are ill."
    And the letter "delay" contains "3 August 2020"
    And "conclude" is due on 2020-08-03
    And "keep-new-date" is due on 2020-08-03
    When "Ann Lee" does "conclude" on 2020-07-20
    Then "answer" is due on 2020-08-03
    When nothing happens until 2020-08-04
    Then "keep-new-date" is overdue
    And "answer" is overdue

  @HMIP-S2.9
  Scenario: The new date lies ahead
    When the enquiries-team does "classify" on 2020-06-02
    And the chief-inspector does "accept" on 2020-06-03
    And the chief-inspector does "appoint" on 2020-06-04 with:
      | investigating-officer | Ann Lee |
    And the senior-staff as "Ann Lee" tries "set-later-date" on 2020-06-25 and is refused because "to come"
      | new-date | 2020-06-24 |
    Then the letter "delay" was not sent

  @HMIP-S2.0
  Scenario: A complaint can be withdrawn
    When the enquiries-team does "withdraw" on 2020-06-03
    Then the stage is "withdrawn"
    And "acknowledge" is not owed
    And "conclude" is not owed
