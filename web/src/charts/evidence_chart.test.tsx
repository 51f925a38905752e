import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { EvidenceChart } from "./evidence_chart";

const WORDS = {
  odds: (log_e: number) => `${Math.round(Math.exp(log_e))} to 1`,
  moment: ({ sequence }: { sequence: number }) => `event ${sequence}`,
  tick: (ms: number) => `${ms}`,
  red: "Rolls back at 100 to 1",
  amber: "Amber at 10 to 1",
};

function chart(log_e: number[]) {
  return (
    <EvidenceChart
      moments={log_e.map((_, index) => ({ ms: index * 1_000, sequence: index + 1 }))}
      series={[
        { name: "Both together", colour: "purple", log_e, decides: true },
        { name: "Errors", colour: "teal", log_e, decides: false },
      ]}
      amber_log_e={Math.log(10)}
      red_log_e={Math.log(100)}
      description="It climbs."
      words={WORDS}
    />
  );
}

it("draws both lines, names them, and shows the latest figures", () => {
  const { container } = render(chart([0, 1, Math.log(29)]));
  expect(screen.getByRole("img", { name: "It climbs." })).toBeTruthy();
  expect(screen.getByText("Amber at 10 to 1")).toBeTruthy();
  expect(screen.getByText("Rolls back at 100 to 1")).toBeTruthy();
  expect(screen.getAllByText("29 to 1")).toHaveLength(2);
  expect(screen.getByText("event 3")).toBeTruthy();
  expect(container.querySelectorAll("path")).toHaveLength(2);
});

it("draws neither NaN nor infinity", () => {
  const { container } = render(chart([Number.NEGATIVE_INFINITY, 500, Number.POSITIVE_INFINITY]));
  for (const path of container.querySelectorAll("path")) {
    expect(path.getAttribute("d")).not.toMatch(/NaN|Infinity/);
  }
});
