import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { launch_names } from "../../api/queries";
import type { GoalResult, Launch } from "../../api/types";
import { GoalsPanel } from "./goals_panel";
import { test_goal, test_launch, test_results } from "./test_launch";

function show(goal: Partial<GoalResult>, change: (launch: Launch) => void = () => {}) {
  const launch = test_launch("live");
  change(launch);
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000 } } });
  client.setQueryData(launch_names.evidence(launch.key), {
    points: [],
    goals: [
      {
        metric: "signup",
        arm: "treatment",
        points: [
          {
            sequence: 1,
            at: "2026-03-01T09:05:00.000000Z",
            difference: 0.1,
            low: null,
            high: null,
          },
        ],
      },
    ],
  });
  const results = { ...test_results(launch.state), goals: [test_goal(goal)] };
  render(
    <QueryClientProvider client={client}>
      <GoalsPanel launch={launch} results={results} />
    </QueryClientProvider>,
  );
}

describe("a goal's card", () => {
  it("says what rose by how much, draws it, and tells it as a table", async () => {
    show({ state: "separated", low: 0.012, high: 0.034, difference: 0.023 });
    expect(screen.getByText("Sign-ups rose by 1.2 to 3.4 points.")).toBeTruthy();
    expect(screen.getByText("Better")).toBeTruthy();
    expect(screen.getByText(/the promise holds/)).toBeTruthy();
    expect(screen.getByText(/In percent of control/)).toBeTruthy();
    expect(await screen.findByRole("img", { name: /Sign-ups rose by/ })).toBeTruthy();
    const table = screen.getByRole("table");
    expect(within(table).getAllByRole("row")).toHaveLength(3);
    expect(within(table).getByText("collecting")).toBeTruthy();
    expect(within(table).getByText("+1.2 to +3.4 points")).toBeTruthy();
  });

  it("draws nothing while the sample ratio alarm stands", () => {
    const none = { difference: null, low: null, high: null, log_e: null, p_value: null };
    show({ state: "hidden", ...none, lift: null, lift_low: null, lift_high: null });
    expect(screen.getByText(/Not shown while the sample ratio alarm stands/)).toBeTruthy();
    expect(screen.queryByRole("table")).toBeNull();
    expect(screen.queryByText(/the promise holds/)).toBeNull();
  });

  it("promises nothing where the arms are unbalanced", () => {
    show({ unbalanced: true });
    expect(screen.getByText("Unbalanced")).toBeTruthy();
    expect(screen.queryByText(/the promise holds\.$/)).toBeNull();
    expect(screen.getByText(/take this interval as a hint only/)).toBeTruthy();
  });

  it("teaches a draft what will appear, and what a goal is", () => {
    show({}, (launch) => {
      launch.state = "draft";
    });
    expect(screen.getByText("Sign-ups")).toBeTruthy();
    expect(screen.getByText(/the interval appears and narrows/)).toBeTruthy();
    expect(screen.queryByRole("img")).toBeNull();
  });

  it("teaches a draft without a goal how to name one", () => {
    show({}, (launch) => {
      launch.state = "draft";
      launch.goals = [];
    });
    expect(screen.getByText("goals: [signup]")).toBeTruthy();
  });
});
