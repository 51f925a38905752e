/** Definitions of metrics and launches, applied together or not at all. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { agreement_query } from "./agreement";
import type { Agreement } from "./agreement_types";
import { post } from "./client";
import { launch_names, launches_query } from "./queries";
import type { paths } from "./schema";
import { tracker_query } from "./tracker";
import type { Launch } from "./types";

export type Definitions = NonNullable<
  paths["/api/apply"]["post"]["requestBody"]
>["content"]["application/json"];
export type LaunchDefinition = NonNullable<Definitions["launches"]>[number];
export type MetricDefinition = NonNullable<Definitions["metrics"]>[number];

/** Changes the definition of a launch that has not started. */
export function useApplyDefinition(key: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (definitions: Definitions) => post<unknown>("/api/apply", definitions),
    onSuccess: async () => {
      void client.invalidateQueries({ queryKey: tracker_query.queryKey });
      void client.invalidateQueries({ queryKey: launch_names.journal(key) });
      void client.invalidateQueries({ queryKey: agreement_query(key).queryKey });
      await client.invalidateQueries({ queryKey: launch_names.launch(key) });
    },
  });
}

export interface NewLaunch {
  outcome: string;
  definition: LaunchDefinition;
  /** Those it needs that the workspace does not have. */
  metrics: MetricDefinition[];
}

/**
 * Asks for a launch and defines it. Asking first: it is refused where the key is another side's,
 * and then nothing of theirs has changed.
 */
export function useNewLaunch() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ outcome, definition, metrics }: NewLaunch) => {
      const question = { title: definition.name, outcome };
      await post<Agreement>(`/api/launches/${encodeURIComponent(definition.key)}/ask`, question);
      await post<unknown>("/api/apply", { metrics, launches: [definition] });
    },
    onSettled: (_done, _problem, { definition }) => {
      void client.invalidateQueries({ queryKey: tracker_query.queryKey });
      void client.invalidateQueries({ queryKey: launches_query.queryKey });
      void client.invalidateQueries({ queryKey: agreement_query(definition.key).queryKey });
      void client.invalidateQueries({ queryKey: ["metrics"] });
    },
  });
}

/** The launch's definition with one more guardrail; shares of the evidence start anew. */
export function with_guardrail(
  launch: Launch,
  guardrail: { metric: string; side: "marketing" | "it" },
): LaunchDefinition {
  const { key, name, flag, unit, coverage, condition, goals, mode, rollback_at } = launch;
  return {
    key,
    name,
    flag,
    unit,
    arms: launch.arms.map(({ key: arm, value, weight }) => ({ key: arm, value, weight })),
    coverage,
    ...(condition ? { condition } : {}),
    guardrails: [
      ...launch.guardrails.map(({ metric, side, margin }) => ({ metric, side, margin })),
      guardrail,
    ],
    goals,
    mode,
    rollback_at,
  } as LaunchDefinition;
}
