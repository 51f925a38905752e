/** Rows of the tracker as the server tells them, for tests. */
import type { TrackerRow } from "../../api/types";

export function test_row(changes: Partial<TrackerRow> = {}): TrackerRow {
  return {
    key: "spring-banner",
    title: "Spring banner",
    stage: "feasibility",
    state: "draft",
    mode: "armed",
    asked_by: { key: "maria", name: "Maria Lopez", side: "marketing" },
    asked_at: "2026-11-16T09:00:00.000000Z",
    holder: { kind: "side", side: "it", name: null },
    since: "2026-11-17T09:00:00.000000Z",
    waits_for: "verdict",
    sentence: "Waits for IT’s verdict.",
    mine: false,
    spotter: null,
    conditions_open: 0,
    signed: [],
    ...changes,
  };
}
