// A launch whose visitors the test itself sends: its goals from collecting to separated, a sample
// ratio alarm that hides them and is cleared, watch mode, and a pause.
import { expect, type Page, test } from "@playwright/test";
import { arm, units_in } from "../../tests/contract/assignment.mjs";
import { event, exposure, failure } from "../../tests/contract/messages.mjs";
import { errors_of, picture, Stage } from "./stage.ts";

test.describe.configure({ mode: "serial" });

const METRICS = `metrics:
  - key: signup
    name: Sign-ups
    kind: conversion
    event: Signed Up
    window: 7d
    better: up
    worth: {amount: 4000, currency: EUR}
  - key: checkout-error
    name: Checkout errors
    kind: conversion
    event: Checkout Error
    window: 1d
    better: down
  - key: revenue
    name: Revenue
    kind: mean
    event: Order Completed
    value: properties.revenue
    cap: 500
    window: 7d
    better: up
    worth: {amount: 100, currency: EUR}
launches:
`;

const launch_text = (key: string, name: string, more = "") => `
  - key: ${key}
    name: ${name}
    flag: {key: ${key}, type: boolean, default: false}
    unit: id
    arms:
      - {key: control, value: false, weight: 0.5}
      - {key: treatment, value: true, weight: 0.5}
    coverage: 1.0
    guardrails:
      - {metric: checkout-error, side: it, margin: 0}
      - {metric: revenue, side: marketing, margin: 0.05}
    goals: [signup, revenue]
    rollback_at: 100
${more}`;

const GOALS = "goal-launch";
const LOPSIDED = "lopsided";
const WATCHED = "watched";
const PAUSED = "paused";

let stage: Stage;
let page: Page;
let errors: string[];

test.beforeAll(async ({ browser }, information) => {
  stage = await Stage.empty();
  await stage.server.apply(
    await stage.server.file(
      METRICS +
        launch_text(GOALS, "Bigger button") +
        launch_text(LOPSIDED, "Lopsided redirect") +
        launch_text(WATCHED, "New checkout", "    mode: watch\n") +
        launch_text(PAUSED, "Autumn header"),
    ),
  );
  const context = await browser.newContext(information.project.use);
  page = await context.newPage();
  errors = errors_of(page);
  await stage.sign_in(page);
});

test.afterAll(async () => {
  await page?.context().close();
  await stage?.close();
});

const shot = (name: string) => picture(page, `${test.info().project.name}-launch-${name}`);
const badge = (words: string) => page.locator("header").getByText(words, { exact: true }).first();
const region = (name: string) => page.getByRole("region", { name, exact: true });

async function open(key: string) {
  await page.goto(`${stage.server.url}/launches/${key}`);
  await expect(page.getByText("Updates by itself")).toBeVisible();
}

async function press(action: string, confirm: string, reason: string) {
  await page.getByRole("button", { name: action, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: new RegExp(`^${action}: `) });
  await expect(dialog).toBeVisible();
  await shot(`dialog-${action.toLowerCase().replace(" ", "-")}`);
  await dialog.getByLabel(/Reason/).fill(reason);
  await dialog.getByRole("button", { name: confirm }).click();
  await expect(dialog).toBeHidden();
}

/** Visitors of both arms; treatment signs up four times as often, both order alike. */
function visitors(from: number, to: number) {
  const messages = [];
  for (let number = from; number < to; number += 1) {
    const visitor = `visitor-${number}`;
    const signs_up = number % 20 < (arm(GOALS, visitor) === "treatment" ? 8 : 2);
    messages.push(exposure(visitor, GOALS));
    if (signs_up) messages.push(event(visitor, "Signed Up"));
    if (number % 7 === 0) {
      const revenue = number % 91 === 0 ? 900 : 20 + (number % 60);
      messages.push(event(visitor, "Order Completed", { properties: { revenue } }));
    }
  }
  return messages;
}

test("a draft teaches what will appear, and draws nothing", async () => {
  await page.goto(`${stage.server.url}/launches/${GOALS}`);
  await expect(region("Goals").getByText(/the interval appears and narrows/)).toBeVisible();
  await expect(page.getByText(/With the first visitor a line starts here/)).toBeVisible();
  await expect(page.getByRole("img", { name: /over time/ })).toHaveCount(0);
  await shot("1-draft");
});

test("goals are collecting while too few visitors have come", async () => {
  for (const key of [GOALS, LOPSIDED, WATCHED, PAUSED]) await stage.server.act("start", key);
  await open(GOALS);
  await stage.server.send(visitors(0, 12));
  await stage.server.send(visitors(12, 26));
  const goals = region("Goals");
  await expect(goals.getByText(/Collecting: too few visitors/).first()).toBeVisible();
  await expect(goals.getByRole("img", { name: /Sign-ups over time/ })).toBeVisible();
  await expect(region("Left out").getByText(/Nothing was left out/)).toBeVisible();
  await shot("2-collecting");
});

test("a goal separates before one's eyes, and says by how much", async () => {
  for (let from = 26; from < 560; from += 60) {
    await stage.server.send(visitors(from, from + 60));
    await page.waitForTimeout(400); // a page has seen each step
  }
  const goals = region("Goals");
  await expect(goals.getByText(/^Sign-ups rose by [\d.]+ to [\d.]+ points\.$/)).toBeVisible();
  await expect(goals.getByText("Better", { exact: true })).toBeVisible();
  await expect(goals.getByText("Not separated yet", { exact: true })).toBeVisible();
  await expect(goals.getByText(/€500 at most/)).toBeVisible();
  await expect(goals.getByText("the promise holds").first()).toBeVisible();
  await shot("3-separated");
  await page.emulateMedia({ colorScheme: "dark" });
  await shot("4-separated-dark");
  await page.emulateMedia({ colorScheme: "light" });
});

test("a picture is read by keyboard and as a table", async () => {
  const goals = region("Goals");
  const slider = goals.getByRole("slider", { name: "Sign-ups over time" });
  await slider.focus();
  await page.keyboard.press("Home");
  await expect(slider).toHaveAttribute("aria-valuetext", /collecting$/);
  await page.keyboard.press("End");
  await expect(slider).toHaveAttribute("aria-valuetext", /points, \+[\d.]+ to \+[\d.]+ points$/);
  await goals.getByText("The same as a table").first().click();
  await goals.getByText("What these numbers say").first().click();
  await expect(goals.getByRole("table").getByText("collecting").first()).toBeVisible();
  await shot("5-as-a-table");
  await page.emulateMedia({ media: "print" });
  await page.screenshot({
    path: `test-results/${test.info().project.name}-launch-6-printed.png`,
    fullPage: true,
  });
  await page.emulateMedia({ media: "screen" });
});

test("what does not count is named, each with its reason", async () => {
  const [stranger] = units_in(GOALS, "control", 1, "stranger");
  await stage.server.send([
    event("nobody-yet", "Signed Up"),
    exposure(stranger, GOALS, {}, "treatment"),
    event("visitor-1", "Order Completed", { properties: { revenue: "much" } }),
    event("visitor-2", "Signed Up", { timestamp: "2020-01-01T00:00:00.000Z" }),
  ]);
  const left_out = region("Left out");
  await expect(left_out.getByText("1 visitor excluded")).toBeVisible();
  await expect(left_out.getByText("1 event without a number")).toBeVisible();
  await expect(left_out.getByText("1 event outside the window")).toBeVisible();
  await expect(left_out.getByText(/events? waits?$/)).toBeVisible();
  await shot("7-left-out");
});

test("a sample ratio alarm turns it amber, hides the goals, and is cleared", async () => {
  await open(LOPSIDED);
  const seen = units_in(LOPSIDED, "treatment", 60, "lopsided");
  await stage.server.send(seen.map((visitor: string) => exposure(visitor, LOPSIDED)));
  await expect(badge("Amber")).toBeVisible();
  const ratio = region("Sample ratio");
  await expect(ratio.getByText("Alarm", { exact: true })).toBeVisible();
  await expect(ratio.getByText(/gets 100 %/)).toBeVisible();
  await expect(page.getByText(/^Amber: The arms stopped getting/)).toBeVisible();
  const hidden = region("Goals").getByText(/Not shown while the sample ratio alarm stands/);
  await expect(hidden.first()).toBeVisible();
  await expect(region("Goals").getByRole("img", { name: /over time/ })).toHaveCount(0);
  await shot("8-sample-ratio");
  await press("Clear amber", "Clear now", "A redirect lost the control arm; mended.");
  await expect(badge("Live")).toBeVisible();
  await expect(ratio.getByText(/Somebody has cleared amber/)).toBeVisible();
  await expect(hidden.first()).toBeVisible();
  await expect(page.getByText("A redirect lost the control arm; mended.")).toBeVisible();
  await shot("9-cleared");
});

test("goals are shown again once the arms have the visitors they should", async () => {
  const missing = units_in(LOPSIDED, "control", 50, "lopsided");
  await stage.server.send(missing.map((visitor: string) => exposure(visitor, LOPSIDED)));
  await expect(region("Sample ratio").getByText("Fine", { exact: true })).toBeVisible();
  await expect(region("Goals").getByText("Not shown", { exact: true })).toHaveCount(0);
});

test("watch mode says what it would have done, and changes nothing", async () => {
  await open(WATCHED);
  await expect(badge("Watch mode")).toBeVisible();
  await expect(page.getByText(/would have done nothing so far/)).toBeVisible();
  await shot("10-watch-before");
  const harmed = units_in(WATCHED, "treatment", 14, "watched");
  const spared = units_in(WATCHED, "control", 14, "watched");
  await stage.server.send([...harmed, ...spared].map((one: string) => exposure(one, WATCHED)));
  await stage.server.send(harmed.map((one: string) => failure(one)));
  await expect(
    page.getByText(/Spotter would have rolled this back at \d\d:\d\d:\d\d UTC \(event [\d,]+\)/),
  ).toBeVisible();
  await expect(page.getByText(/Nothing was changed\./)).toBeVisible();
  await expect(badge("Live")).toBeVisible();
  await shot("11-watch");
  await page.goto(`${stage.server.url}/`);
  await expect(page.getByText("Watch mode", { exact: true })).toBeVisible();
  await shot("12-tracker");
});

test("a launch is paused and resumed, with a reason each", async () => {
  await open(PAUSED);
  const [visitor] = units_in(PAUSED, "treatment", 1, "calm");
  await press("Pause", "Pause now", "The call centre is closed today.");
  await expect(badge("Paused")).toBeVisible();
  await expect(page.getByText("The call centre is closed today.")).toBeVisible();
  const paused = await stage.server.decide(PAUSED, { targetingKey: visitor });
  expect(paused.body.value).toBe(false);
  await shot("13-paused");
  await press("Resume", "Resume now", "Everybody is back.");
  await expect(badge("Live")).toBeVisible();
  const resumed = await stage.server.decide(PAUSED, { targetingKey: visitor });
  expect(resumed.body.value).toBe(true);
  await stage.server.act("stop", PAUSED);
  await expect(badge("Stopped")).toBeVisible();
  for (const name of ["Pause", "Stop", "Roll back", "Kill"]) {
    await expect(page.getByRole("button", { name, exact: true })).toBeDisabled();
  }
  expect(errors).toEqual([]);
});
