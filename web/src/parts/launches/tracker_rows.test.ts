import { describe, expect, it } from "vitest";
import { test_row } from "./test_rows";
import { filtered, read_search, rows_of_mine, rows_of_stage } from "./tracker_rows";

const keys = (rows: { key: string }[]) => rows.map(({ key }) => key);

const ROWS = [
  test_row({ key: "with-it" }),
  test_row({
    key: "with-marketing",
    holder: { kind: "side", side: "marketing", name: null },
    mine: true,
  }),
  test_row({
    key: "with-both",
    holder: { kind: "both", side: null, name: null },
    title: "Checkout in one page",
  }),
  test_row({
    key: "with-nobody",
    holder: { kind: "nobody", side: null, name: null },
    asked_by: null,
  }),
  test_row({ key: "with-jonas", holder: { kind: "member", side: "it", name: "Jonas Weber" } }),
];

describe("the filter", () => {
  it("by side shows what that side holds, alone or with the other", () => {
    expect(keys(filtered(ROWS, { side: "it" }))).toEqual(["with-it", "with-both", "with-jonas"]);
    expect(keys(filtered(ROWS, { side: "marketing" }))).toEqual(["with-marketing", "with-both"]);
  });

  it("by text looks at title, key and who asked, every word", () => {
    expect(keys(filtered(ROWS, { text: "PAGE checkout" }))).toEqual(["with-both"]);
    expect(keys(filtered(ROWS, { text: "maria nobody" }))).toEqual([]);
    expect(filtered(ROWS, { text: "lopez" })).toHaveLength(4);
  });

  it("leaves mine, and all without a filter", () => {
    expect(keys(filtered(ROWS, { mine: true }))).toEqual(["with-marketing"]);
    expect(filtered(ROWS, {})).toEqual(ROWS);
  });

  it("is read from an address, and nothing else is", () => {
    expect(read_search({ side: "it", mine: true, text: "a" })).toEqual({
      side: "it",
      mine: true,
      text: "a",
    });
    expect(read_search({ side: "sales", mine: "yes", text: "", other: 1 })).toEqual({});
  });
});

describe("a stage", () => {
  it("rings first, then shows the longest wait, then what is done, latest first", () => {
    const rows = [
      test_row({
        key: "done-early",
        holder: { kind: "nobody", side: null, name: null },
        since: "2026-11-01T00:00:00Z",
      }),
      test_row({
        key: "done-late",
        holder: { kind: "nobody", side: null, name: null },
        since: "2026-11-09T00:00:00Z",
      }),
      test_row({ key: "short", since: "2026-11-18T00:00:00Z" }),
      test_row({ key: "long", since: "2026-11-02T00:00:00Z" }),
      test_row({ key: "rings", state: "amber", since: "2026-11-19T00:00:00Z" }),
      test_row({ key: "elsewhere", stage: "live" }),
    ];
    expect(keys(rows_of_stage(rows, "feasibility"))).toEqual([
      "rings",
      "long",
      "short",
      "done-late",
      "done-early",
    ]);
    expect(rows_of_stage(rows, "idea")).toEqual([]);
  });
});

it("mine are those that the server says wait for me", () => {
  expect(keys(rows_of_mine(ROWS))).toEqual(["with-marketing"]);
});
