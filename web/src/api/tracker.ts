/** The tracker's rows, and what the server says when one of them may have changed. */
import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { get, post } from "./client";
import { type ConnectionState, connect } from "./live_connection";
import type { Side, TrackerView } from "./types";

/** Rows change with every look of a busy day; nobody reads them faster than this. */
const REFRESH_MS_MIN = 1_000;
/** Without a stream the tracker still moves. */
const REFRESH_MS_WITHOUT_STREAM = 10_000;

export const tracker_query = queryOptions({
  queryKey: ["tracker"],
  queryFn: ({ signal }) => get<TrackerView>("/api/tracker", signal),
  staleTime: REFRESH_MS_MIN,
});

/**
 * Asks anew at most once in `wait_ms`, and always once more after the last call. Returns the call
 * and the way to end it.
 */
export function at_most_every(wait_ms: number, act: () => void) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let again = false;
  function open() {
    timer = null;
    if (again) call();
  }
  function call() {
    again = timer !== null;
    if (timer !== null) return;
    timer = setTimeout(open, wait_ms);
    act();
  }
  return { call, end: () => timer !== null && clearTimeout(timer) };
}

function refresh(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: tracker_query.queryKey });
}

/** Keeps the tracker as the server has it for as long as it is shown. */
export function useTrackerStream(): ConnectionState {
  const client = useQueryClient();
  const [state, set_state] = useState<ConnectionState>("connecting");
  useEffect(() => {
    const { call, end } = at_most_every(REFRESH_MS_MIN, () => refresh(client));
    let was_open = false;
    const close = connect("/api/tracker/stream", {
      event: (name) => name === "changed" && call(),
      state: (next) => {
        set_state(next);
        if (next === "open" && was_open) call();
        was_open ||= next === "open";
      },
    });
    return () => {
      close();
      end();
    };
  }, [client]);
  useEffect(() => {
    if (state === "open" || state === "connecting") return;
    const timer = setInterval(() => refresh(client), REFRESH_MS_WITHOUT_STREAM);
    return () => clearInterval(timer);
  }, [client, state]);
  return state;
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
