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
    why: "Their visitor has not been seen yet. They count if the exposure comes within 10 minutes.",
  },
  multiple_exposure: {
    one: "visitor excluded",
    many: "visitors excluded",
    why: "They saw another arm than their own, so they count in neither.",
  },
  late: {
    one: "event too late",
    many: "events too late",
    why: "Their visitor was not seen within 10 minutes of them, so they never count.",
  },
  outside_window: {
    one: "event outside the window",
    many: "events outside the window",
    why: "They happened before the visitor saw the launch, or after the metric’s window.",
  },
  unusable: {
    one: "event without a number",
    many: "events without a number",
    why: "A mean needs a number, and they had none that can be added up.",
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
