/** Which launches the tracker shows, and in which order. */
import type { Side, TrackerRow } from "../../api/types";

export interface TrackerFilter {
  /** In whose hands; both sides hold what waits for both. */
  side?: Side;
  mine?: boolean;
  text?: string;
}

/** What stands in the tracker's address. */
export interface TrackerSearch extends TrackerFilter {
  /** The question for another launch is open. */
  ask?: boolean;
}

/** Reads an address; what it does not know it leaves out. */
export function read_search(search: Record<string, unknown>): TrackerSearch {
  const { side, mine, text, ask } = search;
  return {
    ...(ask === true ? { ask } : {}),
    ...(side === "marketing" || side === "it" ? { side } : {}),
    ...(mine === true ? { mine } : {}),
    ...(typeof text === "string" && text !== "" ? { text } : {}),
  };
}

function is_held_by({ holder }: TrackerRow, side: Side): boolean {
  return holder.kind === "both" || (holder.kind !== "nobody" && holder.side === side);
}

function has_text(row: TrackerRow, text: string): boolean {
  const asked_by = row.asked_by?.name ?? "";
  const known = `${row.title} ${row.key} ${asked_by} ${row.spotter?.name ?? ""}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => known.includes(word));
}

export function filtered(rows: TrackerRow[], { side, mine, text }: TrackerFilter): TrackerRow[] {
  return rows.filter(
    (row) =>
      (!side || is_held_by(row, side)) && (!mine || row.mine) && (!text || has_text(row, text)),
  );
}

/** Amber rings; then what somebody has in hand; then what nobody has to touch. */
function urgency({ state, holder }: TrackerRow): number {
  if (state === "amber") return 0;
  return holder.kind === "nobody" ? 2 : 1;
}

function in_order(one: TrackerRow, other: TrackerRow): number {
  const [urgent, less] = [urgency(one), urgency(other)];
  if (urgent !== less) return urgent - less;
  const [since, later] = [one.since ?? "", other.since ?? ""];
  const oldest_first = since < later ? -1 : since > later ? 1 : 0;
  // What waits is shown longest wait first; what is done, the latest first.
  const by_time = urgent === 2 ? -oldest_first : oldest_first;
  return by_time || one.title.localeCompare(other.title);
}

/** The rows of one stage as its column shows them. */
export function rows_of_stage(rows: TrackerRow[], stage: TrackerRow["stage"]): TrackerRow[] {
  return rows.filter((row) => row.stage === stage).sort(in_order);
}

/** What waits for whoever looks, the longest wait first. */
export function rows_of_mine(rows: TrackerRow[]): TrackerRow[] {
  return rows.filter(({ mine }) => mine).sort(in_order);
}
