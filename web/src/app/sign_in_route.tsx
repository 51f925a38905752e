import { useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { forget_what_was_seen } from "../api/session";
import { SignInPage } from "../parts/people/sign_in_page";
import { read_way_back } from "./way_back";

/** The way in, and on to where one wanted to go. */
export function SignInRoute() {
  // The router keeps in the address what the route does not take: it is read again.
  const { to } = useSearch({ from: "/sign-in", select: read_way_back });
  const router = useRouter();
  const client = useQueryClient();
  // What one member was allowed to see is not left for the next.
  useEffect(() => forget_what_was_seen(client), [client]);
  return <SignInPage done={() => router.history.replace(to ?? "/")} />;
}
