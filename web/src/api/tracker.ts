/** The tracker's rows, and what the server says when one of them may have changed. */
import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { ROWS_WAIT_MS, useChanges } from "./changes";
import { get, post } from "./client";
import type { ConnectionState } from "./live_connection";
import type { Side, TrackerView } from "./types";

export const tracker_query = queryOptions({
  queryKey: ["tracker"],
  queryFn: ({ signal }) => get<TrackerView>("/api/tracker", signal),
  staleTime: ROWS_WAIT_MS,
});

function refresh(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: tracker_query.queryKey });
}

/** Keeps the tracker as the server has it for as long as it is shown. */
export function useTrackerStream(): ConnectionState {
  const client = useQueryClient();
  return useChanges(useCallback(() => refresh(client), [client]));
}

export interface Question {
  key: string;
  title: string;
  outcome: string;
  /** Only for who has no side. */
  side?: Side;
}

/** Puts a launch onto the tracker as an idea. */
export function useAsk() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, ...question }: Question) =>
      post<unknown>(`/api/launches/${encodeURIComponent(key)}/ask`, question),
    onSuccess: () => refresh(client),
  });
}
