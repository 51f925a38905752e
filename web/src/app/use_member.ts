import { useQuery } from "@tanstack/react-query";
import type { SignedInMember } from "../api/pending_types";
import { session_query } from "../api/session";

/** Who is signed in; null on the way in. */
export function useMember(): SignedInMember | null {
  return useQuery(session_query).data?.member ?? null;
}
