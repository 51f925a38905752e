/** What the screen asks for, and under which name the answer is kept. */
import {
  type QueryClient,
  type QueryKey,
  queryOptions,
  skipToken,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { get, get_or_null, post } from "./client";
import type {
  Evidence,
  FeedItem,
  Journal,
  Launch,
  LaunchList,
  Receipt,
  Results,
  Workspace,
} from "./types";

export const launch_names = {
  launch: (key: string) => ["launch", key] as const,
  results: (key: string) => ["results", key] as const,
  evidence: (key: string) => ["evidence", key] as const,
  receipt: (key: string) => ["receipt", key] as const,
  journal: (key: string) => ["journal", key] as const,
  feed: (key: string) => ["feed", key] as const,
};

function launch_path(key: string, rest = ""): string {
  return `/api/launches/${encodeURIComponent(key)}${rest}`;
}

/** A pushed value is newer than the answer to a request that left before it came. */
async function unless_pushed<T>(
  client: QueryClient,
  query_key: QueryKey,
  answer: () => Promise<T>,
): Promise<T> {
  const before = client.getQueryState(query_key)?.dataUpdateCount ?? 0;
  const fetched = await answer();
  const after = client.getQueryState<T>(query_key);
  return after?.data !== undefined && after.dataUpdateCount > before ? after.data : fetched;
}

export const workspace_query = queryOptions({
  queryKey: ["workspace"],
  queryFn: ({ signal }) => get<Workspace>("/api/workspace", signal),
  staleTime: 60_000,
});

export const launches_query = queryOptions({
  queryKey: ["launches"],
  queryFn: ({ signal }) => get<LaunchList>("/api/launches", signal),
});

export function launch_query(key: string) {
  return queryOptions({
    queryKey: launch_names.launch(key),
    queryFn: ({ client, queryKey, signal }) =>
      unless_pushed(client, queryKey, () => get<Launch>(launch_path(key), signal)),
  });
}

export function results_query(key: string) {
  return queryOptions({
    queryKey: launch_names.results(key),
    queryFn: ({ client, queryKey, signal }) =>
      unless_pushed(client, queryKey, () => get<Results>(launch_path(key, "/results"), signal)),
  });
}

export function evidence_query(key: string) {
  return queryOptions({
    queryKey: launch_names.evidence(key),
    queryFn: ({ signal }) => get<Evidence>(launch_path(key, "/evidence"), signal),
  });
}

/** null while there is none. */
export function receipt_query(key: string) {
  return queryOptions({
    queryKey: launch_names.receipt(key),
    queryFn: ({ client, queryKey, signal }) =>
      unless_pushed(client, queryKey, () =>
        get_or_null<Receipt>(launch_path(key, "/receipt"), signal),
      ),
  });
}

export function journal_query(key: string) {
  return queryOptions({
    queryKey: launch_names.journal(key),
    queryFn: ({ signal }) => get<Journal>(launch_path(key, "/journal"), signal),
  });
}

/** Only ever pushed; newest first. */
export function feed_query(key: string) {
  return queryOptions<FeedItem[]>({ queryKey: launch_names.feed(key), queryFn: skipToken });
}

export type LaunchAction = "start" | "pause" | "resume" | "clear" | "stop" | "roll-back" | "kill";

/** Presses one of the buttons; the answer is the launch as it is from now on. */
export function useLaunchAction(key: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ action, reason }: { action: LaunchAction; reason: string }) =>
      post<Launch>(launch_path(key, `/${action}`), reason ? { reason } : {}),
    onSuccess: (launch) => {
      client.setQueryData(launch_names.launch(key), launch);
      void client.invalidateQueries({ queryKey: launch_names.journal(key) });
      void client.invalidateQueries({ queryKey: launches_query.queryKey });
    },
  });
}
