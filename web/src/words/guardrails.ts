/** Sentences about one guardrail: what it counts and what would be harm. */
import { count } from "./numbers";

interface GuardrailCounts {
  better: "up" | "down";
  arm: string;
  failing: { control: number; treatment: number };
}

/** "11 visitors in treatment and 0 in control; more in treatment is harm." */
export function guardrail_sentence({ better, arm, failing }: GuardrailCounts): string {
  const harm = better === "down" ? "more" : "fewer";
  const visitors = failing.treatment === 1 ? "visitor" : "visitors";
  return (
    `${count(failing.treatment)} ${visitors} in ${arm}, ${count(failing.control)} in control; ` +
    `${harm} in ${arm} would be harm.`
  );
}

/** What the mean of a conversion metric says: "41 of 1,280 visitors". */
export function conversion_words(converted: number, units: number): string {
  return `${count(converted)} of ${count(units)}`;
}
