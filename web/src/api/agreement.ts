/** What both sides agree about a launch, and what people say about it. */
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import type { Agreement, BriefOrder, VerdictOrder } from "./agreement_types";
import { useChanges } from "./changes";
import { get_or_null, post } from "./client";
import { launch_names, launch_query } from "./queries";
import { tracker_query } from "./tracker";
import type { Side } from "./types";

/** null where nobody knows a launch of this key. */
export function agreement_query(key: string) {
  return queryOptions({
    queryKey: ["agreement", key],
    queryFn: ({ signal }) => get_or_null<Agreement>(path_of(key, "agreement"), signal),
  });
}

function path_of(key: string, rest: string): string {
  return `/api/launches/${encodeURIComponent(key)}/${rest}`;
}

/** The agreement; whatever changes it changes the launch's story too, and maybe the launch. */
export function useAgreement(key: string) {
  const client = useQueryClient();
  const query = useQuery(agreement_query(key));
  const known = useRef(query.data);
  useEffect(() => {
    const before = known.current;
    known.current = query.data;
    if (!before || before === query.data) return;
    void client.invalidateQueries({ queryKey: launch_names.journal(key) });
    void client.invalidateQueries({ queryKey: launch_query(key).queryKey });
  }, [client, key, query.data]);
  return query;
}

/** People of two departments act on one page: the other's word is seen without a reload. */
export function useAgreementStream(key: string): void {
  const client = useQueryClient();
  const refresh = useCallback(() => {
    void client.invalidateQueries({ queryKey: agreement_query(key).queryKey });
    void client.invalidateQueries({ queryKey: tracker_query.queryKey });
  }, [client, key]);
  useChanges(refresh);
}

export type WantedCondition = NonNullable<VerdictOrder["conditions"]>[number];

/** What people may say, by the end of its address. */
export interface AgreementOrders {
  ask: { title: string; outcome: string; side?: Side };
  verdict: VerdictOrder;
  spotter: { member: string };
  brief: BriefOrder;
  "brief/return": { text: string };
  accept: { note?: string };
  decline: { text: string };
  appeal: { text: string };
  withdraw: { text: string };
  sign: { note?: string };
  "receipt/sign": { note?: string };
  learned: { text: string };
  "outcome/sign": { note?: string };
  [met: `conditions/${string}/met`]: { note?: string };
}

/** Says it; the answer is the agreement as it is from now on. */
export function useAgreementOrder<Order extends keyof AgreementOrders>(key: string, order: Order) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AgreementOrders[Order]) => post<Agreement>(path_of(key, order), body),
    onSuccess: (agreement) => {
      client.setQueryData(agreement_query(key).queryKey, agreement);
      void client.invalidateQueries({ queryKey: launch_names.journal(key) });
      void client.invalidateQueries({ queryKey: tracker_query.queryKey });
    },
  });
}
