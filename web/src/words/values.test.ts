import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decimals_for,
  difference_tick,
  difference_writer,
  figure,
  type Measure,
  plain_value,
} from "./values";

const CONVERSION: Measure = { kind: "conversion", worth: { amount: 4000, currency: "EUR" } };
const EUROS: Measure = { kind: "mean", worth: { amount: 100, currency: "EUR" } };
const YEN: Measure = { kind: "mean", worth: { amount: 1, currency: "JPY" } };
/** A page view that is worth 3 cents is not itself money. */
const VIEWS: Measure = { kind: "mean", worth: { amount: 3, currency: "EUR" } };
const UNPRICED: Measure = { kind: "mean", worth: null };

describe("a figure of one arm", () => {
  it("is a share of a conversion", () => expect(figure(0.0321, CONVERSION)).toBe("3.21 %"));
  it("is money only where the worth says so", () => {
    expect(figure(12.3, EUROS)).toBe("€12.30");
    expect(figure(1234, YEN)).toBe("JP¥1,234");
    expect(figure(12.3, VIEWS)).toBe("12.30");
    expect(figure(12.3, UNPRICED)).toBe("12.30");
    expect(figure(0.0123, UNPRICED)).toBe("0.012");
  });
  it("is a dash while there is none", () => {
    expect(figure(null, EUROS)).toBe("–");
    expect(figure(undefined, CONVERSION)).toBe("–");
  });
  it("writes caps and sums as people do", () => {
    expect(plain_value(500, EUROS)).toBe("€500");
    expect(plain_value(12.5, EUROS)).toBe("€12.50");
    expect(plain_value(-1234.4, UNPRICED)).toBe("−1,234");
  });
});

describe("a difference", () => {
  it("of a conversion is in points", () => {
    const { size, signed, unit } = difference_writer(CONVERSION, 0.022);
    expect(`${size(0.012)} to ${size(0.034)}${unit}`).toBe("1.2 to 3.4 points");
    expect(signed(-0.004)).toBe("−0.4");
    expect(signed(0)).toBe("0.0");
  });
  it("of a mean is in its unit, never in fewer decimals than money has", () => {
    const { signed, unit } = difference_writer(EUROS, 40);
    expect(`${signed(3.1)}${unit}`).toBe("+€3.10 per visitor");
    expect(difference_writer(EUROS, 0.02).signed(-0.0123)).toBe("−\u2060€0.012");
    expect(difference_writer(UNPRICED, 40).size(-31.4)).toBe("31");
  });
  it("has the decimals that tell its bounds apart", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-4, max: 1e6, noNaN: true }), (spread) => {
        const decimals = decimals_for(spread);
        return (0).toFixed(decimals) !== spread.toFixed(decimals);
      }),
    );
    expect(decimals_for(0)).toBe(2);
    expect(decimals_for(Number.POSITIVE_INFINITY)).toBe(2);
  });
  it("has ticks as fine as their step", () => {
    expect(difference_tick(0.02, 0.01, CONVERSION)).toBe("+2");
    expect(difference_tick(-0.005, 0.005, CONVERSION)).toBe("−0.5");
    expect(difference_tick(0, 0.01, CONVERSION)).toBe("0");
    expect(difference_tick(10, 5, EUROS)).toBe("+€10");
    expect(difference_tick(0.5, 0.5, EUROS)).toBe("+€0.50");
  });
});
