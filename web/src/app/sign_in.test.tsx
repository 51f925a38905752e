// The ways in and out, with only the server stood in for.
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { test_row } from "../parts/launches/test_rows";
import { show } from "./test_screen";
import { MARIA, problem, TestServer } from "./test_server";

let server: TestServer;
const stages = ["idea", "feasibility", "vetting", "agreement", "live", "outcome"];

beforeEach(() => {
  server = new TestServer();
  server.on("GET /api/workspace", { notice: "Simulated traffic.", version: "0.1.0" });
  server.on("GET /api/tracker", { stages, launches: [test_row()], signatures_required: true });
  server.on("GET /api/launches", { launches: [] });
});
afterEach(() => vi.unstubAllGlobals());

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

async function fill_password(name: string, password: string) {
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText("Sign-in name"), name);
  await user.type(screen.getByLabelText("Password"), password);
  await user.click(screen.getByRole("button", { name: "Sign in" }));
}

describe("a password", () => {
  it("leads to where one wanted to go", async () => {
    let sent: unknown;
    server.on("POST /api/sign-in", (body: unknown) => {
      sent = body;
      return server.let_in(MARIA);
    });
    const router = show("/metric-cards");
    expect(await heading("Sign in")).toBeTruthy();
    expect(screen.getByText("Simulated traffic.")).toBeTruthy();
    expect(screen.queryByRole("navigation", { name: "Pages" })).toBeNull();
    await fill_password("maria", "correct horse battery");
    expect(await heading("Metrics")).toBeTruthy();
    expect(sent).toEqual({ member: "maria", password: "correct horse battery" });
    expect(router.history.location.pathname).toBe("/metric-cards");
  });

  it("never leads away from this site", async () => {
    server.on("POST /api/sign-in", () => server.let_in(MARIA));
    const router = show("/sign-in?to=//evil.example");
    await fill_password("maria", "correct horse battery");
    await heading("What marketing and IT have in hand");
    expect(router.history.location.href).toBe("/");
  });

  it("that is wrong gets the server's sentence, and asks for what is missing first", async () => {
    server.on("POST /api/sign-in", () =>
      problem(401, "unauthorized", "This name and password do not belong together."),
    );
    show("/");
    await userEvent.click(await screen.findByRole("button", { name: "Sign in" }));
    expect(await screen.findByText("Type your sign-in name first.")).toBeTruthy();
    expect(server.asked).not.toContain("POST /api/sign-in");
    await fill_password("maria", "wrong");
    expect(await screen.findByText(/do not belong together/)).toBeTruthy();
  });

  it("tried too often counts down to the next try", async () => {
    server.on("POST /api/sign-in", () =>
      problem(429, "too_many", "Too many tries.", { headers: { "Retry-After": "90" } }),
    );
    show("/");
    await fill_password("maria", "wrong");
    expect(await screen.findByText(/next try is taken in 1 min (30|29|28) s/)).toBeTruthy();
    expect(screen.getByRole("button", { name: /^Wait/ }).hasAttribute("disabled")).toBe(true);
  });
});

describe("one press", () => {
  it("is offered only if the server names people", async () => {
    show("/");
    await heading("Sign in");
    expect(screen.queryByRole("list", { name: "Sign in as" })).toBeNull();
  });

  it("signs in and shows for whom one signs", async () => {
    const { may_administer: _, ...person } = MARIA;
    server.one_click = [person];
    server.on("POST /api/sign-in/one-click", () => server.let_in(MARIA));
    show("/");
    const people = await screen.findByRole("list", { name: "Sign in as" });
    await userEvent.click(within(people).getByRole("button", { name: /Maria Lopez/ }));
    await heading("What marketing and IT have in hand");
    expect(
      screen.getByRole("button", { name: "Signed in as Maria Lopez, Marketing" }),
    ).toBeTruthy();
  });
});

it("while nobody has a password one press comes first, the first start next", async () => {
  const { may_administer: _, ...person } = MARIA;
  server.first_start = true;
  server.one_click = [person];
  show("/");
  await heading("Sign in");
  const people = await screen.findByRole("list", { name: "Sign in as" });
  const other_way = screen.getByText("Make this workspace yours, with the admin key");
  const follows = people.compareDocumentPosition(other_way) & Node.DOCUMENT_POSITION_FOLLOWING;
  expect(follows).toBeTruthy();
  await userEvent.click(other_way);
  expect(screen.getByLabelText("Admin key")).toBeTruthy();
});

it("the first start asks for the admin key once, and for what the owner needs", async () => {
  const user = userEvent.setup();
  server.first_start = true;
  let sent: unknown;
  server.on("POST /api/first-start", (body: unknown) => {
    sent = body;
    return server.let_in({ ...MARIA, key: "owner", side: "it", department: "it" });
  });
  show("/");
  await heading("Make this workspace yours");
  await user.click(screen.getByRole("button", { name: "Open the workspace" }));
  expect(await screen.findByText("Paste the admin key first.")).toBeTruthy();
  expect(screen.getByText("0 of at least 12 characters.")).toBeTruthy();
  await user.type(screen.getByLabelText("Admin key"), " spa_right ");
  await user.type(screen.getByLabelText("Your name"), "Ana Souza");
  await user.click(screen.getByRole("radio", { name: "IT" }));
  await user.type(screen.getByLabelText("Password"), "a long sentence");
  await user.click(screen.getByRole("button", { name: "Open the workspace" }));
  await heading("What marketing and IT have in hand");
  expect(sent).toEqual({
    admin_key: "spa_right",
    name: "Ana Souza",
    password: "a long sentence",
    department: "it",
  });
});

describe("a session", () => {
  beforeEach(() => {
    server.member = MARIA;
  });

  it("that ends by itself leads to the way in, and back afterwards", async () => {
    server.on("POST /api/sign-in", () => server.let_in(MARIA));
    const router = show("/");
    await heading("What marketing and IT have in hand");
    server.member = null;
    server.push("/api/tracker/stream", "changed", { sequence: 2 });
    expect(await heading("Sign in")).toBeTruthy();
    await fill_password("maria", "correct horse battery");
    await heading("What marketing and IT have in hand");
    expect(router.history.location.pathname).toBe("/");
  });

  it.each([
    ["Sign out", "POST /api/sign-out"],
    ["Sign out everywhere", "POST /api/sign-out-everywhere"],
  ])("%s is one press, and carries the token", async (label, asked) => {
    show("/");
    await heading("What marketing and IT have in hand");
    await userEvent.click(screen.getByRole("button", { name: label }));
    expect(await heading("Sign in")).toBeTruthy();
    expect(server.asked).toContain(asked);
  });

  it("without the right to administer shows neither people nor settings", async () => {
    server.member = { ...MARIA, may_administer: false };
    show("/people");
    expect(await screen.findByText(/changed by members who may administer/)).toBeTruthy();
    const pages = screen.getByRole("navigation", { name: "Pages" });
    expect(within(pages).queryByText("People")).toBeNull();
    expect(server.asked).not.toContain("GET /api/members");
  });

  it("says so while the server is away, and comes back by itself", async () => {
    const answer = globalThis.fetch;
    let away = true;
    vi.stubGlobal("fetch", (path: string, init: RequestInit) =>
      away ? Promise.reject(new TypeError("Failed to fetch")) : answer(path, init),
    );
    show("/");
    expect(await heading("Spotter does not answer")).toBeTruthy();
    away = false;
    await waitFor(() => heading("What marketing and IT have in hand"));
  });
});
