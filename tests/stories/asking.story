Story: Asking, and the other side's answer

Scenario: Marketing asks, IT answers
  Given Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  Then it is in idea
  And it waits for a definition
  And marketing has it in hand
  When the launch "spring-banner" is defined
  Then it is in feasibility
  And IT has it in hand
  When Jonas of IT says yes
  Then it is in agreement
  And the verdict is yes, by Jonas of IT

Scenario: A bare no is refused
  Given Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  When Jonas of IT says no
  Then it is refused: A no needs a way to yes: say yes-if with conditions, or offer an alternative.
  And it has no verdict

Scenario: A yes-if names its conditions
  Given Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  When Jonas of IT says yes, if nothing
  Then it is refused: A yes-if says under which conditions: name at least one.

Scenario: An alternative says what
  Given Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  When Jonas of IT offers "" instead
  Then it is refused: An alternative says what could be done instead.

Scenario: An alternative goes back to whoever asked
  Given the launch "spring-banner" is defined
  And Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  When Jonas of IT offers "a banner on the start page only" instead
  Then it is in feasibility
  And marketing has it in hand
  And it waits for acceptance
  When Maria signs
  Then it is refused: IT offers another way: ask again before anybody signs.
  When Maria asks for "spring-banner" so that "visitors of the start page sign up"
  Then it has no verdict
  And IT has it in hand

Scenario: An ask says what for
  When Maria of marketing asks for "spring-banner" so that ""
  Then it is refused: Say what for: which outcome the launch shall have.

Scenario: Nobody gives the verdict on their own ask
  Given Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  When Maria says yes
  Then it is refused: Marketing asks for this launch: the verdict is IT's.

Scenario: IT asks, and marketing answers
  Given Jonas of IT asks for "quick-checkout" so that "pages load in half the time"
  When Maria of marketing says yes
  Then the verdict is yes, by Maria of marketing

Scenario: A request belongs to the side that made it
  Given Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  When Jonas of IT asks for "spring-banner" so that "fewer errors"
  Then it is refused: Marketing has asked for this launch already: give your verdict on it.

Scenario: There is nothing to answer before somebody asks
  Given the launch "spring-banner" is defined
  When Jonas of IT says yes
  Then it is refused: Nobody has asked for this launch yet: there is nothing to give a verdict on.

Scenario: There is nothing to say about a launch that nobody knows
  When Jonas of IT says yes to "no-such-launch"
  Then it is refused: There is no launch "no-such-launch".
