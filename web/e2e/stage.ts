// What the browser tests stand on: a real server with the demo's launches and its visitors, and
// pages that are watched for errors, accessibility and sideways scrolling.
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Locator, type Page } from "@playwright/test";
import { Server } from "../../tests/contract/server.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** The launches of the demo: one harms, one does not and helps, one is only watched. */
export const HARMFUL = "checkout-redesign";
export const HARMLESS = "spring-banner";
export const WATCHED = "order-form";

/** The heading of home. */
export const TRACKER = "What marketing and IT have in hand";

/** Who makes the workspace, as the first start asks for it. */
export const OWNER = { name: "Ana Souza", department: "it", password: "a rope for every launch" };

const NOTICE = "Simulated traffic: every visitor here is made up.";

export class Stage {
  private visitors: ChildProcess | null = null;

  private constructor(readonly server: Server) {}

  /** A workspace with the demo's launches, as drafts. */
  static async open(): Promise<Stage> {
    const server = await Server.start(null, { args: ["--notice", NOTICE] });
    await server.apply(`${repository}examples/demo.yaml`);
    return new Stage(server);
  }

  /** A workspace without any launch. */
  static async empty(): Promise<Stage> {
    return new Stage(await Server.start(null, { args: ["--notice", NOTICE] }));
  }

  /** Visitors come, that many a second, until the end. */
  let_visitors_in(rate: number): void {
    const { admin_key, client_key, server_key } = this.server.keys;
    const keys = ["--admin-key", admin_key, "--client-key", client_key, "--server-key", server_key];
    const launches = ["--harmful", HARMFUL, "--helpful", HARMLESS, "--costly", WATCHED];
    // The seed: what these visitors do never brings the harmless launch near its threshold.
    const how = ["--server", this.server.url, "--rate", `${rate}`, "--seconds", "170"];
    how.push("--seed", "1");
    const program = `${repository}tools/demo/traffic.mjs`;
    this.visitors = spawn(process.execPath, [program, ...how, ...launches, ...keys], {
      stdio: "inherit",
    });
  }

  /** Signs the owner in: the first start the first time, the password from then on. */
  async sign_in(page: Page): Promise<void> {
    const { url, keys } = this.server;
    const { password } = OWNER;
    const first = { admin_key: keys.admin_key, ...OWNER };
    const start = await page.request.post(`${url}/api/first-start`, { data: first });
    if (start.status() !== 409) return expect(start.status(), await start.text()).toBe(200);
    const data = { member: "owner", password };
    const answer = await page.request.post(`${url}/api/sign-in`, { data });
    expect(answer.status(), await answer.text()).toBe(200);
  }

  async close(): Promise<void> {
    this.visitors?.kill("SIGTERM");
    await this.server.remove();
  }
}

/** Errors that a page reports while it is open: scripts, policy violations, failed requests. */
export function errors_of(page: Page): string[] {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(`${error}`));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  return errors;
}

/** Nothing, however small, for people who use a screen reader, a keyboard or large letters. */
export async function expect_accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, impact, help, nodes }) =>
      `${id} (${impact}): ${help}: ${nodes.map(({ html }) => html).join(" | ")}`,
  );
  expect(found).toEqual([]);
}

const FIRST_LOAD_BYTES_MAX = 180_000;

/**
 * A browser that has nothing of it yet fetches at most so much until the screen stands: document,
 * scripts, styles, fonts and pictures, as they travel. `shown`: what stands there then.
 */
export async function expect_light_first_load(page: Page, shown: Locator): Promise<void> {
  await expect(shown).toBeVisible();
  const fetched = await page.evaluate(async () => {
    await document.fonts.ready;
    // What the screen still loads once it stands counts as well.
    const fetched_so_far = () => performance.getEntriesByType("resource").length;
    for (let before = -1; before !== fetched_so_far(); ) {
      before = fetched_so_far();
      await new Promise((go_on) => setTimeout(go_on, 1_000));
    }
    const entries = [
      ...performance.getEntriesByType("navigation"),
      ...performance.getEntriesByType("resource"),
    ] as PerformanceResourceTiming[];
    return entries
      .filter(({ name }) => !new URL(name).pathname.startsWith("/api/"))
      .map(({ name, encodedBodySize }) => ({ name, bytes: encodedBodySize }));
  });
  expect(fetched.some(({ name }) => name.endsWith(".woff2"))).toBe(true);
  const bytes = fetched.reduce((sum, one) => sum + one.bytes, 0);
  process.stdout.write(`first load of ${new URL(page.url()).pathname}: ${bytes} bytes\n`);
  expect(bytes, JSON.stringify(fetched)).toBeLessThanOrEqual(FIRST_LOAD_BYTES_MAX);
}

/** The page fits the width of the screen. */
export async function expect_no_sideways_scrolling(page: Page): Promise<void> {
  const [content, screen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(content, "page is wider than the screen").toBeLessThanOrEqual(screen ?? 0);
}

/** A picture of the page, or of what is in front of it, once it fits and is accessible. */
export async function picture(page: Page, name: string): Promise<void> {
  const path = `test-results/${name}.png`;
  const fullPage = (await page.getByRole("dialog").count()) === 0;
  await page.screenshot({ path, fullPage, animations: "disabled" });
  await expect_no_sideways_scrolling(page);
  await expect_accessible(page);
}
