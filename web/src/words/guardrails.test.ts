import { expect, it } from "vitest";
import { conversion_words, guardrail_sentence } from "./guardrails";

it("says what was counted and which way harm lies", () => {
  const failing = { control: 0, treatment: 11 };
  expect(guardrail_sentence({ better: "down", arm: "treatment", failing })).toBe(
    "11 visitors in treatment, 0 in control; more in treatment would be harm.",
  );
  expect(
    guardrail_sentence({ better: "up", arm: "banner", failing: { control: 9, treatment: 1 } }),
  ).toBe("1 visitor in banner, 9 in control; fewer in banner would be harm.");
});

it("says how many of how many", () => expect(conversion_words(41, 1280)).toBe("41 of 1,280"));
