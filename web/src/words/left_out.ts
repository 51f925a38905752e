/** What came in and does not count, each with the reason. */
import { count } from "./numbers";

interface LeftOutCounts {
  multiple_exposure: number;
  waiting: number;
  late: number;
  outside_window: number;
  unusable: number;
}

export interface LeftOutLine {
  key: keyof LeftOutCounts;
  /** "12 events wait". */
  what: string;
  why: string;
}

type Line = { one: string; many: string; why: string };

const LINES: Record<keyof LeftOutCounts, Line> = {
  waiting: {
    one: "event waits",
    many: "events wait",
    why:
      "Not seen in this launch yet: counted if the exposure comes within 10 minutes. " +
      "Visitors of other launches are among them.",
  },
  multiple_exposure: {
    one: "visitor excluded",
    many: "visitors excluded",
    why: "Multiple exposure: saw another arm than their own, so counted in neither.",
  },
  late: {
    one: "late event",
    many: "late events",
    why: "No exposure within 10 minutes: never counted. Visitors of other launches are among them.",
  },
  outside_window: {
    one: "event outside the window",
    many: "events outside the window",
    why: "Before the visitor saw the launch, or after the metric’s window: not counted.",
  },
  unusable: {
    one: "event without a number",
    many: "events without a number",
    why: "A mean adds up numbers, and there was none: not counted.",
  },
};

/** Only what there is any of; nothing means that everything counted. */
export function left_out_lines(counts: LeftOutCounts): LeftOutLine[] {
  return (Object.keys(LINES) as (keyof LeftOutCounts)[])
    .filter((key) => counts[key] > 0)
    .map((key) => {
      const { one, many, why } = LINES[key];
      return { key, what: `${count(counts[key])} ${counts[key] === 1 ? one : many}`, why };
    });
}
