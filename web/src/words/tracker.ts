/** The tracker in words: stages, who holds a launch and since when, what to do about it. */
import { SIDE_WORDS, type Side } from "./states";
import { day, instant_ms } from "./times";

export type Stage = "idea" | "feasibility" | "vetting" | "agreement" | "live" | "outcome";

interface StageWords {
  name: string;
  /** What happens there, and whose turn it is. */
  sentence: string;
}

export const STAGE_WORDS: Record<Stage, StageWords> = {
  idea: { name: "Idea", sentence: "Somebody of either side asks, and says what for." },
  feasibility: {
    name: "Feasibility",
    sentence: "The other side answers: yes, yes-if, or an alternative. A bare no is not taken.",
  },
  vetting: { name: "Vetting", sentence: "A yes-if stands: its conditions are being met." },
  agreement: { name: "Agreement", sentence: "Marketing and IT both sign, then it may start." },
  live: { name: "Live", sentence: "Visitors see it. What harms is rolled back by itself." },
  outcome: {
    name: "Outcome",
    sentence: "What came of it and what was learned; the spotter signs that.",
  },
};

interface HolderFacts {
  kind: "side" | "member" | "both" | "nobody";
  side?: Side | null;
  name?: string | null;
}

/** Who has to act: "IT", "Jonas Weber", "Both sides"; null if nobody has to. */
export function holder_words({ kind, side, name }: HolderFacts): string | null {
  if (kind === "both") return "Both sides";
  if (kind === "member" && name) return name;
  if (kind === "nobody") return null;
  return side ? SIDE_WORDS[side] : null;
}

const WEEKDAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" });
const DAY_MS = 24 * 3_600_000;

function midnight_ms(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}

/** "since 14:03", "since yesterday", "since Tuesday", "since 3 Nov 2025"; days are those of UTC. */
export function since_words(since: string, now_ms: number): string {
  const ms = instant_ms(since);
  if (!Number.isFinite(ms)) return `since ${since}`;
  const days = Math.round((midnight_ms(now_ms) - midnight_ms(ms)) / DAY_MS);
  if (days <= 0) return `since ${new Date(ms).toISOString().slice(11, 16)} UTC`;
  if (days === 1) return "since yesterday";
  if (days > 6) return `since ${day(since)}`;
  return `since ${WEEKDAY.format(ms)}`;
}

/** How long: "12 min", "5 h", "3 days", "7 weeks"; whole units, rounded down. */
export function age_words(since: string, now_ms: number): string {
  const minutes = Math.max(0, Math.floor((now_ms - instant_ms(since)) / 60_000));
  if (!Number.isFinite(minutes)) return "";
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h`;
  const days = Math.floor(hours / 24);
  if (days < 14) return days === 1 ? "1 day" : `${days} days`;
  return `${Math.floor(days / 7)} weeks`;
}

/** "Marketing and IT have signed", "IT has signed, marketing has not". */
export function signed_words(signed: readonly Side[]): string {
  const [marketing, it] = [signed.includes("marketing"), signed.includes("it")];
  if (marketing && it) return "Marketing and IT have signed";
  if (marketing) return "Marketing has signed, IT has not";
  if (it) return "IT has signed, marketing has not";
  return "Nobody has signed yet";
}

export type WaitsFor =
  | "definition"
  | "verdict"
  | "acceptance"
  | "appeal"
  | "brief"
  | "conditions"
  | "signatures"
  | "start"
  | "evidence"
  | "clearing"
  | "receipt_signature"
  | "learning"
  | "outcome_signature"
  | "nothing";

/** What whoever it waits for does next, as on a button. */
const NEXT_STEP_WORDS: Record<WaitsFor, string> = {
  definition: "Define it",
  verdict: "Give a verdict",
  acceptance: "Answer the alternative",
  appeal: "Answer the refusal",
  brief: "Complete the brief",
  conditions: "Meet the conditions",
  signatures: "Sign",
  start: "Start it",
  evidence: "Look at it",
  clearing: "Look and clear",
  receipt_signature: "Sign the receipt",
  learning: "Write what was learned",
  outcome_signature: "Sign the outcome",
  nothing: "Open",
};

/** What whoever has it does next. */
export function next_step({ waits_for }: { waits_for: WaitsFor }): string {
  return NEXT_STEP_WORDS[waits_for];
}

const LETTERS: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss", æ: "ae", ø: "o" };

/** A launch's key from its title: "Spring banner, 2nd try" is spring-banner-2nd-try. */
export function key_from_title(title: string): string {
  return title
    .toLowerCase()
    .replace(/[äöüßæø]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/, "");
}
