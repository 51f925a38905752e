// Home as people find it: keyboard, palette, help, the other pages, and a thousand launches.
import { expect, type Page, test } from "@playwright/test";
import { launch_text } from "../../tests/contract/messages.mjs";
import { errors_of, expect_light_first_load, OWNER, picture, Stage, TRACKER } from "./stage.ts";

test.describe.configure({ mode: "serial" });

const LAUNCHES = 1_000;
const FILE_LAUNCHES = 200; // a definitions file has at most 256 KB

let stage: Stage;
let page: Page;
let errors: string[];

test.beforeAll(async ({ browser }, information) => {
  stage = await Stage.open();
  const context = await browser.newContext(information.project.use);
  page = await context.newPage();
  errors = errors_of(page);
  await stage.sign_in(page);
});

test.afterAll(async () => {
  await page?.context().close();
  await stage?.close();
});

const shot = (name: string) => picture(page, `${test.info().project.name}-home-${name}`);
const heading = (name: string) => page.getByRole("heading", { level: 1, name });

test("a first screen comes with little", async () => {
  await page.goto(stage.server.url);
  await expect_light_first_load(page, page.getByRole("link", { name: "One-page checkout" }));
});

test("an idea is asked for, and is on the tracker by itself", async () => {
  await page.goto(stage.server.url);
  await page.getByRole("button", { name: "Ask for a launch" }).click();
  const dialog = page.getByRole("dialog", { name: "Ask for a launch" });
  await dialog.getByLabel("What is it?").fill("Larger pictures");
  await dialog.getByLabel("What for?").fill("More orders from phones");
  await shot("1-ask");
  await dialog.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(heading("Larger pictures")).toBeVisible();
  await expect(page.getByText("Only an idea so far")).toBeVisible();
  await shot("1a-idea");
  // Nothing is asked of it that is not there yet.
  expect(errors).toEqual([]);
  await page.goto(stage.server.url);
  const ideas = page.getByRole("region", { name: /^Idea/ });
  await expect(ideas.getByText("Larger pictures")).toBeVisible();
  await shot("2-tracker");
  await page.emulateMedia({ colorScheme: "dark" });
  await shot("3-tracker-dark");
  await page.emulateMedia({ colorScheme: "light" });
});

test("every part is reached by keyboard", async () => {
  test.skip(test.info().project.name === "phone", "a phone has no keyboard");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("metr");
  await shot("4-go-to");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("metr");
  await page.keyboard.press("Enter");
  await expect(heading("Metrics")).toBeVisible();
  await expect(page.getByText("Used by").first()).toBeVisible();
  await shot("5-metrics");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await shot("6-shortcuts");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("h");
  await expect(page.getByText("“Unguided missiles”")).toBeVisible();
  await shot("7-help");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("members are added, a client key is made and revoked", async () => {
  await page.getByRole("link", { name: "People" }).click();
  await page.getByRole("button", { name: "Add a member" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a member" });
  await dialog.getByLabel("Sign-in name").fill("maria");
  await dialog.getByLabel("Name", { exact: true }).fill("Maria Lopez");
  await dialog.getByLabel("Department").selectOption("marketing");
  await dialog.getByLabel("Password", { exact: true }).fill("tulips every spring");
  await shot("7a-member-dialog");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByText("Maria Lopez").first()).toBeVisible();
  await shot("8-people");
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Make a client key" }).click();
  await shot("8a-key-dialog");
  await page.getByRole("button", { name: "Make it" }).click();
  await expect(page.getByText(/^spc_/)).toBeVisible();
  await shot("8b-made-key-dialog");
  await page.getByRole("button", { name: "I have kept it" }).click();
  await page
    .getByRole("button", { name: /^Revoke/ })
    .last()
    .click();
  await shot("8c-revoke-dialog");
  await page.getByRole("button", { name: "Revoke now" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText(/^Revoked .* opens nothing/)).toBeVisible();
  await shot("9-settings");
});

test("an address that leads nowhere says so", async () => {
  await page.goto(`${stage.server.url}/no-such-page`);
  await expect(heading("There is no such page")).toBeVisible();
  await shot("9a-no-such-page");
  await page.goto(`${stage.server.url}/launches/nobody-knows-it`);
  await expect(heading("There is no launch “nobody-knows-it”")).toBeVisible();
  await shot("9b-no-such-launch");
  errors.length = 0; // the browser itself reports what is not there
  await page.goto(stage.server.url);
});

test("who signs out is out, and comes in again with the password", async () => {
  const account = page.getByRole("button", { name: `Signed in as ${OWNER.name}, IT` });
  await account.click();
  await shot("9c-account");
  await page.getByRole("button", { name: "Change my password" }).click();
  await shot("9d-password-dialog");
  await page.getByRole("button", { name: "Leave it" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await account.click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(heading("Sign in")).toBeVisible();
  await page.getByLabel("Sign-in name").fill("maria");
  await page.getByLabel("Password", { exact: true }).fill("not tulips");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await shot("10-sign-in");
  errors.length = 0; // the browser itself reports the refused request
  await page.getByLabel("Password", { exact: true }).fill("tulips every spring");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("link", { name: "Launches", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Settings" })).toHaveCount(0);
});

test("a thousand launches are drawn as few cards, and found by text", async () => {
  const keys = Array.from({ length: LAUNCHES }, (_, number) => `launch-${number}`);
  for (let first = 0; first < LAUNCHES; first += FILE_LAUNCHES) {
    const texts = keys.slice(first, first + FILE_LAUNCHES).map((key) => launch_text(key));
    await stage.server.apply(await stage.server.file(`launches:${texts.join("")}`));
  }
  const started = Date.now();
  await page.goto(stage.server.url);
  await expect(page.getByRole("link", { name: /^Launch launch-/ }).first()).toBeVisible();
  // A figure and no check: how busy the machine is decides too.
  process.stdout.write(`tracker with ${LAUNCHES} launches: ${Date.now() - started} ms\n`);
  await expect(page.getByText(/^1,0\d\d launches$/).first()).toBeVisible();
  expect(await page.getByRole("main").getByRole("listitem").count()).toBeLessThanOrEqual(80);
  await page.getByRole("searchbox").fill("launch-777");
  await expect(page.getByRole("link", { name: "Launch launch-777", exact: true })).toBeVisible();
  await shot("11-thousand");
  await expect(heading(TRACKER)).toBeVisible();
  expect(errors).toEqual([]);
});
