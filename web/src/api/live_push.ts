/** Writes what the server pushes about one launch into the query cache. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type ConnectionState, connect } from "./live_connection";
import { launch_names, launches_query } from "./queries";
import type {
  Evidence,
  EvidencePoint,
  FeedItem,
  GoalHistory,
  GoalPoint,
  GoalResult,
  Launch,
  Receipt,
  Results,
} from "./types";

const FEED_LENGTH_MAX = 60;
const POINTS_MAX = 600;

/** A moment of a history; what else it holds is the figure that moved. */
interface HistoryPoint {
  sequence: number;
  at: string;
}

function point_of(results: Results): EvidencePoint | null {
  // A draft has no past: its history begins with its start.
  if (!results.as_of.at || results.state === "draft") return null;
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
 * Adds the newest point. Figures stand still between the events that count, so a stretch of equal
 * points keeps its two ends only; beyond the limit the most crowded point goes, whatever its age.
 */
function grown<Point extends HistoryPoint>(
  points: Point[],
  point: Point | null,
  same: (one: Point | undefined, other: Point) => boolean,
): Point[] {
  const last = points.at(-1);
  if (!point || (last && point.sequence <= last.sequence)) return points;
  const stands_still = same(last, point) && same(points.at(-2), point);
  const all = [...(stands_still ? points.slice(0, -1) : points), point];
  return all.length <= POINTS_MAX ? all : all.toSpliced(most_crowded(all), 1);
}

/** The inner point whose neighbours are closest to each other. */
function most_crowded(points: HistoryPoint[]): number {
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

export function with_point(points: EvidencePoint[], point: EvidencePoint | null): EvidencePoint[] {
  return grown(points, point, same_evidence);
}

/** The history with what is known now at its end. */
export function with_latest(points: EvidencePoint[], results: Results | null): EvidencePoint[] {
  return with_point(points, results && point_of(results));
}

function goal_point_of(goal: GoalResult, { as_of }: Results): GoalPoint | null {
  if (!as_of.at || goal.difference === null) return null;
  const { difference, low, high } = goal;
  return { sequence: as_of.sequence, at: as_of.at, difference, low, high };
}

function same_goal(one: GoalPoint | undefined, other: GoalPoint): boolean {
  return (
    one !== undefined &&
    one.difference === other.difference &&
    one.low === other.low &&
    one.high === other.high
  );
}

/** A goal's history with what is known now at its end; a hidden goal adds nothing. */
export function with_latest_goal(
  points: GoalPoint[],
  goal: GoalResult,
  results: Results,
): GoalPoint[] {
  return grown(points, goal_point_of(goal, results), same_goal);
}

function with_goals(histories: GoalHistory[], results: Results): GoalHistory[] {
  return results.goals.map((goal) => {
    const { metric, arm } = goal;
    const known = histories.find((one) => one.metric === metric && one.arm === arm)?.points ?? [];
    return { metric, arm, points: with_latest_goal(known, goal, results) };
  });
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

function is_hidden(goal: GoalResult): boolean {
  return goal.state === "hidden";
}

function take_results(client: QueryClient, key: string, results: Results): void {
  const before = client.getQueryData<Results>(launch_names.results(key));
  client.setQueryData(launch_names.results(key), results);
  client.setQueryData<Evidence>(
    launch_names.evidence(key),
    (known) =>
      known && {
        points: with_point(known.points, point_of(results)),
        goals: with_goals(known.goals, results),
      },
  );
  // What passed while goals were hidden is not known here.
  if (before?.goals.some(is_hidden) && !results.goals.some(is_hidden)) {
    void client.invalidateQueries({ queryKey: launch_names.evidence(key) });
  }
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
