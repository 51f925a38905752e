import { describe, expect, it } from "vitest";
import {
  clock,
  day_and_clock,
  duration,
  instant_ms,
  tick_words,
  wait_words,
  window_words,
} from "./times";

const AT = "2026-03-01T09:05:07.123456Z";

describe("instants", () => {
  it("keeps the microseconds", () => {
    expect(instant_ms("2026-03-01T09:05:07.000456Z") % 1000).toBeCloseTo(0.456, 3);
    expect(instant_ms("2026-03-01T09:05:07Z") % 1000).toBe(0);
  });
  it("shows UTC whatever the browser's zone", () => {
    expect(clock(AT)).toBe("09:05:07");
    expect(clock(AT, 3)).toBe("09:05:07.123");
    expect(day_and_clock(AT)).toBe("1 Mar 2026, 09:05:07 UTC");
  });
  it("shows what it cannot read as it is", () => expect(clock("soon")).toBe("soon"));
});

describe("durations", () => {
  const lasting = (ms: number) => {
    const whole = new Date(Date.parse("2026-03-01T09:05:07Z") + Math.floor(ms)).toISOString();
    const micros = String(Math.round((ms % 1) * 1000)).padStart(3, "0");
    return duration("2026-03-01T09:05:07.000000Z", whole.replace("Z", `${micros}Z`));
  };
  it("fits its unit to its size", () => {
    expect(lasting(0.412)).toBe("0.4 ms");
    expect(lasting(12.6)).toBe("13 ms");
    expect(lasting(1240)).toBe("1.24 s");
    expect(lasting(125_000)).toBe("2 min 5 s");
  });
  it("does not invent one", () => expect(duration("x", AT)).toBe("unknown"));
});

describe("windows and ticks", () => {
  it("writes windows out", () => {
    expect(window_words("7d")).toBe("7 days");
    expect(window_words("1d")).toBe("1 day");
    expect(window_words("30m")).toBe("30 minutes");
    expect(window_words("for ever")).toBe("for ever");
  });
  it("shows seconds, minutes or days", () => {
    const ms = Date.parse(AT);
    expect(tick_words(ms, 60_000)).toBe("09:05:07");
    expect(tick_words(ms, 7_200_000)).toBe("09:05");
    expect(tick_words(ms, 9 * 86_400_000)).toBe("1 Mar");
  });
});

it("says a wait in seconds and minutes", () => {
  expect(wait_words(1)).toBe("1 s");
  expect(wait_words(60)).toBe("1 min");
  expect(wait_words(90)).toBe("1 min 30 s");
});
