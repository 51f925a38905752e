// Two people take a launch from an example to its receipt: marketing asks and signs, IT says
// yes-if, signs and starts, the launch harms and is rolled back, its spotter signs. Once with the
// pointer, once by keyboard alone.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { units_in } from "../../tests/contract/assignment.mjs";
import { exposure, failure } from "../../tests/contract/messages.mjs";
import { Server } from "../../tests/contract/server.mjs";
import {
  errors_of,
  expect_accessible,
  expect_light_first_load,
  picture,
  TRACKER,
} from "./stage.ts";

test.describe.configure({ mode: "serial" });

const MARIA = { key: "maria", name: "Maria Lopez", department: "marketing" };
const JONAS = { key: "jonas", name: "Jonas Weber", department: "it" };
const TITLE = "Free-shipping bar";
const LAUNCH = "free-shipping-bar";
const CONDITION = "The call centre knows about it";

/** How a person works the page. */
interface Hands {
  press: (what: Locator) => Promise<void>;
  choose: (radio: Locator) => Promise<void>;
  type: (field: Locator, text: string) => Promise<void>;
  select: (field: Locator, value: string) => Promise<void>;
}

const pointer: Hands = {
  press: (what) => what.click(),
  choose: (radio) => radio.check(),
  type: (field, text) => field.fill(text),
  select: async (field, value) => void (await field.selectOption(value)),
};

const TABS_MAX = 150;

/** Tabs until it has the focus, as somebody without a pointer would. */
async function reach(what: Locator): Promise<void> {
  await expect(what).toBeVisible();
  const has_focus = () => what.evaluate((element) => element === document.activeElement);
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    if (await has_focus()) return;
    await what.page().keyboard.press("Tab");
  }
  throw new Error(`not reached by keyboard: ${what}`);
}

const keyboard: Hands = {
  press: async (what) => {
    await reach(what);
    await what.page().keyboard.press("Enter");
  },
  choose: async (radio) => {
    const group = radio.page().getByRole("radio");
    const checked = group.and(radio.page().locator(":checked"));
    await reach((await checked.count()) > 0 ? checked : group.first());
    await radio.page().keyboard.press("Space");
    for (let step = 0; step < (await group.count()); step += 1) {
      if (await radio.isChecked()) return;
      await radio.page().keyboard.press("ArrowDown");
    }
    await expect(radio).toBeChecked();
  },
  type: async (field, text) => {
    await reach(field);
    await field.page().keyboard.press("Control+a");
    await field.page().keyboard.type(text);
  },
  select: async (field, value) => {
    await reach(field);
    const option = field.locator(`option[value="${value}"]`);
    await field.page().keyboard.type((await option.textContent()) ?? "");
    await expect(field).toHaveValue(value);
  },
};

for (const [way, hands] of [
  ["pointer", pointer],
  ["keyboard", keyboard],
] as const) {
  test.describe(`by ${way}`, () => {
    let server: Server;
    let page: Page;
    let errors: string[];

    test.beforeAll(async ({ browser }, information) => {
      // A phone has no keyboard.
      test.skip(way === "keyboard" && information.project.name !== "desktop");
      server = await Server.start(null, {
        args: ["--notice", "Simulated traffic.", "--one-click", `${MARIA.key},${JONAS.key}`],
      });
      for (const member of [MARIA, JONAS]) {
        const made = await server.api("POST", "/api/members", member);
        expect(made.status, made.text).toBe(200);
      }
      const settings = await server.api("POST", "/api/settings", { signatures_required: true });
      expect(settings.status, settings.text).toBe(200);
      const context = await browser.newContext(information.project.use);
      page = await context.newPage();
      errors = errors_of(page);
    });

    test.afterAll(async () => {
      await page?.context().close();
      await server?.remove();
    });

    const shot = (name: string) => picture(page, `${test.info().project.name}-walk-${way}-${name}`);
    const button = (name: string | RegExp) =>
      page.getByRole("button", { name, exact: typeof name === "string" });
    const heading = (name: string) => page.getByRole("heading", { level: 1, name });
    const dialog = () => page.getByRole("dialog");
    const agreed = () => page.getByRole("list", { name: "Conditions" });
    const in_dialog = (name: string) => dialog().getByRole("button", { name, exact: true });

    /** One press signs in; whoever was there before signs out first. */
    async function become(name: string) {
      const account = button(/^Signed in as/);
      if ((await account.count()) > 0) {
        await hands.press(account);
        await hands.press(button("Sign out"));
      }
      await expect(heading("Sign in")).toBeVisible();
      await hands.press(button(new RegExp(name)));
      await expect(account).toHaveAccessibleName(new RegExp(name));
    }

    async function open_launch() {
      await page.goto(`${server.url}/launches/${LAUNCH}`);
      await expect(heading(TITLE)).toBeVisible();
      await expect(page.getByRole("list", { name: "Stages" })).toBeVisible();
    }

    async function say(confirm: string) {
      await hands.press(in_dialog(confirm));
      await expect(dialog()).toHaveCount(0);
    }

    /** A press that ends a dialog leaves the focus on the page, never nowhere. */
    async function expect_focus_somewhere() {
      await expect
        .poll(() => page.evaluate(() => document.activeElement !== document.body))
        .toBe(true);
    }

    test("marketing signs in with one press and starts from an example", async () => {
      await page.goto(server.url);
      await expect(page.getByText("Make this workspace yours, with the admin key")).toBeVisible();
      await expect_light_first_load(page, button(new RegExp(MARIA.name)));
      await shot("1-sign-in");
      await become(MARIA.name);
      await expect(heading(TRACKER)).toBeVisible();
      await shot("2-tracker");
      await hands.press(page.getByRole("link", { name: "Start from an example" }));
      await expect(heading("Start from an example")).toBeVisible();
      await hands.choose(page.getByRole("radio", { name: /Free-shipping bar/ }));
      await hands.type(page.getByLabel("What for?"), "more visitors finish their order");
      await shot("3-example");
      await hands.press(button("Ask, and define it"));
      await expect(heading(TITLE)).toBeVisible();
      await expect(page.getByText(/Waits for IT's verdict/)).toBeVisible();
      await expect(button("Start")).toBeDisabled();
      await expect(page.getByText("IT has not signed.")).toBeVisible();
      await shot("4-asked");
    });

    test("marketing names the spotter and signs what it has read", async () => {
      await hands.press(button("Name the spotter"));
      await hands.select(dialog().getByLabel("Spotter"), JONAS.key);
      await shot("5-spotter-dialog");
      await say("Name the spotter");
      await expect_focus_somewhere();
      await hands.press(button("Sign for marketing"));
      await expect(dialog().getByText("Checkout errors")).toBeVisible();
      await shot("6-sign-dialog");
      await say("Sign for marketing");
      const side = page.getByRole("region", { name: "Marketing’s signature" });
      await expect(side.getByText("Signed", { exact: true })).toBeVisible();
      await expect_focus_somewhere();
      await shot("7-signed-by-marketing");
    });

    test("IT says yes-if, and the condition is met", async () => {
      await become(JONAS.name);
      await open_launch();
      await hands.press(button("Give a verdict"));
      await expect(dialog().getByText(/a no needs a way to yes/)).toBeVisible();
      await hands.choose(dialog().getByRole("radio", { name: /Yes, if/ }));
      await hands.type(dialog().getByRole("textbox", { name: "Condition" }), CONDITION);
      await shot("8-verdict-dialog");
      await say("Say: yes, if");
      await expect(page.getByText("The condition is open")).toBeVisible();
      await shot("9-vetting");
      await hands.press(button("Say it is met"));
      await hands.type(dialog().getByLabel("How is it met?"), "told them this morning");
      await say("It is met");
      await expect(page.getByText("The condition is met", { exact: true })).toBeVisible();
      await expect_focus_somewhere();
    });

    test("IT signs, and starts it", async () => {
      await hands.press(button("Read and sign"));
      await say("Sign for IT");
      await expect(page.getByText(/Both sides have signed/)).toBeVisible();
      await shot("10-ready");
      await hands.press(button("Start"));
      await say("Start now");
      await expect(page.getByText("Updates by itself")).toBeVisible();
      await expect(page.getByText(/You are the spotter/)).toBeVisible();
      await expect(button("Pause")).toHaveCount(1);
      await shot("11-live");
      await hands.press(button("Show what was agreed"));
      await expect(agreed().getByText(CONDITION)).toBeVisible();
      await shot("12-what-was-agreed");
    });

    test("it harms, and is rolled back before one's eyes", async () => {
      const harmed = units_in(LAUNCH, "treatment", 30, "harmed");
      const spared = units_in(LAUNCH, "control", 30, "spared");
      await server.send([...harmed, ...spared].map((one: string) => exposure(one, LAUNCH)));
      for (let from = 0; from < harmed.length; from += 6) {
        await server.send(harmed.slice(from, from + 6).map((one: string) => failure(one)));
      }
      await expect(page.getByText("Rolled back", { exact: true }).first()).toBeVisible();
      await expect(page.getByRole("region", { name: "Receipt of the rollback" })).toBeVisible();
      await expect(page.getByText(/signs the receipt/).first()).toBeVisible();
      await shot("13-rolled-back");
    });

    test("the spotter signs the receipt, writes what was learned, signs the outcome", async () => {
      await hands.press(button("Sign the receipt").first());
      await shot("14-receipt-dialog");
      await say("Sign the receipt");
      await hands.press(button("Write what was learned").first());
      await hands.type(
        dialog().getByLabel(/What do we know now/),
        "The bar hid the pay button on small screens.",
      );
      await say("Write it down");
      await hands.press(button("Sign the outcome").first());
      await say("Sign the outcome");
      await expect(page.getByText(/^Done: the outcome is signed/)).toBeVisible();
      await shot("15-done");
      await page.emulateMedia({ colorScheme: "dark" });
      await shot("16-done-dark");
      await page.emulateMedia({ colorScheme: "light" });
    });

    test("the story tells it from the beginning, and prints", async () => {
      const story = page.getByRole("list", { name: "What happened, newest last" });
      const chapters = story.getByRole("listitem");
      await expect(chapters.first()).toContainText("Maria Lopez");
      await expect(chapters.last()).toContainText("signed the outcome");
      await expect(story.getByText(/told the launch’s spotter before anybody else/)).toBeVisible();
      await page.emulateMedia({ media: "print" });
      const name = `${test.info().project.name}-walk-${way}-17-printed`;
      await page.screenshot({ path: `test-results/${name}.png`, fullPage: true });
      await expect(agreed().getByText(CONDITION)).toBeVisible();
      await page.emulateMedia({ media: "screen" });
      await expect_accessible(page);
      expect(errors).toEqual([]);
    });
  });
}
