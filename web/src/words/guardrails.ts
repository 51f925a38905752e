/** Sentences about one guardrail: what it counts and what would be harm. */
import { count, counted, round_percent } from "./numbers";
import { figure, type Measure } from "./values";

interface GuardrailFigures {
  kind: "conversion" | "mean";
  better: "up" | "down";
  arm: string;
  failing: { control: number; treatment: number };
  means: { control: number | null; treatment: number | null };
  unbalanced: boolean;
}

/**
 * "11 visitors in treatment, 0 in control; more in treatment would be harm.", or of a mean
 * "€11.02 per visitor in treatment, €12.31 in control; less in treatment would be harm."
 */
export function guardrail_sentence(guardrail: GuardrailFigures, worth: Measure["worth"]): string {
  const { kind, better, arm, failing, means } = guardrail;
  if (kind === "mean") {
    const measure: Measure = { kind, worth };
    const harm = better === "down" ? "more" : "less";
    return (
      `${figure(means.treatment, measure)} per visitor in ${arm}, ` +
      `${figure(means.control, measure)} in control; ${harm} in ${arm} would be harm.`
    );
  }
  const harm = better === "down" ? "more" : "fewer";
  return (
    `${counted(failing.treatment, "visitor", "visitors")} in ${arm}, ` +
    `${count(failing.control)} in control; ${harm} in ${arm} would be harm.`
  );
}

/** Before anything is counted: "Fewer in treatment would be harm; up to 5 % worse is accepted." */
export function harm_words({ kind, better, arm }: GuardrailFigures, margin: number): string {
  const less = kind === "mean" ? "Less" : "Fewer";
  const harm = `${better === "down" ? "More" : less} in ${arm} would be harm`;
  return margin > 0 ? `${harm}; up to ${round_percent(margin)} worse is accepted.` : `${harm}.`;
}

/** Why a guardrail does not decide, or null if it does. */
export function unbalanced_sentence({ unbalanced }: GuardrailFigures): string | null {
  return unbalanced
    ? "Shown, but never decides: a mean is only safe where each arm has 40 to 60 % of the visitors."
    : null;
}

/** What the mean of a conversion metric says: "41 of 1,280 visitors". */
export function conversion_words(converted: number, units: number): string {
  return `${count(converted)} of ${count(units)}`;
}
