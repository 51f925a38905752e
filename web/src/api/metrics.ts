/** The metrics of all launches, which come with the launches themselves. */
import { queryOptions } from "@tanstack/react-query";
import { launch_query, launches_query } from "./queries";
import type { Launch, LaunchState, MetricCard } from "./types";

/** So many launches are looked through for their metrics. */
const LAUNCHES_SEARCHED_MAX = 100;

export interface MetricUse {
  launch: string;
  name: string;
  state: LaunchState;
  as: ("goal" | "guardrail")[];
}

export interface MetricWithUses {
  card: MetricCard;
  uses: MetricUse[];
}

export interface MetricList {
  metrics: MetricWithUses[];
  searched: number;
  launches: number;
}

type Role = MetricUse["as"][number];

function use_of(metric: string, { key, name, state, goals, guardrails }: Launch): MetricUse[] {
  const as: Role[] = [];
  if (goals.includes(metric)) as.push("goal");
  if (guardrails.some((one) => one.metric === metric)) as.push("guardrail");
  return as.length > 0 ? [{ launch: key, name, state, as }] : [];
}

/** Each metric once, by name, with the launches that have it as goal or guardrail. */
export function metrics_of(launches: Launch[]): MetricWithUses[] {
  const found = new Map<string, MetricWithUses>();
  for (const launch of launches) {
    for (const card of launch.metrics) {
      const known = found.get(card.key) ?? { card, uses: [] };
      found.set(card.key, known);
      known.uses.push(...use_of(card.key, launch));
    }
  }
  return [...found.values()].sort((one, other) => one.card.name.localeCompare(other.card.name));
}

export const metrics_query = queryOptions({
  queryKey: ["metrics"],
  queryFn: async ({ client }): Promise<MetricList> => {
    const { launches } = await client.fetchQuery({ ...launches_query, staleTime: 0 });
    const searched = launches.slice(0, LAUNCHES_SEARCHED_MAX);
    const views = await Promise.all(
      searched.map(({ key }) => client.fetchQuery({ ...launch_query(key), staleTime: 5_000 })),
    );
    return { metrics: metrics_of(views), searched: searched.length, launches: launches.length };
  },
  staleTime: 5_000,
});
