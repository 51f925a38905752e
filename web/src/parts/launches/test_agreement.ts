/** An agreement as the server tells it, for tests. */
import type { Agreement, Condition, Signature } from "../../api/agreement_types";

const AT = "2026-03-01T09:00:00.000000Z";

export const MARIA_SIGNS = { key: "maria", name: "Maria Lopez", side: "marketing" as const };
export const JONAS_SIGNS = { key: "jonas", name: "Jonas Weber", side: "it" as const };

const NOTHING: Agreement["may"] = {
  ask: false,
  verdict: false,
  brief: false,
  return_brief: false,
  accept: false,
  appeal: false,
  withdraw: false,
  meet: false,
  sign: false,
  name_spotter: false,
  start: false,
  pause: false,
  sign_receipt: false,
  learn: false,
  sign_outcome: false,
};

/** What may be done: these, and nothing else. */
export function may(...allowed: (keyof Agreement["may"])[]): Agreement["may"] {
  return { ...NOTHING, ...Object.fromEntries(allowed.map((one) => [one, true])) };
}

export function test_signature(side: "marketing" | "it", valid = true): Signature {
  const by = side === "it" ? JONAS_SIGNS : MARIA_SIGNS;
  return { side, by, at: AT, by_admin_key: false, valid };
}

export function test_condition(changes: Partial<Condition> = {}): Condition {
  const open = { met: false, by: null, at: null, note: null };
  return { id: "1", text: "The images are small", guardrail: null, ...open, ...changes };
}

/** Asked by marketing, waiting for IT's verdict, changed where the test says. */
export function test_agreement(changes: Partial<Agreement> = {}): Agreement {
  return {
    key: "spring-banner",
    title: "Spring banner",
    outcome: "more visitors open an account",
    defined: true,
    stage: "feasibility",
    holder: { kind: "side", side: "it", name: null },
    since: AT,
    waits_for: "verdict",
    sentence: "Waits for IT's verdict: yes, yes-if or an alternative.",
    mine: false,
    asked_by: MARIA_SIGNS,
    asked_at: AT,
    spotter: null,
    brief: null,
    readiness: null,
    returned: null,
    verdict: null,
    refusals: 0,
    appeal: null,
    withdrawn: null,
    conditions: [],
    signatures: [],
    against_start: ["Marketing has not signed.", "IT has not signed."],
    signatures_required: true,
    may: NOTHING,
    receipt_signature: null,
    learned: null,
    outcome_signature: null,
    ...changes,
  };
}
