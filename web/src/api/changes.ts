/** The server's word that something on the tracker may have changed. */
import { useEffect, useState, useSyncExternalStore } from "react";
import { type ConnectionState, connect } from "./live_connection";

/** Rows change with every word of a busy day; nobody reads them faster than this. */
export const ROWS_WAIT_MS = 1_000;
/** Without a stream the screen still moves. */
const WAIT_MS_WITHOUT_STREAM = 10_000;

/**
 * Acts at most once in `wait_ms`, and always once more after the last call. Returns the call and
 * the way to end it.
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

function listen_to_sight(listener: () => void) {
  document.addEventListener("visibilitychange", listener);
  return () => document.removeEventListener("visibilitychange", listener);
}

/** Whether somebody can see this tab. */
function useSeen(): boolean {
  return useSyncExternalStore(listen_to_sight, () => document.visibilityState !== "hidden");
}

/**
 * Refreshes whenever the server says so, for as long as the tab is seen: a browser has six
 * connections to a server that speaks HTTP/1.1, and each stream takes one. A stream that opens is
 * told at once, so nothing is missed in between. `refresh` keeps its identity.
 */
export function useChanges(refresh: () => void): ConnectionState {
  const [state, set_state] = useState<ConnectionState>("connecting");
  const seen = useSeen();
  useEffect(() => {
    if (!seen) return;
    const { call, end } = at_most_every(ROWS_WAIT_MS, refresh);
    const close = connect("/api/tracker/stream", {
      event: (name) => name === "changed" && call(),
      state: set_state,
    });
    return () => {
      close();
      end();
    };
  }, [refresh, seen]);
  useEffect(() => {
    if (!seen || state === "open" || state === "connecting") return;
    const timer = setInterval(refresh, WAIT_MS_WITHOUT_STREAM);
    return () => clearInterval(timer);
  }, [refresh, seen, state]);
  return state;
}
