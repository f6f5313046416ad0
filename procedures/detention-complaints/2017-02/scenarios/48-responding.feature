Feature: Answering a complaint about service or minor misconduct

  Paragraphs 35, 37 and 48: the acknowledgement, the investigation, what the answer must contain, and complaints without a name.

  @DSO-48a @DSO-48b @DSO-36e @DSO-35a @DSO-6b @DSO-6c
  Scenario: The acknowledgement says who looks into it and by when
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | complainant-name | Amina K. |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    Then the centre-supplier may not "acknowledge"
    When the centre-supplier does "assign" on 2017-03-09 with:
      | investigator | Jo Marsh |
      | points       | Lost bag |
    Then the centre-supplier may "acknowledge"
    When the centre-supplier does "acknowledge" on 2017-03-10
    Then the letter "acknowledgement" contains "Amina K"
    And the letter "acknowledgement" contains "Jo Marsh"
    And the letter "acknowledgement" contains "5 April 2017"
    And the letter "acknowledgement" contains "Nobody may treat you worse"
    And the letter "acknowledgement" contains "immigration case"
    And the letter "serious-acknowledgement" was not sent
    And "gather-evidence" is not owed
    And the centre-supplier may not "acknowledge" because "already"

  @DSO-48a @DSO-36e
  Scenario: A late acknowledgement
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And nothing happens until 2017-03-11
    Then "acknowledge" is overdue
    When the centre-supplier does "assign" on 2017-03-13
    And the centre-supplier does "acknowledge" on 2017-03-13
    Then "acknowledge" was met late

  @DSO-48c @DSO-48d @DSO-48e @DSO-48f @DSO-48g @DSO-48h @DSO-48i @DSO-48j @DSO-48k @DSO-37a @DSO-37b @DSO-26c @DSO-26e @X-12 @X-13
  Scenario: The answer has everything that the order asks for
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the centre-supplier does "assign" on 2017-03-09 with:
      | points | Lost bag; Nobody phoned |
    And the centre-supplier does "record-evidence" on 2017-03-14 with:
      | evidence | Two officers interviewed; property log copied. |
    And the centre-supplier does "record-evidence" on 2017-03-20
    And the centre-supplier does "draft" on 2017-03-30 with:
      | investigation | We spoke to two officers and read the property log. |
      | findings      | substantiated, not-substantiated                    |
      | action        | We will pay for the bag.                            |
    And the senior centre-supplier does "approve" on 2017-03-31
    And the centre-supplier does "respond" on 2017-04-05
    Then the letter "response" contains "We spoke to two officers and read the property log."
    And the letter "response" contains "Lost bag: **Substantiated**"
    And the letter "response" contains "Nobody phoned: **Not substantiated**"
    And the letter "response" contains "Taken together, your complaint is **partially substantiated**"
    And the letter "response" contains "We will pay for the bag."
    And the letter "response" contains "You can turn to the Prisons and Probation Ombudsman."
    And the letter "response" contains "if you remain dissatisfied you may also appeal to the Prisons and Probation Ombudsman who is independent of Immigration Enforcement and The organisation. You must do this within three months of receiving this letter. I have enclosed a leaflet which explains the process "How to complain to the Ombudsman". This leaflet can also be found at http://www.ppo.gov.uk/wp-content/uploads/2014/06/PPO_Complaint_leaflet_Dec_2013.pdf"
    And the letter "response" contains "The PPO cannot deal with any complaints relating to your immigration status, including any decision to remove you from the United Kingdom, nor does the PPO deal with complaints about healthcare. You can only appeal to the PPO if you are the person with the complaint. Complaints from third parties cannot be accepted"
    And the letter "response" contains "feedback form"
    And the letter "response" contains "You can ask staff where you are, the Independent Monitoring Board or a welfare group to help you read this letter."
    And the letter "serious-response" was not sent

  @DSO-48g @X-09 @X-68
  Scenario Outline: The overall outcome follows from the points
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the centre-supplier does "assign" on 2017-03-09 with:
      | points | One; Two |
    And the centre-supplier does "draft" on 2017-03-30 with:
      | findings | <findings> |
    Then "outcome" is "<outcome>"

    Examples:
      | findings                                         | outcome                 |
      | substantiated, substantiated                     | substantiated           |
      | substantiated, not-substantiated                 | partially-substantiated |
      | partially-substantiated, not-substantiated       | partially-substantiated |
      | partially-substantiated, partially-substantiated | partially-substantiated |
      | not-substantiated, not-substantiated             | not-substantiated       |

  @DSO-35a @DSO-36e @DSO-48a @X-42 @DSO-31a
  Scenario: A complaint without a name is answered to the file
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | anonymous | yes |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    Then "acknowledge" is not owed
    And "respond" is due on 2017-04-05
    When the centre-supplier does "assign" on 2017-03-09
    Then the centre-supplier may not "acknowledge"
    When the centre-supplier does "draft" on 2017-03-30
    Then the centre-supplier may not "approve" because "someone other than"
    When the senior centre-supplier does "approve" on 2017-03-31
    And the centre-supplier does "respond" on 2017-04-05
    Then "respond" was met on time
    And the letter "response" was not sent
    And "outcome" is "substantiated"
    And "complainant-name" is not known

  @DSO-48c @DSO-46d @DSO-1a
  Scenario: A supplier sees what was allocated to it, and only then
    Given a complaint received on 2017-03-06 at 09:30 through "find"
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    Then the centre-supplier does not see the case
    And the enforcement-manager does not see the case
    When the customer-service-unit does "allocate" on 2017-03-08
    Then the centre-supplier sees "statement"
    And the enforcement-manager sees "statement"
    And the centre-supplier sees "documents"
    And the centre-supplier does not see "board-withheld"
    And the escort-supplier does not see the case
    And the professional-standards does not see the case
    And the professional-standards may not "record-serious-evidence"
    And the professional-standards may not "update-complainant"
    And the professional-standards may not "refer-to-police"
    And the professional-standards may not "return-to-unit"

  @DSO-35a @X-71
  Scenario: Whoever is complained about never sees the complaint
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | officers | Sam Doyle, Lee Hart |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    Then the centre-supplier sees "officers"
    And the centre-supplier as "Sam Doyle" does not see the case
    And the person complained about does not see the case
