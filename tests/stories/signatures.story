Story: Both sides sign before a launch starts

Scenario: Both have signed
  Given signatures are required
  And the launch "spring-banner" is defined
  And Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  When Maria starts it
  Then it is refused: Marketing has not signed.
  And it is refused: IT has not signed.
  When Maria signs
  Then marketing's signature stands
  When Jonas of IT says yes
  And Jonas signs
  Then both sides have it in hand
  And it waits for a start
  When Maria starts it
  Then it is live
  And it is in live

Scenario: One signature is not enough
  Given signatures are required
  And the launch "spring-banner" is defined
  And Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  And Maria signs
  When Maria starts it
  Then it is refused: IT has not signed.

Scenario: Signing what the other side asks for says yes to it
  Given the launch "spring-banner" is defined
  And Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  When Jonas of IT signs
  Then the verdict is yes, by Jonas of IT
  And marketing has it in hand

Scenario: Whatever changes what was signed voids the signatures
  Given signatures are required
  And the launch "spring-banner" is defined
  And Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  And Maria signs
  And Jonas of IT signs
  When the launch "spring-banner" is defined with the guardrails "checkout-error" and "slow-page"
  Then marketing's signature is void
  And IT's signature is void
  When Maria starts it
  Then it is refused: Marketing signed before it was changed, and has to sign again.

Scenario: What a metric counts is signed too
  Given signatures are required
  And the launch "spring-banner" is defined
  And Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  And Maria signs
  And Jonas of IT signs
  When "checkout-error" gets an owner on each side and clearer words
  Then marketing's signature stands
  And IT's signature stands
  When "slow-page" counts 2h instead of 1h
  Then marketing's signature stands
  When "checkout-error" counts 12h instead of 1d
  Then marketing's signature is void
  And IT's signature is void
  And the journal tells: changed what a metric counts
  When Maria starts it
  Then it is refused: IT signed before it was changed, and has to sign again.
  When Maria signs
  And Jonas signs
  And Maria starts it
  Then it is live

Scenario: Once a launch has started, its metrics count what they count
  Given the launch "spring-banner" is defined
  And Maria of marketing starts it
  When "checkout-error" gets an owner on each side and clearer words
  Then it is live
  When "checkout-error" counts 12h instead of 1d
  Then it is refused: Metric "checkout-error" is frozen: launch "spring-banner" has started with it.

Scenario: A worse verdict after signing voids the signatures
  Given the launch "spring-banner" is defined
  And Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  And Maria signs
  And Jonas of IT signs
  When Jonas says yes, if "the legal department agrees"
  Then marketing's signature is void
  And IT's signature is void

Scenario: There is nothing to sign before a launch is defined
  Given Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  When Maria signs
  Then it is refused: Nothing is defined under this key yet: there is nothing to sign.

Scenario: In a fresh workspace nobody has to sign, and what is missing is shown
  Given the launch "spring-banner" is defined
  And Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  Then it lacks: IT has not signed.
  When Maria starts it
  Then it is live

Scenario: The admin key may sign for both sides, and the journal says so
  Given signatures are required
  And the launch "spring-banner" is defined
  When the admin key signs for marketing
  And the admin key signs for IT
  Then the journal tells: signed for IT, with the admin key
  When the admin key starts it
  Then it is live

Scenario: The admin key says for which side
  Given the launch "spring-banner" is defined
  When the admin key signs for nobody
  Then it is refused: Say for which side: marketing or it.

Scenario: Nobody signs for the other side
  # members only
  Given the launch "spring-banner" is defined
  When Maria of marketing signs for IT
  Then it is refused: You do not speak for IT: its own members do.

Scenario: Ending a launch never waits for anybody
  Given the launch "spring-banner" is defined
  And Maria of marketing starts it
  And signatures are required
  When Maria pauses it
  Then it is paused
  When Jonas of IT kills it
  Then it is stopped

Scenario: Once a launch has started, what was agreed stands
  Given the launch "spring-banner" is defined
  And Maria of marketing starts it
  When Maria asks for "spring-banner" so that "more visitors sign up"
  Then it is refused: Launch "spring-banner" has started: what was agreed about it stands.
