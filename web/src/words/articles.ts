/** What the literature calls the trouble between marketing and IT, and Spotter's own words. */

export interface ArticleName {
  /** As the articles put it. */
  name: string;
  what: string;
  here: string;
}

/** What each side calls the other, and the habits that help. */
export const ARTICLE_NAMES: ArticleName[] = [
  {
    name: "Slow and no",
    what: "How marketing sees IT: every change waits for weeks, and then the answer is no.",
    here:
      "The tracker shows who holds a launch and since when, for both sides alike. A bare no is " +
      "not taken: it is yes, yes-if with conditions, or an alternative.",
  },
  {
    name: "Unguided missiles",
    what: "How IT sees marketing: changes go out that nobody vetted, and IT cleans up.",
    here:
      "A launch starts when both sides have signed, and guardrails watch it. What harms is " +
      "rolled back within a second, and a receipt says what it cost.",
  },
  {
    name: "The spotter",
    what: "The person beside the gymnast’s bar who makes it safe to try something hard.",
    here:
      "A named person of the other side: told first, may pause at any time, signs the receipt " +
      "and the outcome.",
  },
];

/** How the two departments may live together, whichever of them leads. */
export const ORGANISATION_NAMES: { name: string; what: string }[] = [
  { name: "Parental control", what: "one side decides, the other has to ask." },
  { name: "Friends with benefits", what: "they work together when it suits both." },
  { name: "Joint custody", what: "both own it and decide together." },
  { name: "Limited visiting rights", what: "one side has it, the other gets in at set times." },
  { name: "Runaway child", what: "one side has left and does it alone." },
];
