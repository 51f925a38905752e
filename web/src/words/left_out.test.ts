import { expect, it } from "vitest";
import { left_out_lines } from "./left_out";

const NOTHING = { multiple_exposure: 0, waiting: 0, late: 0, outside_window: 0, unusable: 0 };

it("names only what there is any of, each with its reason", () => {
  expect(left_out_lines(NOTHING)).toEqual([]);
  const lines = left_out_lines({ ...NOTHING, late: 1, waiting: 1200 });
  expect(lines.map((line) => line.what)).toEqual(["1,200 events wait", "1 late event"]);
  expect(lines.every((line) => line.why.endsWith("."))).toBe(true);
});
