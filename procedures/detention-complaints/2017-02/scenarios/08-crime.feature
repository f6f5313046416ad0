Feature: Crimes

  Paragraphs 8 and 49: the police are told at once, once, and the number is given to whoever asks.

  @DSO-8a @DSO-8d @X-18 @X-21
  Scenario: The centre opens the record of a crime as soon as it reads of one
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | complainant-name | Amina K. |
    When the home-office-centre-team does "report-crime-at-centre" on 2017-03-06 at 09:40 with:
      | crime | She says that an officer hit her. She does not want the police. |
    Then "report-crime-at-centre" opened 1 "criminal-incident"
    And the case opened knows "complainant-name" as "Amina K."
    And the home-office-centre-team may not "report-crime-at-centre" because "already"
    When the home-office-centre-team does "scan" on 2017-03-06 at 10:00
    Then the customer-service-unit may not "report-crime"
    And the centre-supplier does not see the case

  @DSO-8a @DSO-49e
  Scenario: The unit does so when the centre did not
    Given a complaint received on 2017-03-06 at 09:00 by the customer-service-unit through "receive"
    When the customer-service-unit does "report-crime" on 2017-03-06 at 09:10
    Then "report-crime" opened 1 "criminal-incident"
    And the customer-service-unit may not "report-crime"

  @DSO-8a @X-21
  Scenario: A form need not be read to the end first
    Given a complaint received on 2017-03-06 at 09:30 through "take-from-box"
    Then the home-office-centre-team may "report-crime-at-centre"

  @DSO-49e @DSO-8c
  Scenario: Professional standards gives the crime number when it is asked for
    Given a complaint received on 2017-03-06 at 09:30 through "find"
      | category         | serious-misconduct |
      | complainant-name | Amina K.           |
    When the home-office-centre-team does "scan" on 2017-03-06 at 11:00
    And the customer-service-unit does "send-to-hub" on 2017-03-06
    And the allocation-hub does "log" on 2017-03-08
    And the customer-service-unit does "allocate" on 2017-03-08
    And the professional-standards does "refer-to-police" on 2017-03-09
    And the professional-standards does "give-crime-number" on 2017-03-13 with:
      | crime-number | 47170031234 |
    Then the letter "crime-number" contains "47170031234"
