Feature: In time or not, and what cannot be dealt with

  Sections 1 to 3 and step 2, item 1: what a complaint is, the ten working days, and the exclusions, each of which somebody decides.

  @HMIP-S2.1a @X-44 @X-67
  Scenario: The ten working days run from the incident when nothing came later
    Given a complaint received on 2020-06-15 by the enquiries-team
      | received | 2020-06-15 |
      | incident | 2020-06-01 |
    Then "in-time-from-incident" is "yes"
    And "late" is "no"

  @HMIP-S2.1a @X-44
  Scenario: One working day later it is out of time
    Given a complaint received on 2020-06-16 by the enquiries-team
      | received | 2020-06-16 |
      | incident | 2020-06-01 |
    Then "late" is "yes"

  @HMIP-S2.1a @X-44
  Scenario: Whoever tried step 1 first has ten working days from its end
    Given a complaint received on 2020-06-16 by the enquiries-team
      | received    | 2020-06-16 |
      | incident    | 2020-03-02 |
      | early       | yes        |
      | early-ended | 2020-06-02 |
    Then "latest-start" is "2020-06-02"
    And "in-time-from-incident" is "no"
    And "in-time-from-latest" is "yes"
    And "late" is "no"

  @HMIP-S2.1a @X-44
  Scenario: Whoever learned of it later has ten working days from then
    Given a complaint received on 2020-06-16 by the enquiries-team
      | received   | 2020-06-16 |
      | incident   | 2020-03-02 |
      | discovered | 2020-06-02 |
    Then "late" is "no"

  @HMIP-S2.1a
  Scenario: Easter and the bank holidays do not count among the ten
    Given a complaint received on 2020-04-22 by the enquiries-team
      | received | 2020-04-22 |
      | incident | 2020-04-06 |
    Then "late" is "no"

  @HMIP-S2.1b @HMIP-3.1f @HMIP-3.2
  Scenario: A late complaint is not turned away by itself, and can be accepted with a reason
    Given a complaint received on 2020-06-22 by the enquiries-team
      | received | 2020-06-22 |
      | incident | 2020-06-01 |
    Then "late" is "yes"
    And the stage is "received"
    And "acknowledge" is due on 2020-06-29
    When the enquiries-team does "classify" on 2020-06-23
    Then "decide" is owed by the chief-inspector
    When the chief-inspector does "accept" on 2020-06-24 with:
      | late-reason | The report was sent to an old address. |
    Then the stage is "accepted"
    And "late-reason" is "The report was sent to an old address."
    And the letter "not-dealt-with" was not sent

  @HMIP-S2.1b @HMIP-3.0 @HMIP-3.1f @HMIP-1.3
  Scenario: A late complaint is refused by decision, with a letter that says why
    Given a complaint received on 2020-06-22 by the enquiries-team
      | received    | 2020-06-22       |
      | incident    | 2020-03-02       |
      | complainant | Riverside Centre |
    When the enquiries-team does "classify" on 2020-06-23
    Then the enquiries-team may not "exclude" because "Only Chief Inspector"
    And "decide" is owed by the chief-inspector
    When the chief-inspector does "exclude" on 2020-06-24 with:
      | exclusion-ground | out-of-time                             |
      | exclusion-reason | Nothing kept you from writing in March. |
    Then the stage is "not-dealt-with"
    And the letter "not-dealt-with" contains "Riverside Centre"
    And the letter "not-dealt-with" contains "out of time"
    And the letter "not-dealt-with" contains "Nothing kept you from writing in March."
    And "exclusion-ground" is "out-of-time"
    And "acknowledge" was met on time
    And "decide" is not owed

  @HMIP-3.0 @HMIP-3.2 @HMIP-3.1a @HMIP-3.1b @HMIP-3.1c @HMIP-S1.7 @HMIP-S1.13 @HMIP-2.1 @X-45
  Scenario Outline: Each ground has its letter, and says where to turn instead
    Given a complaint received on 2020-06-01 by the enquiries-team
    When the enquiries-team does "classify" on 2020-06-02
    And the chief-inspector does "exclude" on 2020-06-03 with:
      | exclusion-ground | <ground>            |
      | exclusion-reason | We thought it over. |
    Then the letter "not-dealt-with" contains "We thought it over."
    And the letter "not-dealt-with" contains "<words>"
    And "signpost" is "<where>"
    And the stage is "not-dealt-with"

    Examples:
      | ground             | where                  | words                              |
      | third-party        | inspected-organisation | the organisation that was inspected |
      | provider-service   | provider               | the probation service itself        |
      | methodology        | consultation           | “Standards and ratings”             |
      | factual-accuracy   | accuracy               | “Standards and ratings”             |
      | no-response-needed | feedback               | kept what you wrote as feedback     |
      | other              | write-again            | write to us again                   |

  @HMIP-3.1d
  Scenario: What was investigated before is linked with where that was
    Given a complaint received on 2020-06-01 by the enquiries-team
    When the enquiries-team does "classify" on 2020-06-02
    And the chief-inspector does "exclude" on 2020-06-03 with:
      | exclusion-ground      | previously-investigated |
      | earlier-investigation | IC/2019/7               |
    Then "earlier-investigation" is "IC/2019/7"
    And the letter "not-dealt-with" contains "investigated the matter before"

  @HMIP-3.1e
  Scenario: Legal proceedings that begin during the investigation can end it, with a reason and a letter
    Given a complaint received on 2020-06-01 by the enquiries-team
    When the enquiries-team does "classify" on 2020-06-02
    And the chief-inspector does "accept" on 2020-06-03
    And the chief-inspector does "appoint" on 2020-06-03 with:
      | investigating-officer | Ann Lee |
    And the enquiries-team does "acknowledge" on 2020-06-04
    And the chief-inspector does "exclude" on 2020-06-15 with:
      | exclusion-ground | legal-proceedings       |
      | exclusion-reason | A claim was issued.     |
      | proceedings      | Leeds County Court, 123 |
    Then "proceedings" is "Leeds County Court, 123"
    And the letter "not-dealt-with" contains "legal proceedings"
    And "conclude" is not owed

  @HMIP-2.1 @HMIP-2.2a @HMIP-2.2b @HMIP-2.2c @HMIP-1.4 @HMIP-S1.7 @X-45
  Scenario Outline: What it is about and which kind it is are recorded before anything is decided
    Given a complaint received on 2020-06-01 by the enquiries-team
    Then the chief-inspector may not "accept" because "Say what kind of complaint it is"
    And the chief-inspector may not "exclude" because "Say what kind of complaint it is"
    When the enquiries-team does "classify" on 2020-06-02 with:
      | requires-response | yes                    |
      | subject           | <subject>              |
      | category          | <category>             |
      | inspection        | Leeds, March 2020      |
    Then "subject" is "<subject>"
    And "category" is "<category>"
    And "requires-response" is "yes"
    And "inspection" is "Leeds, March 2020"
    And the chief-inspector may "accept"

    Examples:
      | subject                 | category                |
      | quality-of-work         | conclusions             |
      | way-of-working          | procedures-not-followed |
      | conduct-of-organisation | bias                    |
      | conduct-of-staff        | inspection-conduct      |

  @HMIP-S2.0 @HMIP-1.5
  Scenario: Nobody has to go through step 1 first
    Given a complaint received on 2020-06-01 by the enquiries-team
      | early | no |
    When the enquiries-team does "classify" on 2020-06-02
    Then the chief-inspector may "accept"
    And "ask-for-new-evidence" is not owed
    And "early-ended" is not known

  @HMIP-S2.1c
  Scenario: After step 1, new evidence is asked for when there is none
    Given a complaint received on 2020-06-01 by the enquiries-team
      | early              | yes        |
      | early-ended        | 2020-05-28 |
      | new-evidence-given | no         |
    Then "ask-for-new-evidence" is owed by the enquiries-team
    When the enquiries-team does "ask-for-information" on 2020-06-02 with:
      | information-wanted | What shows that the Head of Programme was wrong? |
    Then the letter "information-request" contains "What shows that the Head of Programme was wrong?"
    And "ask-for-new-evidence" is not owed
    When the enquiries-team does "take-in-information" on 2020-06-05 with:
      | information-given  | Two emails. |
      | new-evidence-given | yes         |
    Then "new-evidence-given" is "yes"

  @HMIP-S2.1c
  Scenario: New evidence that came with the complaint need not be asked for
    Given a complaint received on 2020-06-01 by the enquiries-team
      | early              | yes        |
      | early-ended        | 2020-05-28 |
      | new-evidence-given | yes        |
    Then "ask-for-new-evidence" is not owed

  @HMIP-S2.1d @HMIP-S2.1e @HMIP-S2.1f
  Scenario: Whether a report is withheld or withdrawn is the Chief Inspector's decision, with a reason
    Given a complaint received on 2020-06-01 by the enquiries-team
    When the enquiries-team does "classify" on 2020-06-02 with:
      | about-report | yes               |
      | inspection   | Leeds, March 2020 |
    Then "decide-publication" is owed by the chief-inspector
    And the enquiries-team may not "decide-publication" because "Only Chief Inspector"
    When the chief-inspector does "decide-publication" on 2020-06-03 with:
      | publication        | no-change                      |
      | publication-reason | It only challenges the rating. |
    Then "decide-publication" is not owed
    And "publication-reason" is "It only challenges the rating."
    And the notice "publication" was not sent
    When the chief-inspector does "decide-publication" on 2020-06-10 with:
      | publication        | withhold                            |
      | publication-reason | The report may identify a witness.  |
    Then "publication-decided-on" is "2020-06-10"
    And the notice "publication" was sent to the director-of-operations
    And the director-of-operations does not see the case

  @HMIP-S2.1d
  Scenario: A complaint that is about no report holds up no report
    Given a complaint received on 2020-06-01 by the enquiries-team
    When the enquiries-team does "classify" on 2020-06-02 with:
      | about-report | no |
    Then "decide-publication" is not owed
    And the chief-inspector may not "decide-publication"

  @HMIP-S2.2 @X-47
  Scenario Outline: A complaint is taken however it comes
    Given a complaint received on 2020-06-01 by the enquiries-team
      | channel | <channel> |
    Then "channel" is "<channel>"
    And "acknowledge" is due on 2020-06-08

    Examples:
      | channel   |
      | email     |
      | post      |
      | telephone |

  @HMIP-S2.3 @X-67
  Scenario: Good Friday and Easter Monday do not count among the five working days
    Given a complaint received on 2020-04-06 by the enquiries-team
      | received | 2020-04-06 |
    Then "acknowledge" is due on 2020-04-15
