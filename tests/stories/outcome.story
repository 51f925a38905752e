Story: The spotter, the receipt, and what was learned

Scenario: The spotter of the other side sees it through to the outcome
  # members only
  Given the launch "spring-banner" is defined
  And Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  And Jonas of IT says yes
  When Maria names Jonas as the spotter
  And Maria starts it
  Then Jonas has it in hand
  When Jonas pauses it
  And Jonas resumes it
  And Jonas rolls it back
  Then the journal tells: told the spotter first
  And it waits for a receipt signature
  When Maria signs the receipt
  Then it is refused: The spotter signs the receipt: Jonas of IT.
  When Jonas signs the receipt
  Then it waits for learning
  When Jonas signs the outcome
  Then it is refused: First write down what was learned: an outcome without it is not done.
  When Maria learned that "visitors look elsewhere"
  And Jonas signs the outcome
  Then it waits for nothing
  And nobody has it in hand

Scenario: The spotter is a member of the other side
  # members only
  Given Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  When Maria names Maria as the spotter
  Then it is refused: Maria is of the side that asks: the spotter is a member of IT.

Scenario: A spotter is somebody who works here
  Given Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  When Maria names Nobody as the spotter
  Then it is refused: There is no member "nobody".

Scenario: Harm is rolled back whoever has signed, and what was learned is written down
  Given the launch "spring-banner" is defined
  And Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  And Maria starts it
  When visitors of the treatment fail at the checkout
  Then it is rolled_back
  And it waits for a receipt signature
  When the admin key signs the receipt
  And Maria learned that "the banner hides the button"
  And the admin key signs the outcome
  Then it waits for nothing

Scenario: Nothing is learned before the end
  Given the launch "spring-banner" is defined
  And Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  And Maria starts it
  When Maria learned that "it works"
  Then it is refused: This launch is not over yet: what was learned comes after the end.
  When Maria stops it
  And Maria learned that "it works"
  Then it waits for an outcome signature

Scenario: Without a rollback there is no receipt to sign
  Given the launch "spring-banner" is defined
  And Maria of marketing starts it
  And Maria stops it
  When the admin key signs the receipt
  Then it is refused: There is no receipt: this launch has not been rolled back.
