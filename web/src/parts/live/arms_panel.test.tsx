import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { ArmsPanel } from "./arms_panel";
import { test_launch, test_results } from "./test_launch";

it("shows each arm's visitors, and each metric as share and count", () => {
  render(<ArmsPanel launch={test_launch("live")} results={test_results("live")} />);
  expect(screen.getByRole("row", { name: /Visitors/ }).textContent).toContain("1,280");
  const row = screen.getByRole("row", { name: /Sign-ups/ });
  expect(row.textContent).toContain("within 7 days; more is better");
  expect(row.textContent).toContain("3.20 %");
  expect(row.textContent).toContain("41 of 1,280");
});

it("shows no mean where there is none", () => {
  render(<ArmsPanel launch={test_launch("live")} results={test_results("live", 0)} />);
  const row = screen.getByRole("row", { name: /Sign-ups/ });
  expect(row.textContent).toContain("–");
  expect(row.textContent).not.toMatch(/NaN|null/);
});

it("stands before the first results come", () => {
  render(<ArmsPanel launch={test_launch("draft")} results={null} />);
  expect(screen.getAllByRole("columnheader", { name: /control|treatment/ })).toHaveLength(2);
});
