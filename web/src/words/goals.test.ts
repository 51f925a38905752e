import { describe, expect, it } from "vitest";
import { cap_sentence, goal_explanations, goal_sentence, lift_sentence, verdict } from "./goals";
import type { Measure } from "./values";

const SHARE: Measure = { kind: "conversion", worth: null };
const EUROS: Measure = { kind: "mean", worth: { amount: 100, currency: "EUR" } };

const goal = {
  name: "Sign-ups",
  better: "up" as "up" | "down",
  arm: "treatment",
  state: "separated" as "collecting" | "open" | "separated" | "hidden",
  difference: 0.023 as number | null,
  low: 0.012 as number | null,
  high: 0.034 as number | null,
  lift: 0.4 as number | null,
  lift_low: 0.19 as number | null,
  lift_high: 0.66 as number | null,
  log_e: 5 as number | null,
  p_value: 0.0067 as number | null,
  unbalanced: false,
  cap: null as number | null,
  capped_share: null as number | null,
  confidence: 0.95,
};

describe("what is known about a goal", () => {
  it("rose, fell, or is not separated", () => {
    expect(goal_sentence(goal, SHARE)).toBe("Sign-ups rose by 1.2 to 3.4 points.");
    expect(goal_sentence({ ...goal, low: -0.034, high: -0.012 }, SHARE)).toBe(
      "Sign-ups fell by 1.2 to 3.4 points.",
    );
    expect(goal_sentence({ ...goal, state: "open", low: -0.004 }, SHARE)).toBe(
      "Not separated yet: the true difference may lie anywhere from −0.4 to +3.4 points, " +
        "none at all included.",
    );
    expect(goal_sentence({ ...goal, name: "Revenue", low: 0.31, high: 1.2 }, EUROS)).toBe(
      "Revenue rose by €0.31 to €1.20 per visitor.",
    );
  });
  it("says that it collects, and until when", () => {
    const early = { ...goal, state: "collecting" as const, low: null, high: null };
    expect(goal_sentence(early, SHARE)).toContain("too few visitors");
    expect(goal_sentence(early, SHARE)).toContain("about 60 visitors");
    expect(goal_sentence(early, EUROS)).toContain("once their values differ");
  });
  it("shows nothing while the sample ratio alarm stands", () => {
    const hidden = { ...goal, state: "hidden" as const, difference: null, low: null, high: null };
    expect(goal_sentence(hidden, SHARE)).toContain("Not shown while the sample ratio alarm");
    expect(lift_sentence({ ...hidden, lift: null })).toBeNull();
  });
  it("is good or bad by what the metric wants", () => {
    expect(verdict(goal)).toBe("better");
    expect(verdict({ ...goal, better: "down" })).toBe("worse");
    expect(verdict({ ...goal, low: -0.3, high: -0.1 })).toBe("worse");
    expect(verdict({ ...goal, low: -0.3, high: -0.1, better: "down" })).toBe("better");
    expect(verdict({ ...goal, state: "open" })).toBe("open");
  });
});

describe("the same in percent", () => {
  it("has its own interval", () =>
    expect(lift_sentence(goal)).toBe("In percent of control: +40 %, from +19 % to +66 %."));
  it("says why there is none", () => {
    expect(lift_sentence({ ...goal, lift_low: null })).toContain("too small for a percentage");
    expect(lift_sentence({ ...goal, lift: null })).toContain("not above zero");
  });
});

describe("a cap", () => {
  it("says how many it reaches, and when that is too many", () => {
    expect(cap_sentence(goal, EUROS)).toBeNull();
    const capped = { ...goal, cap: 500, capped_share: 0.013 };
    expect(cap_sentence(capped, EUROS)).toContain("€500 at most");
    expect(cap_sentence(capped, EUROS)).toContain("1.30 % of visitors are above it");
    expect(cap_sentence(capped, EUROS)).not.toContain("over 2 %");
    expect(cap_sentence({ ...capped, capped_share: 0.021 }, EUROS)).toContain("over 2 %");
    expect(cap_sentence({ ...capped, capped_share: null }, EUROS)).not.toContain("null");
  });
});

describe("what the numbers say", () => {
  const says = (changes: Partial<typeof goal>) =>
    goal_explanations({ ...goal, ...changes }).map((one) => one.says);
  it("promises exactly what the statistics promise", () => {
    expect(says({})[1]).toContain("In at least 95 of 100 launches");
    expect(says({})[2]).toContain("148 to 1");
    expect(says({})[3]).toBe(
      "0.0067: of launches without a difference, at most 0.67 % ever get this far.",
    );
    expect(says({ p_value: 1e-9 })[3]).toContain("fewer than 1 in 10,000");
    expect(says({ p_value: 1, log_e: -0.2 })[3]).toContain("nothing yet");
  });
  it("leaves out what is hidden", () => expect(says({ log_e: null })).toHaveLength(2));
});
