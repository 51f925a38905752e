/** Shapes of agreements that the API's description (schema.d.ts) does not hold yet. */
import type { Holder, Stage, WaitsFor } from "./pending_types";
import type { Side } from "./types";

/** A member as they were when they did something. */
export interface Signer {
  key: string;
  name: string;
  side: Side | null;
}

interface Stamp {
  by: Signer;
  at: string;
}

export type VerdictKind = "yes" | "yes_if" | "alternative";

export interface Verdict extends Stamp {
  kind: VerdictKind;
  text: string;
}

export interface Condition {
  id: string;
  text: string;
  /** Met by itself once this metric is a guardrail; null: people say. */
  guardrail: { metric: string } | null;
  met: boolean;
  by: Signer | null;
  at: string | null;
  note: string | null;
}

export interface Signature extends Stamp {
  side: Side;
  by_admin_key: boolean;
  /** False: what was signed has changed since. */
  valid: boolean;
}

export interface Learning extends Stamp {
  text: string;
}

/** What whoever asks may do now. */
export interface May {
  ask: boolean;
  verdict: boolean;
  meet: boolean;
  sign: boolean;
  name_spotter: boolean;
  start: boolean;
  pause: boolean;
  sign_receipt: boolean;
  learn: boolean;
  sign_outcome: boolean;
}

export interface Agreement {
  key: string;
  title: string;
  outcome: string;
  stage: Stage;
  holder: Holder;
  since: string | null;
  waits_for: WaitsFor;
  sentence: string;
  mine: boolean;
  asked_by: Signer | null;
  asked_at: string | null;
  spotter: Signer | null;
  verdict: Verdict | null;
  conditions: Condition[];
  signatures: Signature[];
  against_start: string[];
  signatures_required: boolean;
  may: May;
  receipt_signature: Stamp | null;
  learned: Learning | null;
  outcome_signature: Stamp | null;
}
