Story: Refusals, and the way on

Scenario: An accepted alternative is a yes with a condition
  Given the launch "spring-banner" is defined
  And Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  And Jonas of IT offers "the banner on the start page only" instead
  When Maria accepts the alternative
  Then the verdict is yes_if, by Jonas of IT
  And it is in vetting
  And 1 condition is open
  And it was refused 0 times
  When Jonas says that "the banner on the start page only" is met
  Then it is in agreement

Scenario: An alternative that is not accepted counts as a refusal
  Given Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  And Jonas of IT offers "wait until autumn" instead
  When Maria declines the alternative because ""
  Then it is refused: Say why the alternative is not accepted.
  When Maria declines the alternative because "the campaign is in spring"
  Then it was refused 1 time
  And it is in feasibility
  And it waits for an appeal
  And marketing has it in hand
  When Maria accepts the alternative
  Then it is refused: There is no alternative to accept or to decline.

Scenario: Only whoever asked accepts or declines
  # members only
  Given Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  And Jonas of IT offers "wait until autumn" instead
  When Jonas accepts the alternative
  Then it is refused: Marketing asks for this launch: its members do this.

Scenario: A no cites the rule that forbids it
  Given Maria of marketing asks for "phone-tracking" so that "we know who comes back"
  When Jonas of IT says no, citing ""
  Then it is refused: A no cites the rule that forbids it; without one say yes-if with conditions, or offer an alternative.
  When Jonas says no, citing "GDPR, article 6"
  Then the verdict is lawful_no, by Jonas of IT
  And it was refused 1 time
  And marketing has it in hand
  When Maria signs
  Then it is refused: IT said no and cites "GDPR, article 6": appeal, or ask for something else.

Scenario: A refusal can be appealed, and somebody else answers
  # members only
  Given Maria of marketing asks for "phone-tracking" so that "we know who comes back"
  And Jonas of IT says no, citing "GDPR, article 6"
  When Maria appeals because "visitors agree to it first"
  Then IT has it in hand
  And it waits for a verdict
  When Jonas says yes
  Then it is refused: Jonas refused it: somebody else of IT answers the appeal.
  When Petra of IT says yes, if "visitors agree to it first"
  Then the verdict is yes_if, by Petra of IT
  And it was refused 1 time

Scenario: Nothing can be appealed before it is refused
  Given Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  When Maria appeals because "it takes too long"
  Then it is refused: There is no refusal to appeal against: a lawful no, or an alternative that was not accepted.

Scenario: Asking for something else keeps the count of refusals
  Given Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  And Jonas of IT says no, citing "the brand's colours"
  When Maria asks for "spring-banner" so that "visitors of the start page sign up"
  Then it has no verdict
  And it was refused 1 time

Scenario: A withdrawn launch waits for nobody and does not start
  Given the launch "spring-banner" is defined
  And Maria of marketing asks for "spring-banner" so that "more visitors sign up"
  When Maria withdraws it because ""
  Then it is refused: Say why it is not asked for any more.
  When Maria withdraws it because "the campaign is off"
  Then it is in outcome
  And nobody has it in hand
  When Jonas of IT says yes
  Then it is refused: This launch is withdrawn: whoever wants it asks for it again.
  When Maria starts it
  Then it is refused: It is withdrawn: whoever wants it asks for it again.
  When Maria asks for "spring-banner" so that "more visitors sign up"
  Then it is in feasibility
