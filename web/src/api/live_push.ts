/** Writes what the server pushes about one launch into the query cache. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type ConnectionState, connect } from "./live_connection";
import { launch_names, launches_query } from "./queries";
import type { Evidence, EvidencePoint, FeedItem, Launch, Receipt, Results } from "./types";

const FEED_LENGTH_MAX = 60;
const EVIDENCE_POINTS_MAX = 600;

function point_of(results: Results): EvidencePoint | null {
  if (!results.as_of.at) return null;
  return {
    sequence: results.as_of.sequence,
    at: results.as_of.at,
    log_e: results.rollback.log_e,
    guardrails: results.guardrails.map((guardrail) => guardrail.log_e),
  };
}

function same_evidence(one: EvidencePoint | undefined, other: EvidencePoint): boolean {
  return (
    one !== undefined &&
    one.log_e === other.log_e &&
    one.guardrails.every((log_e, index) => log_e === other.guardrails[index])
  );
}

/**
 * Adds the newest point. Evidence stands still between the events that count, so a stretch of equal
 * points keeps its two ends only; beyond the limit the most crowded point goes, whatever its age.
 */
export function with_point(points: EvidencePoint[], point: EvidencePoint | null): EvidencePoint[] {
  const last = points.at(-1);
  if (!point || (last && point.sequence <= last.sequence)) return points;
  const stands_still = same_evidence(last, point) && same_evidence(points.at(-2), point);
  const all = [...(stands_still ? points.slice(0, -1) : points), point];
  return all.length <= EVIDENCE_POINTS_MAX ? all : all.toSpliced(most_crowded(all), 1);
}

/** The inner point whose neighbours are closest to each other. */
function most_crowded(points: EvidencePoint[]): number {
  let found = 1;
  let smallest = Number.POSITIVE_INFINITY;
  for (let index = 1; index + 1 < points.length; index += 1) {
    const gap = (points[index + 1]?.sequence ?? 0) - (points[index - 1]?.sequence ?? 0);
    if (gap < smallest) {
      smallest = gap;
      found = index;
    }
  }
  return found;
}

/** The history with what is known now at its end. */
export function with_latest(points: EvidencePoint[], results: Results | null): EvidencePoint[] {
  return with_point(points, results && point_of(results));
}

export function feed_item_name(item: FeedItem): string {
  return `${item.sequence} ${item.unit} ${item.event} ${item.effect}`;
}

/** Newest first, each once: a new connection starts with items that may be known already. */
export function with_feed_items(known: FeedItem[], arrived: FeedItem[]): FeedItem[] {
  const by_name = new Map([...known, ...arrived].map((item) => [feed_item_name(item), item]));
  return [...by_name.values()]
    .sort((one, other) => other.sequence - one.sequence)
    .slice(0, FEED_LENGTH_MAX);
}

function take_results(client: QueryClient, key: string, results: Results): void {
  const before = client.getQueryData<Results>(launch_names.results(key));
  client.setQueryData(launch_names.results(key), results);
  client.setQueryData<Evidence>(
    launch_names.evidence(key),
    (known) => known && { points: with_point(known.points, point_of(results)) },
  );
  if (before && before.rollback.crossings.length !== results.rollback.crossings.length) {
    void client.invalidateQueries({ queryKey: launch_names.journal(key) });
  }
}

function take_launch(client: QueryClient, key: string, launch: Launch): void {
  const before = client.getQueryData<Launch>(launch_names.launch(key));
  client.setQueryData(launch_names.launch(key), launch);
  if (!before || before.state === launch.state) return;
  void client.invalidateQueries({ queryKey: launch_names.journal(key) });
  void client.invalidateQueries({ queryKey: launches_query.queryKey });
}

/** One pushed event; names that this version does not know are left alone. */
export function take_push(client: QueryClient, key: string, name: string, data: unknown): void {
  if (name === "launch") take_launch(client, key, data as Launch);
  else if (name === "results") take_results(client, key, data as Results);
  else if (name === "feed") {
    const { items } = data as { items: FeedItem[] };
    client.setQueryData<FeedItem[]>(launch_names.feed(key), (known) =>
      with_feed_items(known ?? [], items),
    );
  } else if (name === "receipt") {
    client.setQueryData(launch_names.receipt(key), data as Receipt);
    void client.invalidateQueries({ queryKey: launch_names.journal(key) });
  }
}

/** Holds the one connection of a launch's pages open while they are shown. */
export function useLivePush(key: string): ConnectionState {
  const client = useQueryClient();
  const [state, set_state] = useState<ConnectionState>("connecting");
  useEffect(() => {
    let was_open = false;
    return connect(`/api/launches/${encodeURIComponent(key)}/live`, {
      event: (name, data) => take_push(client, key, name, data),
      state: (next) => {
        set_state(next);
        // What was missed while away is not pushed again point by point.
        if (next === "open" && was_open) {
          void client.invalidateQueries({ queryKey: launch_names.evidence(key) });
        }
        was_open ||= next === "open";
      },
    });
  }, [client, key]);
  return state;
}
