// People, settings and metrics as pages, with only the server stood in for.
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { AccessKey, MemberList, MetricList } from "../api/types";
import { test_launch } from "../parts/live/test_launch";
import { show } from "./test_screen";
import { MARIA, problem, TestServer } from "./test_server";

const AT = "2026-11-19T10:00:00.000000Z";

const MEMBERS: MemberList = {
  members: [{ ...MARIA, has_password: true }],
  departments: [
    { key: "marketing", name: "Marketing", side: "marketing" },
    { key: "it", name: "IT", side: "it" },
  ],
};

let server: TestServer;
let sent: unknown;

const keep = (body: unknown) => {
  sent = body;
  return Response.json({});
};

beforeEach(() => {
  sent = undefined;
  server = new TestServer();
  server.member = MARIA;
  server.on("GET /api/workspace", { notice: "", version: "0.1.0" });
  server.on("GET /api/members", MEMBERS);
});
afterEach(() => vi.unstubAllGlobals());

it("adds a member once everything is there, and shows a refusal", async () => {
  const user = userEvent.setup();
  show("/people");
  expect(await screen.findByText(/Add a member of the side that is missing/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Add a member" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Add a member" }));
  await user.type(dialog.getByLabelText("Sign-in name"), "maria");
  await user.type(dialog.getByLabelText("Name"), "Jonas Weber");
  await user.click(dialog.getByRole("button", { name: "Add" }));
  expect(dialog.getByText("Somebody has this name already.")).toBeTruthy();
  await user.clear(dialog.getByLabelText("Sign-in name"));
  await user.type(dialog.getByLabelText("Sign-in name"), "jonas");
  await user.selectOptions(dialog.getByLabelText("Department"), "it");
  server.on("POST /api/members", () => problem(409, "conflict", "There is a jonas."));
  await user.click(dialog.getByRole("button", { name: "Add" }));
  expect(await dialog.findByText("There is a jonas.")).toBeTruthy();
  server.on("POST /api/members", keep);
  await user.click(dialog.getByRole("button", { name: "Add" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(sent).toEqual({
    key: "jonas",
    name: "Jonas Weber",
    department: "it",
    may_administer: false,
  });
});

it("changes of a member only what differs", async () => {
  const user = userEvent.setup();
  server.on("POST /api/members/maria", keep);
  show("/people");
  await user.click(await screen.findByRole("button", { name: "Change Maria Lopez" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Change Maria Lopez" }));
  await user.click(dialog.getByRole("checkbox", { name: "May administer" }));
  await user.click(dialog.getByRole("button", { name: "Keep" }));
  await waitFor(() => expect(sent).toEqual({ may_administer: false }));
});

it("shows a key once, revokes after asking, and leaves signatures as they were", async () => {
  const user = userEvent.setup();
  const key = { kind: "client", member: "", created_at: AT, encrypted: false };
  const keys: AccessKey[] = [
    { ...key, id: "key-1", revoked_at: AT },
    { ...key, id: "key-2", revoked_at: null },
  ];
  server.on("GET /api/keys", { keys });
  server.on("GET /api/settings", { signatures_required: false });
  server.on("POST /api/settings", () => problem(409, "conflict", "Not now."));
  server.on("POST /api/keys", { id: "key-3", key: "spc_abc", encryption_key: null });
  server.on("POST /api/keys/key-2/revoke", keep);
  show("/settings");
  expect(await screen.findByText(/^Revoked 19 Nov 2026, 10:00:00 UTC/)).toBeTruthy();
  await user.click(screen.getByRole("checkbox", { name: /have both signed/ }));
  expect(await screen.findByText("Not now.")).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>("checkbox", { name: /have both signed/ }).checked).toBe(
    false,
  );
  await user.click(screen.getByRole("button", { name: "Make a client key" }));
  await user.click(await screen.findByRole("button", { name: "Make it" }));
  expect(await screen.findByText("spc_abc")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "I have kept it" }));
  expect(screen.queryByText("spc_abc")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Revoke key-2" }));
  expect(sent).toBeUndefined();
  await user.click(await screen.findByRole("button", { name: "Revoke now" }));
  await waitFor(() => expect(sent).toEqual({}));
});

/** The metrics of the test launch, which alone uses them, as the server lists them. */
function metric_list(total?: number): MetricList {
  const { metrics } = test_launch("live");
  const use = { launch: "spring-banner", name: "Spring banner", state: "live" } as const;
  const lines = metrics.map((card) => ({
    card,
    formula: "",
    uses: [{ ...use, as: ["guardrail" as const, "goal" as const] }],
    uses_total: 9,
  }));
  return { metrics: lines, total: total ?? lines.length };
}

it("shows each metric in both wordings, with worth, window, owners and who uses it", async () => {
  server.on("GET /api/metrics", metric_list());
  show("/metric-cards");
  const heading = await screen.findByRole("heading", { name: "Sign-ups" });
  const card = within(heading.closest("li") as HTMLElement);
  expect(card.getByText("Visitors who open an account.")).toBeTruthy();
  expect(card.getByText("Units with a Signed Up event.")).toBeTruthy();
  expect(card.getByText("€40.00 for each such visitor")).toBeTruthy();
  expect(card.getByText("7 days after first seeing the launch")).toBeTruthy();
  expect(card.getByText("as guardrail and goal, live")).toBeTruthy();
  expect(card.getByText("Used by 9 launches")).toBeTruthy();
  expect(card.getByText("and 8 more")).toBeTruthy();
  expect(card.getByText("Owner: Maria Lindt")).toBeTruthy();
  expect(card.getByText("Owner: Jonas Weber")).toBeTruthy();
  expect(server.asked.filter((one) => one.startsWith("GET /api/launches"))).toEqual([]);
});

it("teaches where a metric has no owner yet, and says what it does not list", async () => {
  server.on("GET /api/metrics", metric_list(1_200));
  show("/metric-cards");
  const heading = await screen.findByRole("heading", { name: "Checkout errors" });
  const card = within(heading.closest("li") as HTMLElement);
  expect(card.getAllByText("No owner yet.")).toHaveLength(2);
  expect(screen.getByText(/^Some metrics lack an owner/)).toBeTruthy();
  expect(screen.getByText("The first 2 of 1,200 metrics, by their keys.")).toBeTruthy();
});
