// The tracker as a page: what waits, the board, filters, and changes that arrive by themselves.
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { TrackerRow } from "../api/types";
import { test_row } from "../parts/launches/test_rows";
import { show } from "./test_screen";
import { MARIA, TestServer } from "./test_server";

let server: TestServer;
let rows: TrackerRow[];

beforeEach(() => {
  server = new TestServer();
  server.member = MARIA;
  rows = [
    test_row({ mine: false }),
    test_row({
      key: "checkout",
      title: "One-page checkout",
      stage: "agreement",
      holder: { kind: "side", side: "marketing", name: null },
      waits_for: "signatures",
      sentence: "Waits for marketing’s signature.",
      signed: ["it"],
      mine: true,
    }),
  ];
  server.on("GET /api/workspace", { notice: "", version: "0.1.0" });
  server.on("GET /api/tracker", () =>
    Response.json({ stages: [], launches: rows, signatures_required: true }),
  );
});
afterEach(() => vi.unstubAllGlobals());

const stage = (name: string) => screen.findByRole("region", { name: new RegExp(`^${name}`) });

describe("the board", () => {
  it("shows each launch in its stage with holder, state, wait and signatures", async () => {
    show("/");
    const card = within(await stage("Agreement")).getByRole("listitem");
    expect(card.textContent).toContain("Marketing, since");
    expect(card.textContent).toContain("Waits for marketing’s signature.");
    expect(card.textContent).toContain("IT has signed, marketing has not");
    expect(card.textContent).toContain("Asked by Maria Lopez, Marketing");
    expect(within(await stage("Idea")).queryByRole("listitem")).toBeNull();
  });

  it("has what waits for me on top, one press away", async () => {
    const router = show("/");
    server.on("GET /api/launches/checkout", {});
    const mine = await stage("Waits for you");
    expect(within(mine).getAllByRole("listitem")).toHaveLength(1);
    await userEvent.click(within(mine).getByRole("link", { name: "Sign: One-page checkout" }));
    await waitFor(() => expect(router.history.location.pathname).toBe("/launches/checkout"));
  });

  it("draws the first of a long stage, and more on request", async () => {
    rows = Array.from({ length: 70 }, (_, index) =>
      test_row({ key: `launch-${index}`, title: `Launch ${index}` }),
    );
    show("/");
    const column = await stage("Feasibility");
    expect(within(column).getAllByRole("listitem")).toHaveLength(8);
    await userEvent.click(within(column).getByRole("button", { name: /Show 48 more of 62/ }));
    expect(within(column).getAllByRole("listitem")).toHaveLength(56);
    await userEvent.click(within(column).getByRole("button", { name: /Show 14 more of 14/ }));
    expect(within(column).queryByRole("button")).toBeNull();
  });

  it("follows a change, and leaves the cards alone that did not change", async () => {
    show("/");
    const quiet = within(await stage("Agreement")).getByRole("listitem");
    rows = [test_row({ stage: "vetting", sentence: "1 condition open." }), ...rows.slice(1)];
    server.push("/api/tracker/stream", "changed", { sequence: 2 });
    await waitFor(async () =>
      expect((await stage("Vetting")).textContent).toContain("1 condition open."),
    );
    expect(within(await stage("Agreement")).getByRole("listitem")).toBe(quiet);
  });
});

describe("filters", () => {
  it("stand in the address, and come from it", async () => {
    const user = userEvent.setup();
    const router = show("/?side=it");
    expect(await screen.findByText("1 of 2 launches")).toBeTruthy();
    expect(within(await stage("Feasibility")).getByText("Spring banner")).toBeTruthy();
    await user.click(screen.getByRole("radio", { name: "All" }));
    await user.type(screen.getByRole("searchbox"), "one-page");
    await waitFor(() => expect(router.history.location.search).toBe("?text=one-page"));
    expect(screen.getByText("1 of 2 launches")).toBeTruthy();
    await user.clear(screen.getByRole("searchbox"));
    await user.type(screen.getByRole("searchbox"), "nothing like it");
    expect(await screen.findByText(/No launch is left/)).toBeTruthy();
  });
});

it("shows everything where the address asks for a side that there is not", async () => {
  show("/?side=sales&mine=perhaps");
  expect(await screen.findByText("2 launches")).toBeTruthy();
});

describe("an empty tracker", () => {
  it("teaches the six stages and asks for the first launch", async () => {
    const user = userEvent.setup();
    rows = [];
    let sent: unknown;
    server.on("POST /api/launches/bigger-button/ask", (body: unknown) => {
      sent = body;
      return Response.json({});
    });
    const router = show("/");
    await user.click(await screen.findByRole("button", { name: "Ask for the first launch" }));
    const dialog = await screen.findByRole("dialog", { name: "Ask for a launch" });
    await user.click(within(dialog).getByRole("button", { name: "Ask" }));
    expect(within(dialog).getByText("Say what should be better afterwards.")).toBeTruthy();
    await user.type(within(dialog).getByLabelText("What is it?"), "Bigger button");
    await user.type(within(dialog).getByLabelText("What for?"), "More sign-ups");
    await user.click(within(dialog).getByRole("button", { name: "Ask" }));
    await waitFor(() => expect(router.history.location.pathname).toBe("/launches/bigger-button"));
    expect(sent).toEqual({ title: "Bigger button", outcome: "More sign-ups" });
  });
});

describe("the keyboard", () => {
  it("goes anywhere with Ctrl+K", async () => {
    const user = userEvent.setup();
    const router = show("/");
    await stage("Agreement");
    await user.keyboard("{Control>}k{/Control}");
    await screen.findByRole("combobox");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox"), "metr{Enter}");
    await waitFor(() => expect(router.history.location.pathname).toBe("/metric-cards"));
  });

  it("lists its shortcuts on ?, and single keys can be switched off", async () => {
    const user = userEvent.setup();
    show("/");
    await stage("Agreement");
    await user.keyboard("?");
    const list = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
    await user.click(within(list).getByRole("checkbox", { name: "Single keys do something" }));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await user.keyboard("h");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("opens the words of both sides with H", async () => {
    const user = userEvent.setup();
    show("/");
    await stage("Agreement");
    await user.keyboard("h");
    const help = await screen.findByRole("dialog", { name: "Help and words" });
    expect(within(help).getByText("“Slow and no”")).toBeTruthy();
    await user.type(within(help).getByLabelText("Find a word"), "what must not get worse");
    expect(within(help).getByText("guardrail")).toBeTruthy();
    expect(within(help).queryByText("launch")).toBeNull();
  });
});
