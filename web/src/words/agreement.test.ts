import { describe, expect, it } from "vitest";
import {
  actor_words,
  changes_since,
  conditions_words,
  coverage_words,
  deed_words,
  margin_words,
  my_step,
  other_side,
  person_words,
  reason_words,
  stage_marks,
} from "./agreement";
import type { WaitsFor } from "./tracker";

const NOTHING_MAY = {
  ask: false,
  verdict: false,
  brief: false,
  accept: false,
  appeal: false,
  meet: false,
  sign: false,
  name_spotter: false,
  start: false,
  pause: false,
  sign_receipt: false,
  learn: false,
  sign_outcome: false,
};

type Facts = Parameters<typeof my_step>[0];

function facts(waits_for: WaitsFor, may: Partial<Facts["may"]> = {}, more: Partial<Facts> = {}) {
  return {
    waits_for,
    mine: true,
    spotter: null,
    conditions: [],
    may: { ...NOTHING_MAY, ...may },
    ...more,
  } satisfies Facts;
}

describe("the one action on top", () => {
  it("is a verdict for the side that is asked, and nothing for the side that asks", () => {
    expect(my_step(facts("verdict", { verdict: true }), "draft")).toBe("verdict");
    expect(my_step(facts("verdict", { ask: true }, { mine: false }), "draft")).toBeNull();
  });

  it("is to accept an alternative, or to appeal against a refusal, for whoever asked", () => {
    expect(my_step(facts("acceptance", { accept: true }), "draft")).toBe("accept");
    expect(my_step(facts("acceptance", { verdict: true }, { mine: false }), "draft")).toBeNull();
    expect(my_step(facts("appeal", { appeal: true }), "draft")).toBe("appeal");
    expect(my_step(facts("appeal", { verdict: true }, { mine: false }), "draft")).toBeNull();
  });

  it("is to say that a condition is met, or to add the guardrail that it asks for", () => {
    expect(my_step(facts("conditions", { meet: true }), "draft")).toBe("meet");
    const conditions = [{ guardrail: { metric: "revenue" }, met: false }];
    expect(my_step(facts("conditions", {}, { conditions }), "draft")).toBe("guardrail");
    expect(my_step(facts("conditions", {}, { conditions, mine: false }), "draft")).toBeNull();
    expect(my_step(facts("conditions", {}, { conditions }), null)).toBeNull();
  });

  it("is to sign, to start, to resume", () => {
    expect(my_step(facts("signatures", { sign: true }), "draft")).toBe("sign");
    expect(my_step(facts("signatures"), "draft")).toBeNull();
    expect(my_step(facts("start", { start: true }), "draft")).toBe("start");
    expect(my_step(facts("start"), "paused")).toBe("resume");
    expect(my_step(facts("start"), "draft")).toBeNull();
  });

  it("is to pause for the spotter of a live launch only", () => {
    const spotter = { key: "jonas" };
    expect(my_step(facts("evidence", { pause: true }, { spotter }), "live")).toBe("pause");
    expect(
      my_step(facts("evidence", { pause: true }, { spotter, mine: false }), "live"),
    ).toBeNull();
    expect(my_step(facts("clearing", { pause: true }, { spotter }), "amber")).toBe("clear");
  });

  it("is to name a spotter where nobody can sign for lack of one", () => {
    expect(my_step(facts("receipt_signature", { name_spotter: true }), "rolled_back")).toBe(
      "name_spotter",
    );
    const spotter = { key: "jonas" };
    const named = facts("receipt_signature", { name_spotter: true }, { spotter });
    expect(my_step(named, "rolled_back")).toBeNull();
    const own = facts("outcome_signature", { sign_outcome: true }, { spotter });
    expect(my_step(own, "stopped")).toBe("sign_outcome");
  });

  it("is nothing once all is done, and a definition for who has only an idea", () => {
    expect(my_step(facts("nothing"), "stopped")).toBeNull();
    expect(my_step(facts("definition"), null)).toBe("define");
    expect(my_step(facts("learning", { learn: true }), "stopped")).toBe("learn");
  });
});

it("marks the stages behind, here and ahead", () => {
  const marks = (...of: Parameters<typeof stage_marks>) =>
    stage_marks(...of).map(({ mark }) => mark);
  expect(marks("idea", "definition")).toEqual(["here", ...Array(5).fill("ahead")]);
  expect(marks("agreement", "start").slice(2)).toEqual(["done", "here", "ahead", "ahead"]);
  expect(marks("outcome", "learning").at(-1)).toBe("here");
  expect(marks("outcome", "nothing")).toEqual(Array(6).fill("done"));
});

it("names people with their side, and the other side", () => {
  expect(person_words({ name: "Jonas Weber", side: "it" })).toBe("Jonas Weber, IT");
  expect(person_words({ name: "Owner", side: null })).toBe("Owner");
  expect(other_side("it")).toBe("marketing");
});

it("says how many conditions are met", () => {
  expect(conditions_words([{ met: false }])).toBe("The condition is open");
  expect(conditions_words([{ met: true }])).toBe("The condition is met");
  expect(conditions_words([{ met: true }, { met: false }])).toBe("1 of 2 conditions met");
});

it("says what a signature accepts", () => {
  const errors = { kind: "conversion", better: "down" } as const;
  const revenue = { kind: "mean", better: "up" } as const;
  expect(margin_words(errors, 0.05)).toBe("up to 5 % more is accepted");
  expect(margin_words(revenue, 0.025)).toBe("up to 2.5 % less is accepted");
  expect(margin_words({ ...errors, better: "up" }, 0)).toBe(
    "not fewer than in control is accepted",
  );
  const arms = [
    { key: "control", weight: 0.5 },
    { key: "treatment", weight: 0.5 },
  ];
  expect(coverage_words(1, arms)).toBe("All visitors: 50 % control, 50 % treatment");
  expect(coverage_words(0.2, arms)).toMatch(/^20 % of visitors: /);
});

describe("the story", () => {
  const members = [{ key: "maria", name: "Maria Lopez" }];

  it("names who did it", () => {
    expect(actor_words("maria", members)).toBe("Maria Lopez");
    expect(actor_words("judge", members)).toBe("Spotter");
    expect(actor_words("admin key", members)).toBe("Somebody with the admin key");
    expect(actor_words("gone", members)).toBe("gone");
  });

  it("says short words in full and leaves sentences alone", () => {
    expect(deed_words("created")).toBe("wrote down what the launch is");
    expect(deed_words("signed for IT, with the admin key")).toBe(
      "signed for IT, with the admin key",
    );
    expect(reason_words({ what: "changed", why: "coverage: 1 -> 0.5" })).toBe("coverage: 1 → 0.5");
    expect(reason_words({ what: "paused", why: " " })).toBeNull();
  });

  it("finds what voided a signature", () => {
    const entry = (at: string, what: string) => ({
      sequence: 1,
      actor: "maria",
      why: "",
      at,
      what,
    });
    const entries = [
      entry("2026-03-01T09:00:00.000000Z", "changed"),
      entry("2026-03-02T09:00:00.000000Z", "signed for IT"),
      entry("2026-03-02T09:00:00.000001Z", "named the spotter"),
      entry("2026-03-03T09:00:00.000000Z", "changed"),
      entry("2026-03-03T09:00:01.000000Z", "said yes, if"),
      entry("2026-03-03T09:00:02.000000Z", "said yes"),
    ];
    expect(changes_since("2026-03-02T09:00:00.000000Z", entries).map(({ what }) => what)).toEqual([
      "changed",
      "said yes, if",
    ]);
  });
});
