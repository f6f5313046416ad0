Feature: The right ombudsman under the Code

  @LUT-2.21 @LUT-2.23 @LUT-2.24 @X-58
  Scenario Outline: Each letter takes the address of the right ombudsman from one record
    Given a complaint received on 2026-06-01
    When the relevant-officer does "assess" on 2026-06-02 with:
      | landlord          | <landlord>      |
      | assessment        | answered-before |
    And the relevant-officer does "decline" on 2026-06-02
    Then "ombudsman" is "<ombudsman>"
    And the letter "declined" contains "<address>"
    And the letter "declined" contains "<telephone>"
    And the letter "declined" contains "<website>"

    Examples:
      | landlord | ombudsman        | address                               | telephone     | website                      |
      | no       | local-government | PO Box 4771, Coventry CV4 0EH         | 0300 061 0614 | www.lgo.org.uk               |
      | yes      | housing          | PO Box 1484, Unit D, Preston PR2 0ET  | 0300 111 3000 | www.housing-ombudsman.org.uk |
