import { describe, expect, it } from "vitest";
import { amber_sentences, watch_sentences } from "./crossings";

type Judged = Parameters<typeof watch_sentences>[0];
type Crossing = Judged["rollback"]["crossings"][number];

const crossing = (changes: Partial<Crossing>): Crossing => ({
  state: "amber",
  cause: "harm",
  sequence: 1200,
  at: "2026-03-01T14:01:00.000000Z",
  log_e: Math.log(12),
  ...changes,
});
const red = crossing({ state: "red", sequence: 1234, at: "2026-03-01T14:03:22.000000Z" });

const judged = (crossings: Crossing[], changes: Partial<Judged> = {}): Judged => ({
  state: "live",
  mode: "watch",
  as_of: { at: "2026-03-01T15:00:00.000000Z" },
  rollback: { state: "red", amber_log_e: Math.log(10), crossings },
  sample_ratio: { state: "fine" },
  ...changes,
});

describe("watch mode", () => {
  it("says what it would have done, when, and that nothing was", () => {
    expect(watch_sentences(judged([crossing({}), red]))).toEqual([
      "Spotter would have turned this amber at 14:01:00 UTC (event 1,200): " +
        "evidence of harm at 12 to 1.",
      "Spotter would have rolled this back at 14:03:22 UTC (event 1,234).",
      "Nothing was changed.",
    ]);
  });
  it("names the day where it is another", () => {
    const later = judged([red], { as_of: { at: "2026-03-02T01:00:00.000000Z" } });
    expect(watch_sentences(later)[0]).toContain("on 1 Mar 2026 at 14:03:22 UTC");
  });
  it("says nothing twice", () => {
    const twice = judged([crossing({}), crossing({ sequence: 1300 }), red]);
    expect(watch_sentences(twice)).toHaveLength(3);
  });
  it("has done nothing so far, or at all, or is not started", () => {
    expect(watch_sentences(judged([]))[0]).toContain("nothing so far");
    expect(watch_sentences(judged([], { state: "stopped" }))[0]).toContain("done nothing: no line");
    expect(watch_sentences(judged([], { state: "draft" }))[0]).toContain("Once started");
  });
});

describe("amber", () => {
  const ratio = crossing({ cause: "sample_ratio", log_e: 5 });
  const rollback = (state: "green" | "amber", ...crossings: Crossing[]) => ({
    state,
    amber_log_e: Math.log(10),
    crossings,
  });
  const amber = (changes: Partial<Judged>) =>
    amber_sentences(judged([], { state: "amber", mode: "armed", ...changes }));

  it("names its cause, or both", () => {
    const harm_only = amber({ rollback: rollback("amber", crossing({})) });
    expect(harm_only).toHaveLength(1);
    expect(harm_only[0]).toContain("reached 12 to 1 at 14:01:00 UTC (event 1,200)");
    const alarm = { state: "alarm" } as const;
    const ratio_only = amber({ rollback: rollback("green", ratio), sample_ratio: alarm });
    expect(ratio_only).toHaveLength(1);
    expect(ratio_only[0]).toContain("the visitors they should");
    const both = { rollback: rollback("amber", crossing({}), ratio), sample_ratio: alarm };
    expect(amber(both)).toHaveLength(2);
  });
  it("says the last time, not the one that was cleared", () => {
    const again = rollback("amber", crossing({}), crossing({ sequence: 2000 }));
    expect(amber({ rollback: again })[0]).toContain("event 2,000");
  });
  it("is silent where a launch is not amber", () => {
    expect(amber({ state: "live", rollback: rollback("green", crossing({})) })).toEqual([]);
    expect(amber({ state: "stopped", rollback: rollback("amber", crossing({})) })).toEqual([]);
    const paused = { state: "paused", sample_ratio: { state: "alarm" } } as const;
    expect(amber({ ...paused, rollback: rollback("green", ratio) })).toEqual([]);
  });
});
