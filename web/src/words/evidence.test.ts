import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  distance_sentence,
  evidence_sentence,
  line_names,
  lines_sentence,
  odds,
  odds_against_chance,
} from "./evidence";

const LINES = { amber_log_e: Math.log(10), red_log_e: Math.log(100) };

describe("odds", () => {
  it("speaks of how many to one", () => {
    expect(odds(Math.log(1.84))).toBe("1.8 to 1");
    expect(odds(Math.log(9.96))).toBe("10 to 1");
    expect(odds(Math.log(29))).toBe("29 to 1");
    expect(odds(Math.log(12345))).toBe("12,345 to 1");
  });
  it("caps what nobody can imagine, infinity included", () => {
    expect(odds(Math.log(1_000_001))).toBe("over 1,000,000 to 1");
    expect(odds(800)).toBe("over 1,000,000 to 1");
    expect(odds(Number.POSITIVE_INFINITY)).toBe("over 1,000,000 to 1");
  });
  it("calls even odds no evidence", () => {
    expect(odds(0)).toBe("no evidence");
    expect(odds(-30)).toBe("no evidence");
    expect(odds_against_chance(-1)).toBe("no evidence of harm");
    expect(odds_against_chance(Math.log(29))).toBe("29 to 1 against chance");
  });
});

describe("what evidence means", () => {
  it("names the share of harmless launches that would get there", () => {
    expect(evidence_sentence(Math.log(29))).toContain("At most 3.5 % of harmless launches");
    expect(evidence_sentence(Math.log(100))).toContain("At most 1 % of");
    expect(evidence_sentence(Math.log(1.001))).toContain("Barely anything");
    expect(evidence_sentence(800)).toContain("At most 0.0001 % of");
    expect(evidence_sentence(0)).toContain("chance would not explain");
  });
  it("never promises less than 1/E", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 60, noNaN: true }), (log_e) => {
        const said = /At most ([\d.]+) %/.exec(evidence_sentence(log_e))?.[1];
        return said === undefined || Number(said) >= 100 * Math.exp(-log_e) * (1 - 1e-6);
      }),
    );
  });
});

describe("the two lines", () => {
  it("says which comes next", () => {
    expect(distance_sentence(1, LINES, "armed")).toBe(
      "Amber at 10 to 1, rolls back by itself at 100 to 1.",
    );
    expect(distance_sentence(3, LINES, "armed")).toBe(
      "Past the amber line; rolls back by itself at 100 to 1.",
    );
    expect(distance_sentence(5, LINES, "armed")).toBe("Past the roll-back line at 100 to 1.");
  });
  it("promises to do nothing in watch mode", () => {
    expect(distance_sentence(1, LINES, "watch")).toContain("would roll back at 100 to 1");
    expect(distance_sentence(3, LINES, "watch")).toContain("would roll back at 100 to 1");
    expect(distance_sentence(5, LINES, "watch")).toContain("nothing is done");
    expect(line_names(LINES, "watch").red).toBe("Would roll back at 100 to 1");
    expect(line_names(LINES, "armed").red).toBe("Rolls back at 100 to 1");
  });
  it("promises nothing once the launch is over", () => {
    expect(lines_sentence(LINES)).toBe(
      "The lines were 10 to 1 for amber and 100 to 1 to roll back.",
    );
  });
});
