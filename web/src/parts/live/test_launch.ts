/** A launch as the server tells it, for tests. */
import type {
  GoalResult,
  Launch,
  LaunchState,
  MetricCard,
  Receipt,
  Results,
} from "../../api/types";

const AT = "2026-03-01T09:05:07.123456Z";

const METRICS: MetricCard[] = [
  {
    key: "signup",
    name: "Sign-ups",
    in_marketing_words: "Visitors who open an account.",
    in_it_words: "Units with a Signed Up event.",
    kind: "conversion",
    event: "Signed Up",
    value: null,
    cap: null,
    window: "7d",
    better: "up",
    worth: { amount: 4000, currency: "EUR" },
    owners: { marketing: "Maria Lindt", it: "Jonas Weber" },
  },
  {
    key: "checkout-error",
    name: "Checkout errors",
    in_marketing_words: "",
    in_it_words: "",
    kind: "conversion",
    event: "Checkout Error",
    value: null,
    cap: null,
    window: "1d",
    better: "down",
    worth: null,
    owners: { marketing: null, it: null },
  },
];

export function test_launch(state: LaunchState): Launch {
  return {
    key: "spring-banner",
    name: "Spring banner",
    state,
    killed: false,
    flag: { key: "spring-banner", type: "boolean", default: false },
    unit: "id",
    arms: [
      { key: "control", value: false, weight: 0.5, share: 0.5 },
      { key: "treatment", value: true, weight: 0.5, share: 0.5 },
    ],
    coverage: 1,
    condition: null,
    guardrails: [
      { metric: "checkout-error", side: "it", margin: 0, weight: 0.5 },
      { metric: "signup", side: "marketing", margin: 0, weight: 0.5 },
    ],
    goals: ["signup"],
    mode: "armed",
    rollback_at: 100,
    amber_at: 10,
    started_at: state === "draft" ? null : AT,
    ended_at: null,
    metrics: METRICS,
  };
}

const GUARDRAILS: Results["guardrails"] = [
  {
    metric: "checkout-error",
    name: "Checkout errors",
    side: "it",
    kind: "conversion",
    better: "down",
    arm: "treatment",
    log_e: Math.log(58),
    weight: 0.5,
    failing: { control: 0, treatment: 9 },
    means: { control: 0, treatment: 9 / 1280 },
    unbalanced: false,
  },
  {
    metric: "signup",
    name: "Sign-ups",
    side: "marketing",
    kind: "conversion",
    better: "up",
    arm: "treatment",
    log_e: -0.4,
    weight: 0.5,
    failing: { control: 41, treatment: 40 },
    means: { control: 41 / 1280, treatment: 40 / 1280 },
    unbalanced: false,
  },
];

const GOAL: GoalResult = {
  metric: "signup",
  name: "Sign-ups",
  kind: "conversion",
  better: "up",
  arm: "treatment",
  state: "open",
  difference: 0.008,
  low: -0.004,
  high: 0.02,
  lift: 0.25,
  lift_low: -0.11,
  lift_high: 0.75,
  log_e: 0.3,
  p_value: 0.74,
  unbalanced: false,
  cap: null,
  capped_share: null,
  confidence: 0.95,
};

/** A goal as it stands, changed where the test says. */
export function test_goal(changes: Partial<GoalResult> = {}): GoalResult {
  return { ...GOAL, ...changes };
}

export function test_results(state: LaunchState, units = 1280): Results {
  return {
    launch: "spring-banner",
    state,
    mode: "armed",
    as_of: { sequence: units === 0 ? 0 : 4321, at: units === 0 ? null : AT },
    arms: ["control", "treatment"].map((key) => ({
      key,
      units,
      metrics: {
        signup: { mean: units === 0 ? null : 41 / units, count: units === 0 ? 0 : 41 },
        "checkout-error": { mean: units === 0 ? null : 0, count: 0 },
      },
    })),
    guardrails: GUARDRAILS,
    goals: [test_goal()],
    rollback: {
      log_e: Math.log(29),
      state: "amber",
      amber_log_e: Math.log(10),
      red_log_e: Math.log(100),
      crossings: [],
    },
    sample_ratio: {
      log_bayes_factor: -2,
      state: "fine",
      arms: ["control", "treatment"].map((arm) => ({
        arm,
        expected: 0.5,
        observed: units === 0 ? null : 0.5,
      })),
    },
    multiple_exposure: 1,
    late: 0,
    waiting: 0,
    outside_window: 0,
    unusable: 0,
  };
}

export function test_receipt(): Receipt {
  return {
    launch: "spring-banner",
    name: "Spring banner",
    state: "rolled_back",
    decided_by: "judge",
    member: null,
    reason: null,
    deciding_event: {
      message_id: "m-77",
      sequence: 4322,
      event: "Checkout Error",
      arm: "treatment",
    },
    times: {
      arrived: "2026-03-01T09:05:07.123000Z",
      decided: "2026-03-01T09:05:07.123800Z",
      pushed: "2026-03-01T09:05:07.141000Z",
      recovered: false,
    },
    log_e: Math.log(135),
    threshold: 100,
    guardrails: GUARDRAILS,
    exposed: { control: 803, treatment: 848 },
    loss: {
      amount: 54500,
      currency: "EUR",
      low: 9000,
      high: 120000,
      confidence: 0.95,
      affected: { amount: 23.4, low: 6, high: 45 },
      counted: [
        {
          metric: "signup",
          name: "Sign-ups",
          kind: "conversion",
          affected: 8.4,
          low: 0,
          high: 21,
          worth: { amount: 4000, currency: "EUR" },
        },
      ],
      not_counted: [],
    },
    in_marketing_words: "The banner was taken back.\nEverybody sees the page without it.",
    in_it_words: "Merged e-value 135 crossed 100.",
    next: ["Fix the checkout.", "Make a new launch."],
  };
}
