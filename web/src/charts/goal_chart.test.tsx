import { fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { GoalChart, type GoalMoment } from "./goal_chart";

const WORDS = {
  value_tick: (value: number) => `${value}`,
  time_tick: (ms: number) => `${ms}`,
  moment: ({ sequence }: { sequence: number }) => `event ${sequence}`,
  difference: ({ difference }: { difference: number }) => `D ${difference}`,
  interval: ({ low, high }: { low: number | null; high: number | null }) =>
    low === null ? "collecting" : `${low} to ${high}`,
};

const COLLECTING = [0.1, 0.2, 0.15].map((difference) => ({ difference, low: null, high: null }));
const KNOWN = [
  { difference: 0.1, low: -0.4, high: 0.6 },
  { difference: 0.2, low: 0.1, high: 0.3 },
];

function show(points: Omit<GoalMoment, "ms" | "sequence">[], better: "up" | "down" = "up") {
  return render(
    <GoalChart
      points={points.map((point, index) => ({ ...point, ms: index * 5_000, sequence: index + 1 }))}
      better={better}
      limits={{ smallest: 0.01, largest: 1 }}
      name="Sign-ups over time"
      description="It rose."
      words={WORDS}
    />,
  );
}

describe("the picture of a goal", () => {
  it("names the time before there is an interval, and draws no band in it", () => {
    const { container } = show(COLLECTING);
    expect(screen.getByRole("img", { name: "It rose." })).toBeTruthy();
    expect(screen.getByText("Collecting")).toBeTruthy();
    expect(screen.getByText("collecting")).toBeTruthy();
    expect(container.querySelector("path")?.getAttribute("d")).toBe("");
  });

  it("draws the band from where there is an interval on", () => {
    const { container } = show([...COLLECTING, ...KNOWN]);
    expect(screen.getByText("Collecting")).toBeTruthy();
    expect(screen.getByText("0.1 to 0.3")).toBeTruthy();
    for (const path of container.querySelectorAll("path")) {
      expect(path.getAttribute("d")).toMatch(/^M/);
      expect(path.getAttribute("d")).not.toMatch(/NaN|Infinity/);
    }
  });

  it("has nothing to collect where the first point has an interval", () => {
    show(KNOWN);
    expect(screen.queryByText("Collecting")).toBeNull();
  });

  it("says which side of zero is good", () => {
    show([{ difference: 0, low: -1, high: 1 }], "down");
    expect(screen.getByText("worse ↑")).toBeTruthy();
    expect(screen.getByText("better ↓")).toBeTruthy();
  });

  it("is walked through by keyboard, and is back at now when left", () => {
    show([...COLLECTING, ...KNOWN]);
    const slider = screen.getByRole("slider", { name: "Sign-ups over time" });
    expect(slider.getAttribute("aria-valuetext")).toBe("event 5 D 0.2, 0.1 to 0.3");
    fireEvent.change(slider, { target: { value: "0" } });
    expect(slider.getAttribute("aria-valuetext")).toBe("event 1 D 0.1, collecting");
    expect(screen.getByText("event 1")).toBeTruthy();
    fireEvent.blur(slider);
    expect(screen.getByText("event 5")).toBeTruthy();
  });
});
