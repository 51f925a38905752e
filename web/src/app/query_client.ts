import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "../api/client";

const ATTEMPTS_MAX = 3;

/** A refusal stays a refusal; only a server that is away or unwell is asked again. */
function worth_another_try(failures: number, problem: Error): boolean {
  const refused = problem instanceof ApiProblem && problem.status >= 400 && problem.status < 500;
  return !refused && failures < ATTEMPTS_MAX;
}

export function make_query_client(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: worth_another_try, networkMode: "always" },
      mutations: { networkMode: "always" },
    },
  });
}
