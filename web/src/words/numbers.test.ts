import { describe, expect, it } from "vitest";
import {
  capitalised,
  count,
  counted,
  estimate,
  money,
  percent,
  range,
  round_percent,
} from "./numbers";

describe("counts", () => {
  it("groups thousands", () => expect(count(1234567)).toBe("1,234,567"));
  it("keeps one decimal of a small estimate only", () => {
    expect(estimate(8.44)).toBe("8.4");
    expect(estimate(84.4)).toBe("84");
    expect(estimate(3)).toBe("3");
    expect(estimate(0)).toBe("0");
  });
  it("knows one from many", () => {
    expect(counted(1, "visitor", "visitors")).toBe("1 visitor");
    expect(counted(0, "visitor", "visitors")).toBe("0 visitors");
  });
  it("capitalises, also nothing", () => {
    expect(capitalised("no evidence")).toBe("No evidence");
    expect(capitalised("")).toBe("");
  });
});

describe("ranges", () => {
  it("says a loss", () => expect(range({ low: 6, high: 11 }, count)).toBe("between 6 and 11"));
  it("calls what lies below zero altogether a gain", () =>
    expect(range({ low: -20, high: -5 }, count)).toBe("between a gain of 5 and of 20"));
  it("calls a negative loss a gain", () =>
    expect(range({ low: -20, high: 29 }, count)).toBe("from a gain of 20 to a loss of 29"));
});

describe("percentages", () => {
  it("shows three digits and does not say 100 % too early", () => {
    expect(percent(0)).toBe("0 %");
    expect(percent(0.0321)).toBe("3.21 %");
    expect(percent(0.5)).toBe("50.0 %");
    expect(percent(0.9993)).toBe("99.9 %");
    expect(percent(1)).toBe("100 %");
  });
  it("drops decimals that say nothing", () => {
    expect(round_percent(0.5)).toBe("50 %");
    expect(round_percent(1 / 3)).toBe("33.3 %");
  });
});

describe("money", () => {
  it("counts the minor units of each currency", () => {
    expect(money(123456, "EUR")).toBe("€1,234.56");
    expect(money(1500, "JPY")).toMatch(/1,500$/);
    expect(money(1500, "KWD")).toMatch(/1\.500$/);
    expect(money(-400, "EUR")).toBe("-€4.00");
  });
  it("does not fall over a currency that is none", () => {
    expect(money(1500, "?")).toBe("1,500 minor units of ?");
  });
});
