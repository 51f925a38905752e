import { render, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Receipt } from "../../api/types";
import { ReceiptDocument } from "./receipt_document";
import { test_launch, test_receipt } from "./test_launch";

function show(change: (receipt: Receipt) => void = () => {}) {
  const receipt = test_receipt();
  change(receipt);
  render(
    <ReceiptDocument receipt={receipt} metrics={test_launch("rolled_back").metrics} level="h1" />,
  );
}

describe("the receipt", () => {
  it("tells it in both sides' words, paragraph by paragraph", () => {
    show();
    const marketing = screen.getByRole("region", { name: "In marketing’s words" });
    expect(within(marketing).getAllByText(/\w/, { selector: "p" })).toHaveLength(2);
    const it_side = screen.getByRole("region", { name: "In IT’s words" });
    expect(within(it_side).getByText("Merged e-value 135 crossed 100.")).toBeTruthy();
  });

  it("says when each step happened and how long it took", () => {
    show();
    const steps = screen.getByRole("region", { name: "When each step happened" });
    expect(steps.textContent).toContain("09:05:07.123 UTC");
    expect(within(steps).getByText("+0.8 ms")).toBeTruthy();
    expect(within(steps).getByText("+17 ms")).toBeTruthy();
    expect(steps.textContent).toContain("Checkout Error in treatment, event 4,322, message m-77");
  });

  it("shows the loss in money with its interval", () => {
    show();
    expect(screen.getByText("€545.00")).toBeTruthy();
    expect(screen.getByText("95 % sure it lies between €90.00 and €1,200.00")).toBeTruthy();
    expect(screen.getByText("803 control, 848 treatment")).toBeTruthy();
  });

  it("shows affected visitors where no worth is agreed", () => {
    show((receipt) => {
      receipt.loss = { ...receipt.loss, amount: null, currency: null, low: 6, high: 45 };
    });
    expect(screen.getByText("23 visitors")).toBeTruthy();
    expect(screen.getByText("95 % sure it lies between 6 and 45")).toBeTruthy();
  });

  it("tells lost value apart from affected visitors, and names what is not in the figure", () => {
    show((receipt) => {
      receipt.loss.counted.push({
        metric: "revenue",
        name: "Revenue",
        kind: "mean",
        affected: 1240.5,
        low: 300,
        high: 2100,
        worth: { amount: 100, currency: "EUR" },
      });
      receipt.loss.not_counted = ["checkout-error"];
    });
    const table = screen.getByRole("table");
    expect(within(table).getByRole("row", { name: /Sign-ups/ }).textContent).toContain(
      "8.4 visitors",
    );
    const revenue = within(table).getByRole("row", { name: /Revenue/ });
    expect(revenue.textContent).toContain("€1,240.50 of its value");
    expect(revenue.textContent).toContain("between €300 and €2,100");
    expect(screen.getByText(/too little had come in to say: Checkout errors/)).toBeTruthy();
  });

  it("does not call an unknown loss nothing", () => {
    show((receipt) => {
      receipt.loss = { ...receipt.loss, amount: 0, counted: [], not_counted: ["signup"] };
    });
    expect(screen.getByText("Not known")).toBeTruthy();
    expect(screen.queryByText("€0.00")).toBeNull();
  });

  it("compares means where a guardrail is one", () => {
    show((receipt) => {
      receipt.guardrails = receipt.guardrails.map((guardrail) => ({
        ...guardrail,
        kind: "mean" as const,
        means: { control: 12, treatment: 9 },
        unbalanced: true,
      }));
    });
    expect(screen.getAllByText(/9.00 per visitor in treatment, .*12.00 in control/)).toHaveLength(
      2,
    );
    expect(screen.getAllByText(/never decides/)).toHaveLength(2);
  });

  it("does not invent a push that is not on record", () => {
    show((receipt) => {
      receipt.times = { ...receipt.times, pushed: null, recovered: true };
    });
    expect(screen.getByText("Recovered")).toBeTruthy();
    expect(screen.queryByText("Pushed")).toBeNull();
  });

  it("names the person where a person decided", () => {
    show((receipt) => {
      receipt.decided_by = "person";
      receipt.member = "owner";
      receipt.reason = "Wrong price.";
      receipt.deciding_event = { message_id: null, sequence: 4322, event: null, arm: null };
    });
    expect(screen.getByText(/By hand, .*: owner pressed the button/)).toBeTruthy();
    expect(screen.getByText("Reason: Wrong price.")).toBeTruthy();
    expect(screen.getByText("No deciding event: decided at event 4,322.")).toBeTruthy();
  });
});
