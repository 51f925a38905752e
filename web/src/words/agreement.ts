/** What two sides agree about a launch, in words: verdicts, signatures, the next step. */
import { round_percent } from "./numbers";
import { SIDE_WORDS, type Side } from "./states";
import { day_and_clock } from "./times";
import type { Stage, WaitsFor } from "./tracker";

export type VerdictKind = "yes" | "yes_if" | "alternative" | "lawful_no";

interface VerdictWords {
  name: string;
  /** What whoever gives it says with it. */
  says: string;
}

/** In the order in which they are offered; none comes first by colour or size. */
export const VERDICT_WORDS: Record<VerdictKind, VerdictWords> = {
  yes: { name: "Yes", says: "It can be done as it is asked for." },
  yes_if: { name: "Yes, if", says: "It can be done once conditions are met. You name them." },
  alternative: { name: "Alternative", says: "It is wanted, another way is better. You name it." },
  lawful_no: { name: "No, by rule", says: "A rule forbids it. You cite it; it can be appealed." },
};

export const NO_BARE_NO =
  "There is no bare “no” here: a no needs a way to yes. Say what would make it a yes, what could " +
  "be done instead, or which rule forbids it.";

export const LEARNED_IS_NOT_FAILED =
  "Learned is not failed: a launch that was taken back and taught something has paid for itself.";

export const SPOTTER_SENTENCE =
  "Told first, may pause at any time, signs the receipt and the outcome.";

export function other_side(side: Side): Side {
  return side === "marketing" ? "it" : "marketing";
}

/** "marketing" or "IT", in the middle of a sentence. */
export function side_inside(side: Side): string {
  return side === "it" ? "IT" : SIDE_WORDS[side].toLowerCase();
}

interface Named {
  name: string;
  side: Side | null;
}

/** "Jonas Weber, IT"; the name alone for a member of neither side. */
export function person_words({ name, side }: Named): string {
  return side ? `${name}, ${SIDE_WORDS[side]}` : name;
}

/** "Jonas Weber, IT, 3 Nov 2026, 09:00:00 UTC". */
export function stamp_words({ by, at }: { by: Named; at: string }): string {
  return `${person_words(by)}, ${day_and_clock(at)}`;
}

export type StageMark = "done" | "here" | "ahead";

const STAGES: Stage[] = ["idea", "feasibility", "vetting", "agreement", "live", "outcome"];

/** Each stage with whether a launch has it behind itself; a finished outcome is done too. */
export function stage_marks(
  stage: Stage,
  waits_for: WaitsFor,
): { stage: Stage; mark: StageMark; number: number }[] {
  const here = STAGES.indexOf(stage);
  const finished = stage === "outcome" && waits_for === "nothing";
  return STAGES.map((one, index) => ({
    stage: one,
    number: index + 1,
    mark: index < here || (finished && index === here) ? "done" : index === here ? "here" : "ahead",
  }));
}

/** What the screen offers to whoever looks; the server decides what is allowed. */
export type Step =
  | "ask"
  | "define"
  | "verdict"
  | "accept"
  | "decline"
  | "appeal"
  | "withdraw"
  | "brief"
  | "return_brief"
  | "meet"
  | "guardrail"
  | "sign"
  | "name_spotter"
  | "start"
  | "resume"
  | "pause"
  | "clear"
  | "sign_receipt"
  | "learn"
  | "sign_outcome";

interface AgreementFacts {
  waits_for: WaitsFor;
  mine: boolean;
  spotter: { key: string } | null;
  conditions: { guardrail: unknown; met: boolean }[];
  may: {
    ask: boolean;
    verdict: boolean;
    brief: boolean;
    accept: boolean;
    appeal: boolean;
    meet: boolean;
    sign: boolean;
    name_spotter: boolean;
    start: boolean;
    pause: boolean;
    sign_receipt: boolean;
    learn: boolean;
    sign_outcome: boolean;
  };
}

/** What a launch waits for from whoever looks: the one action on top; null: from somebody else. */
export function my_step(facts: AgreementFacts, state: string | null): Step | null {
  const { waits_for, mine, may } = facts;
  switch (waits_for) {
    case "definition":
      return mine ? "define" : null;
    case "verdict":
      return may.verdict ? "verdict" : null;
    case "brief":
      return mine && may.brief ? "brief" : null;
    case "acceptance":
      return mine && may.accept ? "accept" : null;
    case "appeal":
      return mine && may.appeal ? "appeal" : null;
    case "conditions":
      if (may.meet && mine) return "meet";
      return mine && state === "draft" && has_open_guardrail(facts) ? "guardrail" : null;
    case "signatures":
      return may.sign ? "sign" : null;
    case "start":
      if (state === "paused") return "resume";
      return may.start ? "start" : null;
    case "evidence":
      return mine && facts.spotter && may.pause ? "pause" : null;
    case "clearing":
      return mine && state === "amber" ? "clear" : null;
    case "receipt_signature":
      return spotter_step(facts, may.sign_receipt, "sign_receipt");
    case "learning":
      return may.learn ? "learn" : null;
    case "outcome_signature":
      return spotter_step(facts, may.sign_outcome, "sign_outcome");
    default:
      return null;
  }
}

/** Who signs has to be named before anybody can. */
function spotter_step({ spotter, may }: AgreementFacts, allowed: boolean, step: Step): Step | null {
  if (spotter) return allowed ? step : null;
  return may.name_spotter ? "name_spotter" : null;
}

function has_open_guardrail({ conditions }: AgreementFacts): boolean {
  return conditions.some(({ guardrail, met }) => guardrail && !met);
}

/** "2 of 3 conditions met". */
export function conditions_words(conditions: { met: boolean }[]): string {
  const met = conditions.filter((one) => one.met).length;
  if (conditions.length === 1) return met === 1 ? "The condition is met" : "The condition is open";
  return `${met} of ${conditions.length} conditions met`;
}

interface GuardrailFacts {
  kind: "conversion" | "mean";
  better: "up" | "down";
}

/** What a guardrail's margin accepts: "up to 5 % more is accepted". */
export function margin_words({ kind, better }: GuardrailFacts, margin: number): string {
  const less = kind === "mean" ? "less" : "fewer";
  const worse = better === "down" ? "more" : less;
  return margin > 0
    ? `up to ${round_percent(margin)} ${worse} is accepted`
    : `not ${worse} than in control is accepted`;
}

/** Who takes part, and in which split. */
export function coverage_words(coverage: number, arms: { key: string; weight: number }[]): string {
  const all = coverage >= 1 ? "All visitors" : `${round_percent(coverage)} of visitors`;
  return `${all}: ${arms.map(({ key, weight }) => `${round_percent(weight)} ${key}`).join(", ")}`;
}

export const MODE_WORDS = {
  armed: "Armed: rolled back by itself when a guardrail says it harms",
  watch: "Watch mode: Spotter says what it would do, and does nothing",
} as const;

interface StoryEntry {
  sequence: number;
  at: string;
  actor: string;
  what: string;
  why: string;
}

/** What the journal's own words mean where they are too short for a story. */
const STORY_WORDS: Record<string, string> = {
  created: "wrote down what the launch is",
  changed: "changed what the launch is",
  started: "started it: visitors are split between the arms",
  stopped: "stopped it: every visitor gets control",
  "rolled back": "rolled it back: every visitor gets control",
  killed: "killed it: the flag is switched off",
  paused: "paused it: every visitor gets control for now",
  resumed: "resumed it: visitors are split again",
  "amber cleared": "cleared amber",
  "told the spotter first": "told the launch’s spotter before anybody else",
  "turned amber": "turned it amber: something looks worse",
  "would have turned amber": "would have turned it amber, but only watches",
  "would have rolled back": "would have rolled it back, but only watches",
};

/** Spotter itself, the key, or a member: the journal names members by key. */
export function actor_words(actor: string, members: { key: string; name: string }[]): string {
  if (actor === "judge") return "Spotter";
  if (actor === "admin key") return "Somebody with the admin key";
  return members.find(({ key }) => key === actor)?.name ?? actor;
}

/** The journal's word for what was done, as it goes on after a name. */
export function deed_words(what: string): string {
  return STORY_WORDS[what] ?? what;
}

/** The entry's second line: an empty reason has none, words that people wrote are quoted. */
export function reason_words({ what, why }: Pick<StoryEntry, "what" | "why">): string | null {
  const text = why.trim();
  if (text === "") return null;
  const own_words = what === "created" || what === "changed";
  return own_words ? text.replaceAll(" -> ", " → ") : text;
}

/** What happened between a signature and now that can have voided it. */
export function changes_since<Entry extends StoryEntry>(at: string, entries: Entry[]): Entry[] {
  return entries.filter(
    (entry) =>
      entry.at > at &&
      (/^(created|changed|asked|offered|accepted|wrote the brief)/.test(entry.what) ||
        /^said yes, if/.test(entry.what)),
  );
}
