import { expect, it } from "vitest";
import { type Brief, brief_lines, brief_of, draft_of, minor_units } from "./brief";

const WHOLE: Brief = {
  kind: "rollout",
  purpose: "sell more in spring",
  who_benefits: "visitors",
  outcome: "five in a hundred more sign up",
  data: [
    { what: "e-mail address", data_class: "personal" },
    { what: "name", data_class: "personal" },
  ],
  tools: [
    { name: "Shop", new_vendor: false },
    { name: "Chatty", new_vendor: true },
  ],
  regions: ["DE", "AT"],
  page_types: ["checkout"],
  cost: { amount: 120050, currency: "EUR" },
  starts_on: "2027-03-01",
  ends_on: null,
  kill_on: "2027-04-01",
};

it("is the same brief after it went through the form", () => {
  expect(brief_of(draft_of(WHOLE))).toEqual(WHOLE);
  const none: Brief = { ...WHOLE, data: [{ what: "", data_class: "none" }], cost: null };
  expect(brief_of(draft_of(none))).toEqual(none);
});

it("keeps nothing of a first one that nobody filled in", () => {
  const { kind, ...rest } = brief_of(draft_of(null));
  expect(kind).toBe("experiment");
  const kept = Object.values(rest).filter((one) => !(one === null || one.toString() === ""));
  expect(kept).toEqual([]);
});

it("reads money as whole minor units of its currency", () => {
  expect(minor_units("1200", "EUR")).toBe(120_000);
  expect(minor_units("1200,5", "EUR")).toBe(120_050);
  expect(minor_units("1200", "JPY")).toBe(1200);
  expect(minor_units("1.234", "KWD")).toBe(1234);
  for (const odd of ["", "-1", "1.005", "a", "1e9"]) expect(minor_units(odd, "EUR")).toBeNull();
});

it("reads as lines that leave out what is not said", () => {
  const lines = brief_lines({ ...WHOLE, regions: [] });
  expect(lines.map(({ name }) => name)).not.toContain("Regions");
  expect(lines.find(({ name }) => name === "Tools")?.text).toBe("Shop, Chatty (new vendor)");
  expect(lines.find(({ name }) => name === "Cost")?.text).toBe("€1,200.50");
});
