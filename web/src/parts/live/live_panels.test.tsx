import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Results } from "../../api/types";
import { ArmsPanel } from "./arms_panel";
import { LaunchNotes } from "./launch_notes";
import { LeftOutPanel } from "./left_out_panel";
import { SampleRatioPanel } from "./sample_ratio_panel";
import { test_launch, test_results } from "./test_launch";

const AT = "2026-03-01T09:03:00.000000Z";

function results_with(changes: Partial<Results>): Results {
  return { ...test_results("live"), ...changes };
}

function alarm(): Results["sample_ratio"] {
  return {
    log_bayes_factor: 6,
    state: "alarm",
    arms: [
      { arm: "control", expected: 0.5, observed: 0.31 },
      { arm: "treatment", expected: 0.5, observed: 0.69 },
    ],
  };
}

describe("the sample ratio", () => {
  it("is fine, with what each arm should get and gets", () => {
    render(<SampleRatioPanel launch={test_launch("live")} results={test_results("live")} />);
    expect(screen.getByText("Fine")).toBeTruthy();
    expect(screen.getAllByText("should get 50 %, gets 50.0 %")).toHaveLength(2);
    expect(screen.queryByText("What to do:")).toBeNull();
  });

  it("that rings says what that means and what to do", () => {
    const results = results_with({ sample_ratio: alarm() });
    render(<SampleRatioPanel launch={test_launch("amber")} results={results} />);
    expect(screen.getByText("Alarm")).toBeTruthy();
    expect(screen.getByText(/not to be trusted/).textContent).not.toContain("cleared");
    expect(screen.getByText("should get 50 %, gets 31.0 %")).toBeTruthy();
    expect(screen.getByText(/make a new one/)).toBeTruthy();
  });

  it("still says so after a person has cleared amber", () => {
    const results = results_with({ sample_ratio: alarm() });
    render(<SampleRatioPanel launch={test_launch("live")} results={results} />);
    expect(screen.getByText(/Somebody has cleared amber/)).toBeTruthy();
  });

  it("makes the arms' own figures doubtful too", () => {
    const results = results_with({ sample_ratio: alarm() });
    render(<ArmsPanel launch={test_launch("amber")} results={results} />);
    expect(screen.getByText(/Not to be trusted/)).toBeTruthy();
  });
});

describe("what was left out", () => {
  it("is not a wall of zeros", () => {
    const results = results_with({ multiple_exposure: 0 });
    render(<LeftOutPanel launch={test_launch("live")} results={results} />);
    expect(screen.getByText(/Nothing was left out/)).toBeTruthy();
  });

  it("has a reason each", () => {
    const results = results_with({ late: 3, unusable: 2 });
    render(<LeftOutPanel launch={test_launch("live")} results={results} />);
    expect(screen.getByText("1 visitor excluded")).toBeTruthy();
    expect(screen.getByText("3 late events")).toBeTruthy();
    expect(screen.getByText("2 events without a number")).toBeTruthy();
    expect(screen.queryByText(/outside/)).toBeNull();
  });
});

describe("notes below the header", () => {
  const rollback = (state: "amber" | "red", cause: "harm" | "sample_ratio" = "harm") => ({
    ...test_results("live").rollback,
    state,
    crossings: [{ state, cause, sequence: 1234, message_id: "m-1", at: AT, log_e: 5 }],
  });

  it("say what watch mode would have done, and that nothing was", () => {
    const launch = { ...test_launch("live"), mode: "watch" as const };
    render(<LaunchNotes launch={launch} results={results_with({ rollback: rollback("red") })} />);
    expect(screen.getByText("Watch mode:").parentElement?.textContent).toBe(
      "Watch mode: Spotter would have rolled this back at 09:03:00 UTC (event 1,234). " +
        "Nothing was changed.",
    );
  });

  it("say why it is amber", () => {
    render(
      <LaunchNotes
        launch={test_launch("amber")}
        results={results_with({ rollback: rollback("amber") })}
      />,
    );
    expect(screen.getByText("Amber:").parentElement?.textContent).toContain("148 to 1");
    expect(screen.getByText(/Roll it back, pause it, or clear amber/)).toBeTruthy();
  });

  it("are not there where there is nothing to say", () => {
    const { container } = render(
      <LaunchNotes launch={test_launch("live")} results={test_results("live")} />,
    );
    expect(container.textContent).toBe("");
  });
});

describe("a mean in the arms", () => {
  it("stands in its unit, with how many had any", () => {
    const launch = test_launch("live");
    const [signup] = launch.metrics;
    if (!signup) throw new Error("the test launch has metrics");
    launch.metrics = [
      {
        ...signup,
        key: "revenue",
        name: "Revenue",
        kind: "mean",
        value: "properties.revenue",
        cap: 500,
        in_it_words: "",
        worth: { amount: 100, currency: "EUR" },
      },
    ];
    const results = test_results("live");
    for (const arm of results.arms) arm.metrics = { revenue: { mean: 12.3, count: 70 } };
    render(<ArmsPanel launch={launch} results={results} />);
    const row = screen.getByRole("row", { name: /Revenue/ });
    expect(row.textContent).toContain("per visitor, within 7 days; more is better");
    expect(row.textContent).toContain("€12.30");
    expect(row.textContent).toContain("70 of 1,280 had any");
    expect(screen.getByText(/Sum of properties.revenue of “Signed Up”/)).toBeTruthy();
    expect(screen.getByText(/€1.00 for every 1 of its value/)).toBeTruthy();
  });
});
