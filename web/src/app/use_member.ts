import { useQuery } from "@tanstack/react-query";
import { session_query } from "../api/session";
import type { SignedInMember } from "../api/types";

/** Who is signed in; null on the way in. */
export function useMember(): SignedInMember | null {
  return useQuery(session_query).data?.member ?? null;
}
