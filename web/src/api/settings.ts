/** What the workspace is set to, and its access keys. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, post } from "./client";
import { tracker_query } from "./tracker";
import type { KeyList, MadeKey, Settings } from "./types";

export const settings_query = queryOptions({
  queryKey: ["settings"],
  queryFn: ({ signal }) => get<Settings>("/api/settings", signal),
});

export function useChangeSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (settings: Settings) => post<unknown>("/api/settings", settings),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: settings_query.queryKey });
      void client.invalidateQueries({ queryKey: tracker_query.queryKey });
    },
  });
}

export const keys_query = queryOptions({
  queryKey: ["keys"],
  queryFn: ({ signal }) => get<KeyList>("/api/keys", signal),
});

/** The answer holds the key itself, this once. */
export function useMakeClientKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ encrypted }: { encrypted: boolean }) =>
      post<MadeKey>("/api/keys", { encrypted }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys_query.queryKey }),
  });
}

export function useRevokeKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: { id: string }) =>
      post<unknown>(`/api/keys/${encodeURIComponent(id)}/revoke`, {}),
    onSuccess: () => client.invalidateQueries({ queryKey: keys_query.queryKey }),
  });
}
