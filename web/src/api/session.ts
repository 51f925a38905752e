/** Who is signed in, and the ways in and out. */
import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, keep_csrf, post } from "./client";
import type { Session } from "./types";

const FRESH_MS = 30_000;

function taken(session: Session): Session {
  keep_csrf(session.csrf);
  return session;
}

/** The workspace's notice is everybody's; all else belongs to who is signed in. */
export function forget_what_was_seen(client: QueryClient): void {
  client.removeQueries({
    predicate: ({ queryKey }) => queryKey[0] !== "workspace" && queryKey[0] !== "session",
  });
}

export const session_query = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ client, queryKey, signal }) => {
    const session = taken(await get<Session>("/api/session", signal));
    const known = client.getQueryData<Session>(queryKey);
    // Somebody else signed in, in another tab.
    if (known?.member && session.member && known.member.key !== session.member.key) {
      forget_what_was_seen(client);
    }
    return session;
  },
  staleTime: FRESH_MS,
  // Whoever waits for the first screen is told at once if the server is away.
  retry: false,
});

export interface FirstStart {
  admin_key: string;
  name: string;
  password: string;
  department: string;
}

function useEntry<Order>(path: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: Order) => post<Session>(path, order),
    onSuccess: (session) => {
      forget_what_was_seen(client);
      client.setQueryData(session_query.queryKey, taken(session));
    },
  });
}

export const useSignIn = () => useEntry<{ member: string; password: string }>("/api/sign-in");

export const useOneClick = () => useEntry<{ member: string }>("/api/sign-in/one-click");

export const useFirstStart = () => useEntry<FirstStart>("/api/first-start");

/** Ends this session, or all of the member's. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ everywhere }: { everywhere: boolean }) => {
      await post<unknown>(everywhere ? "/api/sign-out-everywhere" : "/api/sign-out", {});
      return get<Session>("/api/session");
    },
    onSuccess: (session) => client.setQueryData(session_query.queryKey, taken(session)),
  });
}
