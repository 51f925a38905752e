import { expect, it } from "vitest";
import { ratio_evidence, ratio_sentence, share_words } from "./sample_ratio";

const arms = (observed: number | null) => [
  { arm: "control", expected: 0.5, observed },
  { arm: "treatment", expected: 0.5, observed: observed === null ? null : 1 - observed },
];

it("says what each arm should get and gets", () => {
  expect(share_words({ arm: "control", expected: 0.3333, observed: 0.32 })).toBe(
    "should get 33.3 %, gets 32.0 %",
  );
  expect(share_words({ arm: "control", expected: 0.5, observed: null })).toContain("nobody");
});

it("says what an alarm means, and that clearing amber does not end it", () => {
  const alarm = { state: "alarm", log_bayes_factor: 5, arms: arms(0.3) } as const;
  const fine = { state: "fine", log_bayes_factor: -1, arms: arms(0.49) } as const;
  expect(ratio_sentence({ ...fine, arms: arms(null) }, false)).toContain("Once visitors come");
  expect(ratio_sentence(fine, false)).toContain("gets the visitors it should");
  expect(ratio_sentence(alarm, false)).toContain("not to be trusted");
  expect(ratio_sentence(alarm, false)).not.toContain("cleared");
  expect(ratio_sentence(alarm, true)).toContain("cleared amber");
  expect(ratio_evidence(alarm)).toContain("148 to 1");
  expect(ratio_evidence(fine)).toContain("none");
});
