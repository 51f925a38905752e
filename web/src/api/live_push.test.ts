import { QueryClient } from "@tanstack/react-query";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { take_push, with_feed_items, with_latest, with_latest_goal, with_point } from "./live_push";
import { launch_names, launch_query } from "./queries";
import type { Evidence, EvidencePoint, FeedItem, GoalResult, Launch, Results } from "./types";

const point = (sequence: number): EvidencePoint => ({
  sequence,
  at: "2026-03-01T09:00:00.000000Z",
  log_e: sequence,
  guardrails: [0],
});

const item = (sequence: number, effect = "exposed"): FeedItem => ({
  at: "2026-03-01T09:00:00.000000Z",
  sequence,
  event: "Experiment Viewed",
  arm: "control",
  unit: "0a1b2c3d",
  effect,
});

const goal = (difference: number | null, low: number | null = null) =>
  ({ metric: "signup", arm: "treatment", difference, low, high: low }) as GoalResult;

const results = (sequence: number, at: string | null = point(0).at) =>
  ({
    launch: "a",
    state: "live",
    as_of: { sequence, at },
    arms: [],
    guardrails: [{ log_e: 0.5 }],
    goals: [goal(0.1)],
    rollback: { log_e: 0.25, state: "green", amber_log_e: 2.3, red_log_e: 4.6, crossings: [] },
    multiple_exposure: 0,
    late: 0,
  }) as unknown as Results;

describe("evidence over time", () => {
  it("grows by what is newer only", () => {
    const points = [point(1), point(5)];
    expect(with_point(points, point(5))).toBe(points);
    expect(with_point(points, point(3))).toBe(points);
    expect(with_point(points, point(6)).map((one) => one.sequence)).toEqual([1, 5, 6]);
    expect(with_latest(points, null)).toBe(points);
    expect(with_latest([], results(9, null))).toEqual([]);
  });
  it("keeps the two ends of a stretch that stands still", () => {
    let points: EvidencePoint[] = [];
    for (const [sequence, log_e] of [0, 0, 0, 0, 2, 2, 2].entries()) {
      points = with_point(points, { ...point(sequence + 1), log_e });
    }
    expect(points.map((one) => [one.sequence, one.log_e])).toEqual([
      [1, 0],
      [4, 0],
      [5, 2],
      [7, 2],
    ]);
  });
  it("stays short, keeps its ends, and thins old and new alike", () => {
    let points: EvidencePoint[] = [];
    for (let sequence = 1; sequence <= 5_000; sequence += 1) {
      points = with_point(points, point(sequence));
    }
    expect(points.length).toBe(600);
    expect(points[0]?.sequence).toBe(1);
    expect(points.at(-1)?.sequence).toBe(5_000);
    const older = points.filter((one) => one.sequence <= 2_500).length;
    expect(older).toBeGreaterThan(150);
  });
});

describe("a goal over time", () => {
  it("grows by what is newer, and by nothing while it is hidden", () => {
    const first = with_latest_goal([], goal(0.1), results(5));
    expect(first).toEqual([
      { sequence: 5, at: point(0).at, difference: 0.1, low: null, high: null },
    ]);
    expect(with_latest_goal(first, goal(0.2, 0.1), results(5))).toBe(first);
    expect(with_latest_goal(first, goal(null), results(9))).toBe(first);
    expect(with_latest_goal(first, goal(0.2), results(9, null))).toBe(first);
    expect(with_latest_goal(first, goal(0.2, 0.1), results(9)).at(-1)?.low).toBe(0.1);
  });
  it("keeps the two ends of a stretch that stands still", () => {
    const points = [1, 2, 3, 4].reduce(
      (known, sequence) => with_latest_goal(known, goal(0.1), results(sequence)),
      with_latest_goal([], goal(0.1), results(0)),
    );
    expect(points.map((one) => one.sequence)).toEqual([0, 4]);
  });
});

describe("the feed", () => {
  it("is newest first, each once, and short", () => {
    const feed = with_feed_items([item(2), item(1)], [item(3), item(2), item(2, "counts for x")]);
    expect(feed.map((one) => `${one.sequence} ${one.effect}`)).toEqual([
      "3 exposed",
      "2 exposed",
      "2 counts for x",
      "1 exposed",
    ]);
    const many = Array.from({ length: 500 }, (_, sequence) => item(sequence));
    expect(with_feed_items([], many)).toHaveLength(60);
  });
});

describe("pushed events", () => {
  let client: QueryClient;
  beforeEach(() => {
    client = new QueryClient();
  });

  it("write into the cache under the launch they belong to", () => {
    client.setQueryData<Evidence>(launch_names.evidence("a"), { points: [point(1)], goals: [] });
    take_push(client, "a", "results", results(7));
    take_push(client, "a", "feed", { items: [item(7)] });
    expect(client.getQueryData<Results>(launch_names.results("a"))?.as_of.sequence).toBe(7);
    expect(client.getQueryData<Evidence>(launch_names.evidence("a"))?.points.at(-1)).toMatchObject({
      sequence: 7,
      log_e: 0.25,
      guardrails: [0.5],
    });
    const goals = client.getQueryData<Evidence>(launch_names.evidence("a"))?.goals;
    expect(goals?.map((one) => [one.metric, one.points.length])).toEqual([["signup", 1]]);
    expect(client.getQueryData(launch_names.feed("a"))).toHaveLength(1);
    expect(client.getQueryData(launch_names.results("b"))).toBeUndefined();
  });

  it("ask for a goal's past again once it is no longer hidden, and begin no draft's past", () => {
    const history = { points: [], goals: [] };
    client.setQueryData<Evidence>(launch_names.evidence("a"), history);
    take_push(client, "a", "results", { ...results(3), state: "draft" });
    expect(client.getQueryData<Evidence>(launch_names.evidence("a"))?.points).toEqual([]);
    const hidden = [{ ...goal(null), state: "hidden" }];
    take_push(client, "a", "results", { ...results(7), goals: hidden });
    expect(client.getQueryState(launch_names.evidence("a"))?.isInvalidated).toBe(false);
    take_push(client, "a", "results", results(8));
    expect(client.getQueryState(launch_names.evidence("a"))?.isInvalidated).toBe(true);
  });

  it("leave unknown names alone", () => {
    take_push(client, "a", "weather", { rain: true });
    expect(client.getQueryCache().getAll()).toEqual([]);
  });

  it("win over an older answer that comes late", async () => {
    const launch = (state: string) => ({ key: "a", name: "A", state }) as Launch;
    let answer: (response: Response) => void = () => {};
    vi.stubGlobal("fetch", () => new Promise<Response>((resolve) => (answer = resolve)));
    const fetched = client.fetchQuery(launch_query("a"));
    await Promise.resolve();
    take_push(client, "a", "launch", launch("rolled_back"));
    answer(Response.json(launch("live")));
    await fetched;
    expect(client.getQueryData<Launch>(launch_names.launch("a"))?.state).toBe("rolled_back");
    vi.unstubAllGlobals();
  });
});
