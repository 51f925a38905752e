import { describe, expect, it } from "vitest";
import {
  age_words,
  holder_words,
  key_from_title,
  next_step,
  signed_words,
  since_words,
} from "./tracker";

// A Thursday.
const NOW_MS = Date.parse("2026-11-19T15:00:00Z");

describe("since when somebody holds a launch", () => {
  it("is a time today, a day this week, and a date before", () => {
    expect(since_words("2026-11-19T14:03:22.123456Z", NOW_MS)).toBe("since 14:03 UTC");
    expect(since_words("2026-11-19T00:00:00Z", NOW_MS)).toBe("since 00:00 UTC");
    expect(since_words("2026-11-18T23:59:59Z", NOW_MS)).toBe("since yesterday");
    expect(since_words("2026-11-17T08:00:00Z", NOW_MS)).toBe("since Tuesday");
    expect(since_words("2026-11-13T08:00:00Z", NOW_MS)).toBe("since Friday");
    expect(since_words("2026-11-12T23:00:00Z", NOW_MS)).toBe("since 12 Nov 2026");
  });

  it("never names a day that is still to come, even if a clock is ahead", () => {
    expect(since_words("2026-11-20T08:00:00Z", NOW_MS)).toBe("since 08:00 UTC");
  });

  it("shows what it cannot read", () => {
    expect(since_words("once", NOW_MS)).toBe("since once");
  });

  it("is also a length, rounded down", () => {
    expect(age_words("2026-11-19T15:00:30Z", NOW_MS)).toBe("0 min");
    expect(age_words("2026-11-19T14:00:01Z", NOW_MS)).toBe("59 min");
    expect(age_words("2026-11-18T15:00:01Z", NOW_MS)).toBe("23 h");
    expect(age_words("2026-11-18T15:00:00Z", NOW_MS)).toBe("1 day");
    expect(age_words("2026-11-05T15:00:01Z", NOW_MS)).toBe("13 days");
    expect(age_words("2026-10-19T15:00:00Z", NOW_MS)).toBe("4 weeks");
  });
});

describe("who holds it", () => {
  it("is a side, a person, both, or nobody", () => {
    expect(holder_words({ kind: "side", side: "it" })).toBe("IT");
    expect(holder_words({ kind: "side", side: "marketing" })).toBe("Marketing");
    expect(holder_words({ kind: "member", side: "it", name: "Jonas Weber" })).toBe("Jonas Weber");
    expect(holder_words({ kind: "both" })).toBe("Both sides");
    expect(holder_words({ kind: "nobody" })).toBeNull();
  });
});

it("says who has signed, both sides alike", () => {
  expect(signed_words([])).toBe("Nobody has signed yet");
  expect(signed_words(["it"])).toBe("IT has signed, marketing has not");
  expect(signed_words(["marketing"])).toBe("Marketing has signed, IT has not");
  expect(signed_words(["it", "marketing"])).toBe("Marketing and IT have signed");
});

it("makes a key from a title that may stand in an address", () => {
  expect(key_from_title("Spring banner, 2nd try!")).toBe("spring-banner-2nd-try");
  expect(key_from_title("  Größere Knöpfe – Café ")).toBe("groessere-knoepfe-cafe");
  expect(key_from_title("!!!")).toBe("");
  expect(key_from_title("a ".repeat(50))).toMatch(/^(a-){29}a$/);
});

it("says the next step as a button does", () => {
  expect(next_step({ waits_for: "verdict" })).toBe("Give a verdict");
  expect(next_step({ waits_for: "acceptance" })).toBe("Answer the alternative");
  expect(next_step({ waits_for: "signatures" })).toBe("Sign");
});
