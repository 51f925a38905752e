/** Every metric of the workspace, with the launches that use it. */
import { queryOptions } from "@tanstack/react-query";
import { get } from "./client";
import type { MetricList } from "./types";

export const metrics_query = queryOptions({
  queryKey: ["metrics"],
  queryFn: ({ signal }) => get<MetricList>("/api/metrics", signal),
  staleTime: 5_000,
});
