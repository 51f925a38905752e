import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collecting_until, value_domain } from "./goal_scale";

const LIMITS = { smallest: 0.01, largest: Number.POSITIVE_INFINITY };

const at = (difference: number, low: number | null = null, high: number | null = null) => ({
  difference,
  low,
  high,
});

describe("the axis of a difference", () => {
  it("shows zero and the last interval", () => {
    const [low, high] = value_domain([at(0.02, 0.01, 0.03)], LIMITS);
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0.03);
    expect(high).toBeLessThan(0.04);
  });
  it("cuts off early intervals that would press it flat", () => {
    const [low, high] = value_domain([at(0, -5, 5), at(0, -2, 2), at(0, -1, 1)], LIMITS);
    expect(high).toBeGreaterThan(2);
    expect(high).toBeLessThan(3);
    expect(low).toBe(-high);
  });
  it("shows the differences while there is no interval, and never nothing", () => {
    expect(value_domain([at(0.2), at(-0.1)], LIMITS)).toEqual([-0.25, 0.25]);
    expect(value_domain([at(0)], LIMITS)).toEqual([-0.01, 0.01]);
    expect(value_domain([], { smallest: 1, largest: 9 })).toEqual([-1, 1]);
  });
  it("shows nothing that cannot be", () => {
    const share = { smallest: 0.01, largest: 1 };
    expect(value_domain([at(0.9)], share)).toEqual([-1, 1]);
    expect(value_domain([at(0.4, -1.3, 1.4)], share)).toEqual([-1, 1]);
  });
  it("always has a height and holds zero", () => {
    const bound = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(bound, bound, fc.boolean())), (rows) => {
        const points = rows.map(([a, b, known]) =>
          at(a, known ? Math.min(a, b) : null, known ? Math.max(a, b) : null),
        );
        const [low, high] = value_domain(points, LIMITS);
        return low < high && low <= 0 && high >= 0 && Number.isFinite(high - low);
      }),
    );
  });
});

it("collects until the first interval", () => {
  expect(collecting_until([at(1), at(1), at(1, 0, 2), at(1)])).toBe(2);
  expect(collecting_until([at(1)])).toBe(1);
  expect(collecting_until([])).toBe(0);
});
