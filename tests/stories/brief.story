Story: The brief, and what it lacks

Scenario: A brief says what is missing
  Given Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  When Maria writes the brief with the purpose "sell more in spring"
  Then the brief is at revision 1
  And the brief is 20 % complete
  And the brief lacks who_benefits, outcome, data, regions, cost, starts_on, page_types, ends_on and kill_on

Scenario: A complete brief lacks nothing
  Given Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  When Maria writes a complete brief
  Then the brief is 100 % complete

Scenario: An incomplete brief is returned with reasons
  Given the launch "spring-banner" is defined
  And Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  And Maria writes the brief with the purpose "sell more in spring"
  When Jonas of IT returns the brief because ""
  Then it is refused: Say why the brief goes back.
  When Jonas returns the brief because "we do not know which data it touches"
  Then it is in feasibility
  And it waits for a brief
  And marketing has it in hand
  When Maria writes a complete brief
  Then it waits for a verdict
  And IT has it in hand

Scenario: Nobody returns their own brief, and nobody writes the other side's
  # members only
  Given Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  And Maria writes a complete brief
  When Maria returns the brief because "it is too short"
  Then it is refused: Marketing wrote this brief: a member of IT returns it.
  When Jonas of IT writes a complete brief
  Then it is refused: Marketing asks for this launch: its members write the brief.

Scenario: Two people edit one brief
  # members only
  Given Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  And Maria writes a complete brief
  When Lena of marketing changes the purpose to "sell more in May" from revision 1
  Then the brief is at revision 2
  When Maria changes the purpose to "sell more in April" from revision 1
  Then it is refused: Lena changed the brief at …
  And the brief is at revision 2
  When Maria changes the purpose to "sell more in April" from revision 2
  Then the brief is at revision 3

Scenario: A change of the brief voids what was signed
  Given the launch "spring-banner" is defined
  And Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  And Maria writes a complete brief
  And Maria signs
  Then marketing's signature stands
  When Maria changes the purpose to "sell more in May" from revision 1
  Then marketing's signature is void

Scenario: What cannot be in a brief is refused
  Given Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  When Maria writes a brief that starts on "2026-02-30"
  Then it is refused: …
  And there is no brief

Scenario: A launch with an incomplete brief does not start
  Given signatures are required
  And the launch "spring-banner" is defined
  And Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  And Maria writes the brief with the purpose "sell more in spring"
  And Maria signs
  And Jonas of IT signs
  When Maria starts it
  Then it is refused: The brief is 20 % complete; it lacks …
