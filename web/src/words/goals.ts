/** What a launch did to a goal, in plain words that are exactly true. */
import { odds } from "./evidence";
import { capitalised, percent, signed_percent } from "./numbers";
import { difference_writer, type Measure, plain_value } from "./values";

interface GoalFigures {
  name: string;
  better: "up" | "down";
  arm: string;
  state: "collecting" | "open" | "separated" | "hidden";
  difference: number | null;
  low: number | null;
  high: number | null;
  lift: number | null;
  lift_low: number | null;
  lift_high: number | null;
  log_e: number | null;
  p_value: number | null;
  unbalanced: boolean;
  cap: number | null;
  capped_share: number | null;
  confidence: number;
}

export type Verdict = "better" | "worse" | "open" | "collecting" | "hidden";

/** Where the goal stands; better and worse only once the interval leaves out zero. */
export function verdict({ state, low, better }: GoalFigures): Verdict {
  if (state !== "separated") return state;
  return (low ?? 0) > 0 === (better === "up") ? "better" : "worse";
}

export const VERDICT_WORDS: Record<Verdict, string> = {
  better: "Better",
  worse: "Worse",
  open: "Not separated yet",
  collecting: "Collecting",
  hidden: "Not shown",
};

export const PROMISE = "You may look at this at any moment: the promise holds.";
export const NO_PROMISE =
  "The arms are unbalanced (under 40 % or over 60 % in one), so the promise does not hold: " +
  "take this interval as a hint only.";

/** What is known about the difference, in one sentence. */
export function goal_sentence(goal: GoalFigures, measure: Measure): string {
  const { name, state, low, high } = goal;
  if (state === "hidden") {
    return (
      "Not shown while the sample ratio alarm stands: between arms that do not get the visitors " +
      "they should, a difference would mislead."
    );
  }
  if (low === null || high === null) return collecting_sentence(measure);
  const { size, signed, unit } = difference_writer(measure, high - low);
  if (low > 0) return `${name} rose by ${size(low)} to ${size(high)}${unit}.`;
  if (high < 0) return `${name} fell by ${size(high)} to ${size(low)}${unit}.`;
  return (
    `Not separated yet: the true difference may lie anywhere from ${signed(low)} to ` +
    `${signed(high)}${unit}, none at all included.`
  );
}

function collecting_sentence({ kind }: Measure): string {
  const condition =
    kind === "conversion" ? "at least one of them did it" : "their values differ at all";
  return (
    "Collecting: too few visitors to give an interval yet. It begins at about 60 visitors in " +
    `both arms together, once ${condition}.`
  );
}

/** The same in percent of control, or why not. */
export function lift_sentence(goal: GoalFigures): string | null {
  if (goal.state !== "open" && goal.state !== "separated") return null;
  if (goal.lift === null) return "No percentage: the figure in control is not above zero.";
  if (goal.lift_low === null || goal.lift_high === null) {
    return "Control is too small for a percentage.";
  }
  return (
    `In percent of control: ${signed_percent(goal.lift)}, ` +
    `from ${signed_percent(goal.lift_low)} to ${signed_percent(goal.lift_high)}.`
  );
}

/** What the cap does to a mean, and to how many. */
export function cap_sentence(goal: GoalFigures, measure: Measure): string | null {
  if (goal.cap === null) return null;
  const cap = plain_value(goal.cap, measure);
  const fixed = `Each visitor counts with ${cap} at most, so that one huge order does not decide`;
  if (goal.capped_share === null) return `${fixed}.`;
  const share = `${percent(goal.capped_share)} of visitors are above it`;
  return goal.capped_share > 0.02
    ? `${fixed}; ${share}. That is over 2 %: the cap weighs on the result.`
    : `${fixed}; ${share}.`;
}

/** What each figure of the card says, for those who ask. */
export function goal_explanations(goal: GoalFigures): { name: string; says: string }[] {
  const sure = Math.round(goal.confidence * 100);
  const told = [
    {
      name: "Difference",
      says:
        `The figure in ${goal.arm} less the figure in control. ` +
        "A point is one visitor in a hundred.",
    },
    {
      name: "Interval",
      says:
        `In at least ${sure} of 100 launches the interval holds the true difference at every ` +
        "moment, however often anybody looks.",
    },
  ];
  if (goal.log_e === null) return told;
  return [
    ...told,
    { name: "Evidence of a difference", says: difference_evidence(goal.log_e) },
    { name: "Always-valid p-value", says: p_value_sentence(goal.p_value) },
  ];
}

function difference_evidence(log_e: number): string {
  if (log_e <= 0) return "None so far: no difference explains it as well as any.";
  return `${capitalised(odds(log_e))}: so much better does a difference explain it than none.`;
}

function p_value_sentence(p_value: number | null): string {
  if (p_value === null || p_value >= 1) {
    return "1 so far: nothing yet that launches without a difference would not show too.";
  }
  const written = p_value < 0.0001 ? "under 0.0001" : p_value.toPrecision(2);
  const of_launches = p_value < 0.0001 ? "fewer than 1 in 10,000" : `at most ${percent(p_value)}`;
  return `${written}: of launches without a difference, ${of_launches} ever get this far.`;
}
