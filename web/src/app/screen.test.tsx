// The whole screen, from the address to the button, with only the server stood in for.
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { test_launch, test_receipt, test_results } from "../parts/live/test_launch";
import { show } from "./test_screen";
import { MARIA, problem, TestServer } from "./test_server";

const PATH = "/api/launches/spring-banner";

let server: TestServer;

beforeEach(() => {
  server = new TestServer();
  server.member = MARIA;
  server.on("GET /api/workspace", { notice: "Simulated traffic.", version: "0.1.0" });
  server.on("GET /api/launches", { launches: [] });
  server.on(`GET ${PATH}/evidence`, { points: [], goals: [] });
  server.on(`GET ${PATH}/journal`, { entries: [] });
});
afterEach(() => vi.unstubAllGlobals());

function show_launch(state: Parameters<typeof test_launch>[0], units?: number) {
  server.on(`GET ${PATH}`, test_launch(state));
  server.on(`GET ${PATH}/results`, test_results(state, units));
  show("/launches/spring-banner");
  return screen.findByRole("heading", { level: 1, name: "Spring banner" });
}

describe("the live page", () => {
  it("has nothing to take back of a draft, and starts it", async () => {
    const user = userEvent.setup();
    await show_launch("draft", 0);
    expect(screen.queryByRole("button", { name: "Kill" })).toBeNull();
    server.on(`POST ${PATH}/start`, test_launch("live"));
    await user.click(screen.getByRole("button", { name: "Start" }));
    await user.click(await screen.findByRole("button", { name: "Start now" }));
    expect(await screen.findByText("Live")).toBeTruthy();
  });

  it("says what it waits for while nobody came", async () => {
    await show_launch("live", 0);
    expect(await screen.findByText("Live, and waiting for the first visitor")).toBeTruthy();
  });

  it("follows what is pushed", async () => {
    await show_launch("live");
    await screen.findByText("Updates by itself");
    server.push(`${PATH}/live`, "results", {
      ...test_results("live"),
      as_of: { sequence: 9999, at: null },
    });
    server.push(`${PATH}/live`, "feed", {
      items: [
        {
          at: "2026-03-01T09:05:07.123456Z",
          sequence: 9999,
          event: "Checkout Error",
          arm: "treatment",
          unit: "0a1b2c3d",
          effect: "counts for checkout-error",
        },
      ],
    });
    expect(await screen.findByText(/Judged up to event 9,999/)).toBeTruthy();
    const feed = await screen.findByRole("region", { name: "Latest events, newest first" });
    expect(feed.textContent).toContain("0a1b2c3d");
  });

  it("opens the receipt by itself, says so, and takes nobody's focus", async () => {
    await show_launch("amber");
    await screen.findByText("Updates by itself");
    const kill = screen.getByRole("button", { name: "Kill" });
    const link = screen.getByRole("link", { name: /All launches/ });
    link.focus();
    server.push(`${PATH}/live`, "launch", test_launch("rolled_back"));
    server.push(`${PATH}/live`, "receipt", test_receipt());
    expect(await screen.findByRole("region", { name: "Receipt of the rollback" })).toBeTruthy();
    expect(document.activeElement).toBe(link);
    await waitFor(() =>
      expect(screen.getByRole("alert").textContent).toContain("Spring banner: Rolled back."),
    );
    expect(kill.hasAttribute("disabled")).toBe(true);
  });

  it("asks before it kills, sends the reason, and shows a refusal", async () => {
    const user = userEvent.setup();
    await show_launch("live");
    let sent: unknown;
    server.on(`POST ${PATH}/kill`, (body: unknown) => {
      sent = body;
      return problem(409, "conflict", "The launch has just been rolled back.");
    });
    await user.click(screen.getByRole("button", { name: "Kill" }));
    const dialog = await screen.findByRole("dialog", { name: "Kill: Spring banner" });
    expect(server.asked).not.toContain(`POST ${PATH}/kill`);
    await user.type(within(dialog).getByLabelText("Reason"), "wrong price");
    await user.click(within(dialog).getByRole("button", { name: "Kill now" }));
    expect(await within(dialog).findByText("The launch has just been rolled back.")).toBeTruthy();
    expect(sent).toEqual({ reason: "wrong price" });
  });

  /** Presses the button, agrees, and the launch is in the next state. */
  async function press(label: string, confirm: string, next: Parameters<typeof test_launch>[0]) {
    const user = userEvent.setup();
    server.on(`POST ${PATH}/${label.split(" ")[0]?.toLowerCase()}`, test_launch(next));
    await user.click(screen.getByRole("button", { name: label }));
    await user.click(await screen.findByRole("button", { name: confirm }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  }

  it("pauses, and resumes from where it paused", async () => {
    await show_launch("live");
    await press("Pause", "Pause now", "paused");
    expect(await screen.findByText("Paused")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Pause" }).hasAttribute("disabled")).toBe(true);
    await press("Resume", "Resume now", "live");
    expect(screen.getByRole("button", { name: "Pause" }).hasAttribute("disabled")).toBe(false);
  });

  it("offers to clear amber only while it is amber", async () => {
    await show_launch("amber");
    await press("Clear amber", "Clear now", "live");
    expect(screen.queryByRole("button", { name: "Clear amber" })).toBeNull();
  });

  it("says so where there is no such launch", async () => {
    show("/launches/spring-banner");
    expect(await screen.findByText(/There is no launch/)).toBeTruthy();
  });
});

describe("the receipt's own page", () => {
  it("shows the receipt, or that there is none", async () => {
    server.on(`GET ${PATH}`, test_launch("rolled_back"));
    show("/launches/spring-banner/receipt");
    expect(await screen.findByText("No receipt yet")).toBeTruthy();
    server.push(`${PATH}/live`, "receipt", test_receipt());
    expect(
      await screen.findByRole("heading", { level: 1, name: "Rolled back: Spring banner" }),
    ).toBeTruthy();
  });
});
