Feature: Statements

  SIP 6.1, IAP 5.1: each officer who was present writes a statement of their own, in time, and sees nothing else.

  Background:
    Given a statement received on 2017-03-08 at 10:00 through "ask"
      | setting  | escort              |
      | incident | UF/2017/4           |
      | officer  | Sam Doyle           |
      | occurred | 2017-03-08 at 08:00 |

  @SIP-6.1d
  Scenario: The officer writes what they saw and did, and why they used force
    Then the stage is "asked"
    And the notice "asked" was sent
    And "Sam Doyle" sees "occurred"
    When "Sam Doyle" does "write" on 2017-03-08 at 20:00
      | used-force    | yes                            |
      | saw-and-did   | He stood up, I held his arm    |
      | techniques    | Guiding hold, two minutes      |
      | tried-first   | I asked him three times to sit |
      | justification | The van was moving             |
      | refresher     | November 2016                  |
      | joined        | 2012                           |
    Then the stage is "written"
    And "write" was met on time
    And "written" is "yes"
    And "justification" is "The van was moving"
    And "refresher" is "November 2016"
    And "joined" is "2012"
    And the notice "written" was sent to the escort-management

  @SIP-6.1d
  Scenario: Whoever only stood by is not asked to justify force
    When "Sam Doyle" does "write" on 2017-03-08
      | used-force  | no                    |
      | saw-and-did | I drove the van       |
    Then "justification" is not known
    And "techniques" is not known

  @SIP-6.1d
  Scenario Outline: Whoever used force explains it
    When the escort-management as "Sam Doyle" tries "write" on 2017-03-08 and is refused because "<label>"
      | used-force | yes |
      | <fact>     |     |
    Then the stage is "asked"

    Examples:
      | fact          | label                      |
      | techniques    | Holds and restraints used  |
      | tried-first   | What the officer tried first |
      | justification | Why the officer used force |

  @SIP-6.1d
  Scenario Outline: Nobody else writes or amends it
    Then the <who> may not "write" because "Only Sam Doyle"
    When "Sam Doyle" does "write" on 2017-03-08
    Then the <who> may not "amend" because "Only Sam Doyle"
    And "Sam Doyle" may "amend"

    Examples:
      | who                  |
      | escort-management    |
      | contract-monitor     |
      | use-of-force-monitor |

  @SIP-6.1d @IAP-5.1a
  Scenario: It is wanted within 24 hours of asking, and shows as overdue
    Then "write" is due on 2017-03-09 at 10:00
    And "write" is owed
    And "note-late" is due on 2017-03-11
    When nothing happens until 2017-03-09 at 10:01
    Then "write" is overdue
    And "note-late" is not overdue

  @SIP-6.1d
  Scenario: Management notes why it is late, or that the officer cannot write it, and no more
    When the escort-management does "note-late" on 2017-03-10 with:
      | late-why | On leave until Monday |
    Then "note-late" is not owed
    And "late-why" is "On leave until Monday"
    And "Sam Doyle" does not see "late-why"
    And the centre-manager may not "note-late"
    When the escort-management does "cannot-write" on 2017-03-14 with:
      | cannot-why | In hospital; a paper is with the incident |
    Then the stage is "not-written"
    And "write" is not owed
    And "Sam Doyle" may not "write"

  @SIP-6.1d
  Scenario: An officer who was not there is let off, with a reason
    When the escort-management tries "was-not-there" on 2017-03-09 and is refused because "Why the officer was not there"
      | not-there-why | |
    And the escort-management does "was-not-there" on 2017-03-09 with:
      | not-there-why | On leave, by the rota |
    Then the stage is "not-there"
    And "write" is not owed
    And "note-late" is not owed

  @SIP-6.1d
  Scenario: It is amended with a reason, and no more once it is closed
    When "Sam Doyle" does "write" on 2017-03-08
      | saw-and-did | I held his left arm |
    And the escort-management as "Sam Doyle" tries "amend" on 2017-03-10 and is refused because "Reason of the amendment"
      | amend-kind | error |
      | amend-why  |       |
    And "Sam Doyle" does "amend" on 2017-03-10
      | amend-kind  | error                    |
      | amend-why   | I mixed up left and right |
      | saw-and-did | I held his right arm     |
    Then "saw-and-did" is "I held his right arm"
    And "amend-why" is "I mixed up left and right"
    And the notice "amended" was sent to the use-of-force-monitor
    And "written-on" is "2017-03-08"
    When the use-of-force-monitor does "close" on 2017-06-01
    Then the stage is "closed"
    And "Sam Doyle" may not "amend"

  @SIP-6.1d
  Scenario: The officer sees their statement, others see none of it
    When "Sam Doyle" does "write" on 2017-03-08
    Then "Sam Doyle" sees "saw-and-did"
    And "Sam Doyle" does not see "timeline"
    And "Sam Doyle" does not see "documents"
    And "Lee Hart" does not see the case
    And the use-of-force-monitor sees "saw-and-did"
    And the escort-management sees "saw-and-did"
    And the certification-team sees "refresher"
    And the certification-team does not see "saw-and-did"

  @SIP-6.1d @IAP-5.1c
  Scenario: Professional standards see it when a monitor shows it to them
    Then the professional-standards does not see the case
    When "Sam Doyle" does "write" on 2017-03-08
    And the contract-monitor does "show" on 2017-03-09
    Then the professional-standards sees "saw-and-did"
    And the notice "shown" was sent to the professional-standards
    And the escort-management does not see "shown"

  @SIP-6.1d
  Scenario Outline: Whoever was not there cannot write the statement, nor amend what they wrote
    When "Sam Doyle" does "write" on 2017-03-08 at 11:00
    Then "counts" is "yes"
    When the escort-management does "was-not-there" on 2017-03-09 with:
      | not-there-why | On leave, by the rota |
    Then the stage is "not-there"
    And "Sam Doyle" may not "<step>"
    And the use-of-force-monitor may not "close"
    And "counts" is "no"

    Examples:
      | step  |
      | write |
      | amend |
