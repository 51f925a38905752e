import { expect, it } from "vitest";
import {
  conversion_words,
  guardrail_sentence,
  harm_words,
  unbalanced_sentence,
} from "./guardrails";

const EUROS = { amount: 100, currency: "EUR" };
const guardrail = {
  kind: "conversion" as "conversion" | "mean",
  better: "down" as "up" | "down",
  arm: "treatment",
  failing: { control: 0, treatment: 11 },
  means: { control: 12.31, treatment: 11.02 as number | null },
  unbalanced: false,
};

it("says what was counted and which way harm lies", () => {
  expect(guardrail_sentence(guardrail, null)).toBe(
    "11 visitors in treatment, 0 in control; more in treatment would be harm.",
  );
  const rare = { ...guardrail, better: "up" as const, arm: "banner" };
  expect(guardrail_sentence({ ...rare, failing: { control: 9, treatment: 1 } }, null)).toBe(
    "1 visitor in banner, 9 in control; fewer in banner would be harm.",
  );
});

it("compares means where the guardrail is one", () => {
  const mean = { ...guardrail, kind: "mean" as const, better: "up" as const };
  expect(guardrail_sentence(mean, EUROS)).toBe(
    "€11.02 per visitor in treatment, €12.31 in control; less in treatment would be harm.",
  );
  expect(guardrail_sentence({ ...mean, better: "down" }, null)).toContain("more in treatment");
  const empty = { ...mean, means: { control: 1, treatment: null } };
  expect(guardrail_sentence(empty, null)).toMatch(/^– per visitor/);
});

it("says what would be harm, and how much of it is accepted", () => {
  expect(harm_words(guardrail, 0)).toBe("More in treatment would be harm.");
  const mean = { ...guardrail, kind: "mean" as const, better: "up" as const };
  expect(harm_words(mean, 0.05)).toBe(
    "Less in treatment would be harm; up to 5 % worse is accepted.",
  );
});

it("says where a guardrail never decides", () => {
  expect(unbalanced_sentence(guardrail)).toBeNull();
  expect(unbalanced_sentence({ ...guardrail, unbalanced: true })).toContain("never decides");
});

it("says how many of how many", () => expect(conversion_words(41, 1280)).toBe("41 of 1,280"));
