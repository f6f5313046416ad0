Feature: Statements

  SIP 6.1: each officer who was present writes a statement of their own.

  @SIP-6.1d
  Scenario: Each officer who was present is asked for a statement, once
    Given an incident received on 2017-03-08 at 10:00 by the centre-manager through "report"
      | officers      | Sam Doyle, Lee Hart, Max Ford |
      | occurred      | 2017-03-08 at 08:00           |
      | report-writer | Kit Moss                      |
    Then "ask-statements" is due on 2017-03-08 at 10:00
    When the centre-manager does "ask-statements" on 2017-03-08 at 10:05
    Then "ask-statements" opened 3 "use-of-force-statement"
    And the case opened knows "incident" as "this"
    And the case opened knows "officer" as "Max Ford"
    And "ask-statements" is not owed
    And the centre-manager may not "ask-statements" because "already"

  @SIP-6.1d
  Scenario: An officer who is added later is asked too, with a reason
    Given an incident received on 2017-03-08 at 10:00 by the centre-manager through "report"
      | officers      | Sam Doyle |
      | report-writer | Kit Moss  |
    Then the centre-manager may not "add-officer" because "Ask each officer for a statement"
    When the centre-manager does "ask-statements" on 2017-03-08 at 10:05
    And the centre-manager tries "add-officer" on 2017-03-08 and is refused because "Why the officer was added"
      | added-officer | Lee Hart |
      | added-why     |          |
    And the centre-manager does "add-officer" on 2017-03-08 at 10:20 with:
      | added-officer | Lee Hart              |
      | added-why     | Came in from the yard |
    Then "add-officer" opened 1 "use-of-force-statement"
    And the case opened knows "officer" as "Lee Hart"
    And "added-why" is "Came in from the yard"
    And the centre-manager as "Lee Hart" may not "scrutinise" because "named under “Officer added”"
    And "list-officers" is due on 2017-03-08 at 10:20
    And "list-officers" is owed by the centre-manager
    And the use-of-force-monitor may not "refer" because "Added officers are on the list of those present"
    When "Kit Moss" does "list-officers" on 2017-03-08 at 10:25
      | officers | Sam Doyle, Lee Hart |
    Then "list-officers" is not owed
    And the use-of-force-monitor may "refer"
    And "Kit Moss" may not "list-officers" because "already"

  @SIP-6.1d
  Scenario: Nobody is asked for a second statement
    Given an incident received on 2017-03-08 at 10:00 by the centre-manager through "report"
      | officers      | Sam Doyle, Lee Hart |
      | report-writer | Kit Moss            |
    When the centre-manager does "ask-statements" on 2017-03-08 at 10:05
    And the centre-manager tries "add-officer" on 2017-03-08 and is refused because "Lee Hart is named under “Officers present” already"
      | added-officer | Lee Hart        |
      | added-why     | Asked once more |
    And the centre-manager does "add-officer" on 2017-03-08 with:
      | added-officer | Eve Low |
    And the centre-manager tries "add-officer" on 2017-03-08 and is refused because "Eve Low is named under “Officer added” already"
      | added-officer | Eve Low |
    And the centre-manager does "list-officers" on 2017-03-08 with:
      | officers | Sam Doyle, Lee Hart, Eve Low |
    And the centre-manager does "add-officer" on 2017-03-09 with:
      | added-officer | Max Ford |
    And the centre-manager tries "add-officer" on 2017-03-10 and is refused because "Eve Low is named under"
      | added-officer | Eve Low |
    Then the centre-manager may not "ask-statements" because "already"

  @SIP-6.1d
  Scenario: An officer is taken off with a reason
    Given an incident received on 2017-03-08 at 10:00 by the centre-manager through "report"
      | officers      | Sam Doyle, Lee Hart |
      | report-writer | Kit Moss            |
    When the centre-manager tries "remove-officer" on 2017-03-08 and is refused because "Why an officer was taken off"
      | officers        | Sam Doyle |
      | removed-officer | Lee Hart  |
      | removed-why     |           |
    And the centre-manager does "remove-officer" on 2017-03-08 with:
      | officers        | Sam Doyle                          |
      | removed-officer | Lee Hart                           |
      | statement-ended | none-asked                         |
      | removed-why     | Lee Hart was on leave, by the rota |
    And the centre-manager does "ask-statements" on 2017-03-08
    Then "ask-statements" opened 1 "use-of-force-statement"
    And "ended-statement" is not known

  @SIP-6.1d
  Scenario: An officer who is taken off writes no statement that counts
    Given an incident received on 2017-03-08 at 10:00 by the centre-manager through "report"
      | officers      | Sam Doyle, Lee Hart |
      | report-writer | Kit Moss            |
    When the centre-manager does "ask-statements" on 2017-03-08 at 10:05
    And the centre-manager does "check-statements" on 2017-03-08 at 16:00 with:
      | statements-in | yes |
    Then "statements-checked" is "yes"
    When the centre-manager does "remove-officer" on 2017-03-09 with:
      | officers        | Sam Doyle                          |
      | removed-officer | Lee Hart                           |
      | statement-ended | ended                              |
      | ended-statement | US/2017/2                          |
      | removed-why     | Lee Hart was on leave, by the rota |
    Then "ended-statement" is "US/2017/2"
    And "statements-checked" is "no"
    And "check-statements" is due on 2017-03-12
    And the centre-manager may not "scrutinise"
    When the centre-manager tries "record-paper-statement" on 2017-03-09 and is refused because "Officers present"
      | paper-officer   | Lee Hart        |
      | paper-statement | I saw all of it |
    And the centre-manager does "check-statements" on 2017-03-10 with:
      | statements-in | yes |
    Then "check-statements" is not owed

  @SIP-6.1d
  Scenario: The report is not scrutinised before somebody has said which statements are in
    Given an incident received on 2017-03-08 at 10:00 by the centre-manager through "report"
      | officers      | Sam Doyle, Lee Hart |
      | report-writer | Kit Moss            |
    When "Kit Moss" does "give-reasons" on 2017-03-08 at 10:30
    And "Kit Moss" does "describe-force" on 2017-03-08 at 10:40
    And "Kit Moss" does "describe-injuries" on 2017-03-08 at 10:50
    And the centre-manager does "secure-footage" on 2017-03-08 at 11:00
    And the centre-manager does "ask-statements" on 2017-03-08 at 11:10
    Then the centre-manager may not "scrutinise" because "Statements checked"
    When the centre-manager does "check-statements" on 2017-03-08 at 16:00 with:
      | statements-in      | no                      |
      | statements-missing | Lee Hart is in hospital |
    Then the centre-manager may "scrutinise"
    When the centre-manager does "add-officer" on 2017-03-08 at 16:10 with:
      | added-officer | Eve Low |
    And the centre-manager does "list-officers" on 2017-03-08 at 16:11 with:
      | officers | Sam Doyle, Lee Hart, Eve Low |
    Then the centre-manager may not "scrutinise" because "Statements checked"
    When the centre-manager does "check-statements" on 2017-03-08 at 16:20 with:
      | statements-in      | no                      |
      | statements-missing | Lee Hart is in hospital |
    And the centre-manager does "scrutinise" on 2017-03-08 at 16:30 as "Jo Marsh"
    And the centre-manager does "submit" on 2017-03-08 at 16:40 as "Jo Marsh"
    Then "check-statements" is due on 2017-03-11

  @SIP-6.1d
  Scenario: A statement on paper is recorded only for somebody who was there
    Given an incident received on 2017-03-08 at 10:00 by the centre-manager through "report"
      | officers      | Sam Doyle, Lee Hart |
      | report-writer | Kit Moss            |
    When the centre-manager tries "record-paper-statement" on 2017-03-09 and is refused because "Officers present"
      | paper-officer   | Eve Low         |
      | paper-statement | I saw all of it |
    And the centre-manager does "record-paper-statement" on 2017-03-09 with:
      | paper-officer   | Lee Hart             |
      | paper-statement | I held the left arm  |
    Then "paper-officer" is "Lee Hart"
    And "paper-statement" is "I held the left arm"
    And "Kit Moss" does not see "paper-statement"

  @SIP-6.1d @IAP-5.1a
  Scenario: Management says whether every statement is in, and whose is not
    Given an incident received on 2017-03-08 at 10:00 by the escort-management through "report"
      | setting       | escort              |
      | journey       | in-country          |
      | occurred      | 2017-03-08 at 08:00 |
      | where         | vehicle             |
      | person        | Dana Reid           |
      | officers      | Sam Doyle, Lee Hart |
      | planned       | unexpected          |
      | report-writer | Kit Moss            |
    When "Kit Moss" does "give-reasons" on 2017-03-08 at 10:30
      | primary-reason | compliance            |
      | necessity      | The doors had to close |
    And "Kit Moss" does "describe-force" on 2017-03-08 at 10:40
      | account    | Officer 1 held his arm |
      | waist-belt | yes                    |
    And "Kit Moss" does "describe-injuries" on 2017-03-08 at 10:50
    And the escort-management does "secure-footage" on 2017-03-08 at 11:00 with:
      | vehicle-cctv  | yes                             |
      | footage-list  | Van 12, 07:40 to 09:10, disc 31 |
      | footage-until | 2017-06-08                      |
      | filmed-told   | yes                             |
    And the escort-management does "ask-statements" on 2017-03-08 at 11:10
    And the escort-management does "record-end" on 2017-03-08 at 15:10 with:
      | escort-ended | 2017-03-08 at 15:00 |
    And the escort-management does "check-statements" on 2017-03-08 at 15:55
      | statements-in      | no                       |
      | statements-missing | Lee Hart has not written |
    And the escort-management does "scrutinise" on 2017-03-08 at 16:00 as "Jo Marsh"
    And the escort-management does "submit" on 2017-03-08 at 16:10 as "Jo Marsh"

    Then "check-statements" is due on 2017-03-11
    When the escort-management tries "check-statements" on 2017-03-09 and is refused because "Statements missing"
      | statements-in      | no |
      | statements-missing |    |
    And the escort-management does "check-statements" on 2017-03-10 with:
      | statements-in      | no                      |
      | statements-missing | Lee Hart is in hospital |
    Then "check-statements" is not owed
    And "statements-missing" is "Lee Hart is in hospital"
    When the escort-management does "add-officer" on 2017-03-11 with:
      | added-officer | Eve Low |
    And the escort-management does "list-officers" on 2017-03-11 with:
      | officers | Sam Doyle, Lee Hart, Eve Low |
    Then "check-statements" is due on 2017-03-14
