Story: Conditions of a yes-if

Scenario: A condition is met when whoever set it says so
  Given the launch "spring-banner" is defined
  And Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  When Jonas of IT says yes, if "the legal department agrees"
  Then it is in vetting
  And IT has it in hand
  And 1 condition is open
  When Jonas says that "the legal department agrees" is met
  Then it is in agreement
  And 0 conditions are open

Scenario: Whoever asks cannot meet the condition by a word
  # members only
  Given the launch "spring-banner" is defined
  And Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  And Jonas of IT says yes, if "the legal department agrees"
  When Maria says that "the legal department agrees" is met
  Then it is refused: IT set this condition: a member of IT says when it is met.

Scenario: A guardrail's condition is met by itself
  Given signatures are required
  And the launch "spring-banner" is defined
  And Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  When Jonas of IT says yes, if "slow-page" becomes a guardrail
  Then it is in vetting
  And marketing has it in hand
  When Jonas says that "slow-page" is met
  Then it is refused: This condition is met by itself once "slow-page" is a guardrail of the launch.
  When the launch "spring-banner" is defined with the guardrails "checkout-error" and "slow-page"
  Then it is in agreement
  And 0 conditions are open

Scenario: A launch does not start while a condition is open
  Given signatures are required
  And the launch "spring-banner" is defined
  And Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  And Maria signs
  And Jonas of IT says yes, if "the legal department agrees"
  And Jonas signs
  When Maria starts it
  Then it is refused: A condition is not met: "the legal department agrees".
  When Jonas says that "the legal department agrees" is met
  And Maria starts it
  Then it is live
