import { describe, expect, it } from "vitest";
import { clamp_log_e, decade_ticks, LOG_E_FLOOR, log_e_top, way_to_red } from "./evidence_scale";
import { time_ticks } from "./time_ticks";

const RED = Math.log(100);

describe("the axis of evidence", () => {
  it("ends a whole decade above the roll-back line and grows with the data", () => {
    expect(log_e_top(RED, 0)).toBeCloseTo(Math.log(1000));
    expect(log_e_top(Math.log(1000), 0)).toBeCloseTo(Math.log(10_000));
    expect(log_e_top(RED, Math.log(5_000))).toBeCloseTo(Math.log(10_000));
    expect(log_e_top(RED, 400)).toBeCloseTo(Math.log(1_000_000));
  });
  it("has a tick per decade from one", () => {
    expect(decade_ticks(Math.log(1000)).map((tick) => tick.odds)).toEqual([1, 10, 100, 1000]);
  });
  it("keeps every value drawable", () => {
    expect(clamp_log_e(-50, 5)).toBe(LOG_E_FLOOR);
    expect(clamp_log_e(Number.NEGATIVE_INFINITY, 5)).toBe(LOG_E_FLOOR);
    expect(clamp_log_e(Number.NaN, 5)).toBe(LOG_E_FLOOR);
    expect(clamp_log_e(9, 5)).toBe(5);
  });
  it("measures the way from none to the line", () => {
    expect(way_to_red(-1, RED)).toBe(0);
    expect(way_to_red(RED / 2, RED)).toBe(0.5);
    expect(way_to_red(99, RED)).toBe(1);
    expect(way_to_red(1, 0)).toBe(0);
  });
});

describe("the axis of time", () => {
  it("has round moments only, and not too many", () => {
    expect(time_ticks(500, 10_500, 5)).toEqual([2_000, 4_000, 6_000, 8_000, 10_000]);
    for (const span of [10_000, 95_000, 3_600_000, 86_400_000 * 40, 86_400_000 * 4000]) {
      const ticks = time_ticks(1e12 + 123, 1e12 + 123 + span, 4);
      expect(ticks.length).toBeLessThanOrEqual(4);
      expect(ticks.length).toBeGreaterThanOrEqual(1);
    }
  });
});
