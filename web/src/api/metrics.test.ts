import { expect, it } from "vitest";
import { metrics_of } from "./metrics";
import type { Launch, MetricCard } from "./types";

const card = (key: string, name: string) => ({ key, name }) as MetricCard;

const launch = (key: string, metrics: MetricCard[], changes: Partial<Launch> = {}) =>
  ({ key, name: key, state: "live", goals: [], guardrails: [], metrics, ...changes }) as Launch;

it("has each metric once, by name, with the launches that use it and as what", () => {
  const guardrail = { metric: "errors", side: "it", margin: 0, weight: 1 } as const;
  const errors = card("errors", "Errors");
  const found = metrics_of([
    launch("a", [card("signup", "Sign-ups"), errors], {
      goals: ["signup", "errors"],
      guardrails: [guardrail],
    }),
    launch("b", [errors], { guardrails: [guardrail] }),
    launch("c", [card("unused", "Zero")]),
  ]);
  expect(found.map(({ card: { name } }) => name)).toEqual(["Errors", "Sign-ups", "Zero"]);
  expect(found[0]?.uses.map(({ launch: key, as }) => [key, as])).toEqual([
    ["a", ["goal", "guardrail"]],
    ["b", ["guardrail"]],
  ]);
  expect(found[2]?.uses).toEqual([]);
});
