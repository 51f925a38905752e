// The demo as a person sees it: a harmful launch climbs to amber and is rolled back, its receipt
// opens by itself, and the harmless one beside it stays live until a person takes it back.
import { expect, type Locator, type Page, test } from "@playwright/test";
import {
  errors_of,
  expect_light_first_load,
  HARMFUL,
  HARMLESS,
  OWNER,
  picture,
  Stage,
  TRACKER,
  WATCHED,
} from "./stage.ts";

test.describe.configure({ mode: "serial" });

let stage: Stage;
let page: Page;
let errors: string[];

test.beforeAll(async ({ browser }, information) => {
  stage = await Stage.open();
  const context = await browser.newContext(information.project.use);
  page = await context.newPage();
  errors = errors_of(page);
});

test.afterAll(async () => {
  await page?.context().close();
  await stage?.close();
});

const shot = (name: string) => picture(page, `${test.info().project.name}-${name}`);
const heading = (name: string) => page.getByRole("heading", { level: 1, name });
const number_in = async (place: Locator) =>
  Number(((await place.textContent()) ?? "").replace(/\D.*$/, ""));
const badge = (words: string) => page.locator("header").getByText(words, { exact: true }).first();

test("the first start asks for the admin key once, and refuses a wrong one", async () => {
  await page.goto(stage.server.url);
  await expect_light_first_load(page, heading("Make this workspace yours"));
  await shot("1-first-start");
  await page.getByLabel("Admin key").fill("spa_wrong");
  await page.getByLabel("Your name").fill(OWNER.name);
  await page.getByRole("radio", { name: "IT" }).check();
  await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await page.getByRole("button", { name: "Open the workspace" }).click();
  await expect(page.getByText("This is not the workspace's admin key.")).toBeVisible();
  await expect(page.getByLabel("Admin key")).toHaveAttribute("aria-invalid", "true");
  errors.length = 0; // the browser itself reports the refused request
  await page.getByLabel("Admin key").fill(stage.server.keys.admin_key);
  await page.getByRole("button", { name: "Open the workspace" }).click();
  await expect(heading(TRACKER)).toBeVisible();
});

test("home shows what is in hand, and who is signed in", async () => {
  await expect(page.getByRole("button", { name: `Signed in as ${OWNER.name}, IT` })).toBeVisible();
  await expect(page.getByRole("link", { name: "One-page checkout", exact: true })).toBeVisible();
  await shot("2-tracker");
});

test("a draft is started from its page", async () => {
  await page.getByRole("link", { name: "One-page checkout", exact: true }).click();
  await expect(heading("One-page checkout")).toBeVisible();
  await shot("3-draft");
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Start now" }).click();
  await expect(badge("Live")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await stage.server.act("start", HARMLESS);
  await stage.server.act("start", WATCHED);
  await shot("4-live-without-visitors");
});

test("visitors arrive and everything moves by itself", async () => {
  stage.let_visitors_in(60);
  const feed = page.getByRole("region", { name: /Latest events/ });
  await expect(feed.getByRole("listitem").nth(5)).toBeVisible();
  const units = page
    .getByRole("row", { name: /Visitors/ })
    .getByRole("cell")
    .first();
  const before = await number_in(units);
  await expect.poll(() => number_in(units)).toBeGreaterThan(before + 20);
  await expect(page.getByText(/counts for/i).first()).toBeVisible({ timeout: 60_000 });
  await shot("5-live");
});

test("it is rolled back by itself, and the receipt opens", async () => {
  await expect(badge("Rolled back")).toBeVisible({ timeout: 120_000 });
  const receipt = page.getByRole("region", { name: "Receipt of the rollback" });
  await expect(receipt).toBeVisible();
  await expect(receipt.getByText("Pushed", { exact: true })).toBeVisible();
  await expect(receipt.getByText("Estimated loss")).toBeVisible();
  await expect(receipt.getByText(/€|EUR/).first()).toBeVisible();
  await page.waitForTimeout(400); // the panel has unfolded
  await page.screenshot({ path: `test-results/${test.info().project.name}-6-first-sight.png` });
  await shot("6-rolled-back");
  for (const name of ["Stop", "Roll back", "Kill"]) {
    await expect(page.getByRole("button", { name, exact: true })).toBeDisabled();
  }
});

test("the receipt has an address of its own, and prints", async () => {
  await page.getByRole("link", { name: /receipt alone/ }).click();
  await expect(heading("Rolled back: One-page checkout")).toBeVisible();
  await shot("7-receipt");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  await page.screenshot({
    path: `test-results/${test.info().project.name}-8-printed.png`,
    fullPage: true,
  });
  await page.emulateMedia({ media: "screen" });
});

test("the harmless launch beside it stays live, also in the dark", async () => {
  await page.goto(`${stage.server.url}/launches/${HARMLESS}`);
  await expect(heading("Spring banner")).toBeVisible();
  expect(["live", "amber"]).toContain(await stage.server.launch_state(HARMLESS));
  await expect(page.getByText("Updates by itself")).toBeVisible();
  await shot("9-harmless");
  await page.emulateMedia({ colorScheme: "dark" });
  await shot("10-harmless-dark");
  await page.emulateMedia({ colorScheme: "light" });
});

test("the goal of the harmless launch separates", async () => {
  const goals = page.getByRole("region", { name: "Goals" });
  await expect(goals.getByText(/Sign-ups rose by/)).toBeVisible({ timeout: 90_000 });
  await expect(goals.getByText("Better", { exact: true }).first()).toBeVisible();
  await expect(goals.getByRole("img", { name: /Revenue over time/ })).toBeVisible();
  await shot("10a-goals");
});

test("the watched launch says when it would have been rolled back, and stays live", async () => {
  await page.goto(`${stage.server.url}/launches/${WATCHED}`);
  const told = page.getByText(/Spotter would have rolled this back .* Nothing was changed\./);
  await expect(told).toBeVisible({ timeout: 90_000 });
  await expect(badge("Live")).toBeVisible();
  expect(await stage.server.launch_state(WATCHED)).toBe("live");
  await shot("10b-watched");
  await page.goto(`${stage.server.url}/launches/${HARMLESS}`);
  await expect(page.getByText("Updates by itself")).toBeVisible();
});

test("the page finds its server again after a restart", async () => {
  await stage.server.kill();
  await expect(page.getByText(/Connection lost/)).toBeVisible({ timeout: 20_000 });
  await shot("11-connection-lost");
  await stage.server.serve();
  await expect(page.getByText("Updates by itself")).toBeVisible({ timeout: 20_000 });
  errors.length = 0; // the browser itself reports the lost connection
});

test("rolling back asks first, leaves on request, and keeps the reason", async () => {
  await page.getByRole("button", { name: "Roll back", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /Roll back: Spring banner/ });
  await expect(dialog).toBeVisible();
  await shot("12-roll-back-dialog");
  await dialog.getByRole("button", { name: "Leave it as it is" }).click();
  await expect(dialog).toBeHidden();
  expect(["live", "amber"]).toContain(await stage.server.launch_state(HARMLESS));
  await page.getByRole("button", { name: "Roll back", exact: true }).click();
  await dialog.getByLabel(/Reason/).fill("The tulips are out of season.");
  await dialog.getByRole("button", { name: "Roll back now" }).click();
  await expect(badge("Rolled back")).toBeVisible();
  await expect(page.getByText("The tulips are out of season.").first()).toBeVisible();
  await shot("13-rolled-back-by-hand");
});

test("killing asks first and switches the flag off", async () => {
  // Its metric is there already, and frozen by the launches that run.
  const { launch_text } = await import("../../tests/contract/messages.mjs");
  await stage.server.launch(`launches:${launch_text("to-kill")}`, "to-kill");
  await page.goto(`${stage.server.url}/launches/to-kill`);
  await page.getByRole("button", { name: "Kill", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /Kill: Launch to-kill/ });
  await expect(dialog).toBeVisible();
  await shot("14-kill-dialog");
  await dialog.getByRole("button", { name: "Kill now" }).click();
  await expect(badge("Stopped")).toBeVisible();
  const answer = await stage.server.decide("to-kill", { targetingKey: "u" });
  expect(answer.body.reason).toBe("DISABLED");
  await shot("15-killed");
});

test("the tracker shows how all ended, and no page reported an error", async () => {
  await page.goto(`${stage.server.url}/`);
  await expect(heading(TRACKER)).toBeVisible();
  await expect(page.getByText("Rolled back", { exact: true })).toHaveCount(2);
  await shot("16-tracker");
  expect(await stage.server.launch_state(HARMFUL)).toBe("rolled_back");
  expect(errors).toEqual([]);
});
