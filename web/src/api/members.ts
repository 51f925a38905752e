/** The people of the workspace. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, post } from "./client";
import { session_query } from "./session";
import type { MemberList } from "./types";

export const members_query = queryOptions({
  queryKey: ["members"],
  queryFn: ({ signal }) => get<MemberList>("/api/members", signal),
});

export interface MemberChange {
  name?: string;
  department?: string;
  password?: string;
  /** Asked for where a member changes the own password. */
  old_password?: string;
  may_administer?: boolean;
}

export interface MemberOrder extends MemberChange {
  key: string;
}

function useMemberOrder(path_of: (key: string) => string, with_key: boolean) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, ...change }: MemberOrder) =>
      post<unknown>(path_of(key), with_key ? { key, ...change } : change),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: members_query.queryKey });
      void client.invalidateQueries({ queryKey: session_query.queryKey });
    },
  });
}

export const useAddMember = () => useMemberOrder(() => "/api/members", true);

export const useChangeMember = () =>
  useMemberOrder((key) => `/api/members/${encodeURIComponent(key)}`, false);
