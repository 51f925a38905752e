// A launch's page from idea to outcome: whose turn it is, what is asked, and what is sent.
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Agreement } from "../api/agreement_types";
import type { SignedInMember } from "../api/types";
import {
  JONAS_SIGNS,
  MARIA_SIGNS,
  may,
  test_agreement,
  test_condition,
  test_signature,
} from "../parts/launches/test_agreement";
import { test_launch, test_receipt, test_results } from "../parts/live/test_launch";
import { brief_of, draft_of } from "../words/brief";
import { show } from "./test_screen";
import { MARIA, problem, TestServer } from "./test_server";

const AT = "2026-03-01T09:00:00.000000Z";
const PATH = "/api/launches/spring-banner";
const JONAS: SignedInMember = { ...JONAS_SIGNS, department: "it", may_administer: false };

let server: TestServer;

beforeEach(() => {
  server = new TestServer();
  server.member = JONAS;
  server.on("GET /api/workspace", { notice: "", version: "0.1.0" });
  server.on("GET /api/tracker", { stages: [], launches: [], signatures_required: true });
  server.on("GET /api/launches", { launches: [{ key: "spring-banner" }] });
  server.on("GET /api/members", { members: [MARIA, JONAS], departments: [] });
  server.on(`GET ${PATH}/evidence`, { points: [], goals: [] });
  server.on(`GET ${PATH}/journal`, { entries: [] });
});
afterEach(() => vi.unstubAllGlobals());

async function show_agreement(
  changes: Partial<Agreement>,
  state: Parameters<typeof test_launch>[0] = "draft",
) {
  server.on(`GET ${PATH}`, test_launch(state));
  server.on(`GET ${PATH}/results`, test_results(state, state === "draft" ? 0 : 1280));
  server.on(`GET ${PATH}/agreement`, test_agreement(changes));
  show("/launches/spring-banner");
  await screen.findByRole("list", { name: "Stages" });
}

/** Answers to the order with the agreement changed so, and gives what was sent. */
function answer_to(order: string, changes: Partial<Agreement> = {}) {
  const sent: unknown[] = [];
  server.on(`POST ${PATH}/${order}`, (body: unknown) => {
    sent.push(body);
    server.on(`GET ${PATH}/agreement`, test_agreement(changes));
    return Response.json(test_agreement(changes));
  });
  return sent;
}

const press = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole("button", { name }));
const dialog = () => screen.findByRole("dialog");

const OFFERED: Partial<Agreement> = {
  mine: true,
  waits_for: "acceptance",
  verdict: {
    kind: "alternative",
    text: "Below the fold",
    by: JONAS_SIGNS,
    at: AT,
    rule: "",
    declined: null,
  },
};

const EMPTY_BRIEF: NonNullable<Agreement["brief"]> = {
  brief: brief_of({ ...draft_of(null), purpose: "sell more in spring" }),
  revision: 1,
  changed: { by: MARIA_SIGNS, at: AT },
};

describe("where it stands", () => {
  it("says the stage, who holds it, and that it is somebody else's turn", async () => {
    server.member = MARIA;
    await show_agreement({});
    const here = screen.getByText("Feasibility", { selector: "li *" });
    expect(here.closest("li")?.getAttribute("aria-current")).toBe("step");
    expect(screen.getByText("IT has it")).toBeTruthy();
    expect(screen.queryByText(/Your turn/)).toBeNull();
  });

  it("refuses a start with every reason as a sentence", async () => {
    await show_agreement({});
    const start = screen.getByRole("button", { name: "Start" });
    expect(start.hasAttribute("disabled")).toBe(true);
    const reasons = document.getElementById(start.getAttribute("aria-describedby") ?? "");
    expect(reasons?.textContent).toContain("Marketing has not signed.");
    expect(reasons?.textContent).toContain("IT has not signed.");
  });

  it("starts where nothing stands against it", async () => {
    const ready = { stage: "agreement", waits_for: "start", against_start: [] } as const;
    await show_agreement({ ...ready, against_start: [], may: may("start") });
    server.on(`POST ${PATH}/start`, test_launch("live"));
    await press("Start");
    await press("Start now");
    await waitFor(() => expect(server.asked).toContain(`POST ${PATH}/start`));
  });

  it("starts where signatures are not required, and says what is missing", async () => {
    await show_agreement({ signatures_required: false, may: may("start") });
    expect(screen.getByText(/signatures are not required here/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Start" }).hasAttribute("disabled")).toBe(false);
  });
});

describe("the verdict", () => {
  it("is one of four, never a bare no, and a yes-if sends its conditions", async () => {
    await show_agreement({ mine: true, may: may("verdict") });
    server.on("GET /api/launches", {
      launches: [{ key: "spring-banner", name: "Spring banner", state: "draft" }],
    });
    const sent = answer_to("verdict", {
      stage: "vetting",
      verdict: { kind: "yes_if", text: "", by: JONAS_SIGNS, at: AT, rule: "", declined: null },
      conditions: [test_condition()],
    });
    await press("Give a verdict");
    const box = within(await dialog());
    expect(box.getAllByRole("radio")).toHaveLength(4);
    expect(box.getByText(/a no needs a way to yes/)).toBeTruthy();
    await userEvent.click(box.getByRole("button", { name: "Give the verdict" }));
    expect(box.getByText("Choose one of the four.")).toBeTruthy();
    await userEvent.click(box.getByRole("radio", { name: /Yes, if/ }));
    await userEvent.click(box.getByRole("button", { name: "Say: yes, if" }));
    expect(box.getByText(/name at least one/)).toBeTruthy();
    await userEvent.type(box.getByLabelText("Condition"), "The images are small");
    await userEvent.click(box.getByRole("button", { name: "Say: yes, if" }));
    await screen.findByText("The condition is open");
    expect(sent).toEqual([
      { verdict: "yes_if", text: "", conditions: [{ text: "The images are small" }] },
    ]);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(document.activeElement?.id).toBe("standing"));
  });

  it("shows the server's refusal in the dialog", async () => {
    await show_agreement({ mine: true, may: may("verdict") });
    server.on(`POST ${PATH}/verdict`, () => problem(409, "conflict", "It has started."));
    await press("Give a verdict");
    const box = within(await dialog());
    await userEvent.click(box.getByRole("radio", { name: /^Yes It can/ }));
    await userEvent.click(box.getByRole("button", { name: "Say: yes" }));
    expect(await box.findByText("It has started.")).toBeTruthy();
  });

  it("refused for one of its fields says so at that field", async () => {
    await show_agreement({ mine: true, may: may("verdict") });
    const refusal = { pointer: "/conditions/1/text" };
    server.on(`POST ${PATH}/verdict`, () => problem(422, "invalid", "Too long.", refusal));
    await press("Give a verdict");
    const box = within(await dialog());
    await userEvent.click(box.getByRole("radio", { name: /Yes, if/ }));
    await userEvent.type(box.getByLabelText("Condition"), "The images are small");
    await userEvent.click(box.getByRole("button", { name: "One more condition" }));
    // The second is left empty: the third is the second that is sent.
    await userEvent.click(box.getByRole("button", { name: "One more condition" }));
    const third = box.getByLabelText("Condition 3");
    await userEvent.type(third, "It is short");
    await userEvent.click(box.getByRole("button", { name: "Say: yes, if" }));
    await waitFor(() => expect(third.getAttribute("aria-invalid")).toBe("true"));
    const said = third.getAttribute("aria-describedby") ?? "";
    expect(document.getElementById(said)?.textContent).toBe("Too long.");
    expect(box.getAllByText("Too long.")).toHaveLength(1);
  });

  it("of another way is accepted, or declined with a reason", async () => {
    server.member = MARIA;
    const offered = { ...OFFERED, may: may("ask", "accept", "withdraw") };
    await show_agreement(offered);
    const accepted = answer_to("accept", offered);
    await press("Accept the alternative");
    await userEvent.click(within(await dialog()).getByRole("button", { name: "Accept it" }));
    await waitFor(() => expect(accepted).toEqual([{}]));
    const declined = answer_to("decline");
    await press("Decline it");
    const reason = within(await dialog());
    await userEvent.click(reason.getByRole("button", { name: "Decline it" }));
    expect(await reason.findByText("Say why the alternative is not accepted.")).toBeTruthy();
    expect(declined).toEqual([]);
    await userEvent.type(reason.getByLabelText("Why is it not accepted?"), "It is spring");
    await userEvent.click(reason.getByRole("button", { name: "Decline it" }));
    await waitFor(() => expect(declined).toEqual([{ text: "It is spring" }]));
  });

  it("that is a lawful no cites its rule", async () => {
    await show_agreement({ mine: true, may: may("verdict") });
    const sent = answer_to("verdict");
    await press("Give a verdict");
    const box = within(await dialog());
    await userEvent.click(box.getByRole("radio", { name: /No, by rule/ }));
    await userEvent.click(box.getByRole("button", { name: "Say: no, by rule" }));
    expect(await box.findByText("Cite the rule that forbids it.")).toBeTruthy();
    await userEvent.type(box.getByLabelText("Which rule forbids it?"), "GDPR, article 6");
    await userEvent.click(box.getByRole("button", { name: "Say: no, by rule" }));
    await waitFor(() =>
      expect(sent).toEqual([{ verdict: "lawful_no", text: "", rule: "GDPR, article 6" }]),
    );
  });

  it("of another way may be answered by asking again", async () => {
    server.member = MARIA;
    await show_agreement({ ...OFFERED, may: may("ask", "accept") });
    const sent = answer_to("ask");
    await press("Change what is asked for");
    const box = within(await dialog());
    expect(box.getByText(/Below the fold/)).toBeTruthy();
    await userEvent.type(box.getByLabelText("What for?"), ", slowly");
    await userEvent.click(box.getByRole("button", { name: "Ask again" }));
    await waitFor(() =>
      expect(sent).toEqual([
        { title: "Spring banner", outcome: "more visitors open an account, slowly" },
      ]),
    );
  });
});

describe("conditions", () => {
  const vetting = { stage: "vetting", waits_for: "conditions", mine: true } as const;

  it("are met by whoever set them, with a note", async () => {
    await show_agreement({ ...vetting, conditions: [test_condition()], may: may("meet") });
    const sent = answer_to("conditions/1/met");
    await press("Say it is met");
    const box = within(await dialog());
    await userEvent.type(box.getByLabelText("How is it met?"), "checked");
    await userEvent.click(box.getByRole("button", { name: "It is met" }));
    await waitFor(() => expect(sent).toEqual([{ note: "checked" }]));
  });

  it("that ask for a guardrail are met by adding it to the definition", async () => {
    server.member = MARIA;
    const wanted = test_condition({ text: "Revenue holds", guardrail: { metric: "revenue" } });
    await show_agreement({ ...vetting, conditions: [wanted] });
    let applied: { launches: { guardrails: unknown[] }[] } | null = null;
    server.on("POST /api/apply", (body: typeof applied) => {
      applied = body;
      return Response.json({});
    });
    await press("Add the guardrail");
    await userEvent.click(within(await dialog()).getByRole("button", { name: "Add it" }));
    await waitFor(() =>
      expect(applied?.launches[0]?.guardrails).toEqual([
        { metric: "checkout-error", side: "it", margin: 0 },
        { metric: "signup", side: "marketing", margin: 0 },
        { metric: "revenue", side: "it" },
      ]),
    );
  });
});

describe("signatures", () => {
  const agreement = { stage: "agreement", waits_for: "signatures", mine: true } as const;

  it("repeat what is signed before they are given", async () => {
    await show_agreement({ ...agreement, may: may("sign") });
    const sent = answer_to("sign", { ...agreement, signatures: [test_signature("it")] });
    await press("Read and sign");
    const box = within(await dialog());
    expect(box.getByText("Checkout errors")).toBeTruthy();
    expect(box.getByText(/not more than in control is accepted/)).toBeTruthy();
    expect(box.getByText(/All visitors: 50 % control, 50 % treatment/)).toBeTruthy();
    expect(box.getByText(/Armed: rolled back by itself/)).toBeTruthy();
    await userEvent.click(box.getByRole("button", { name: "Sign for IT" }));
    await waitFor(() => expect(sent).toEqual([{}]));
    const it_side = await screen.findByRole("region", { name: "IT’s signature" });
    await waitFor(() => expect(it_side.textContent).toContain("SignedJonas Weber"));
  });

  it("stand side by side in one order, and say what changed since", async () => {
    server.on(`GET ${PATH}/journal`, {
      entries: [
        {
          sequence: 9,
          at: "2026-03-02T09:00:00.000000Z",
          actor: "maria",
          what: "changed",
          why: "coverage: 1 -> 0.5",
          hash: "0123456789abcdef",
        },
      ],
    });
    const by_key = { ...test_signature("marketing"), by_admin_key: true };
    await show_agreement({ ...agreement, signatures: [test_signature("it", false), by_key] });
    const [first, second] = screen.getAllByRole("region", { name: /’s signature/ });
    expect(first?.textContent).toContain("Signed with the admin key");
    expect(second?.textContent).toContain("Signed what has changed since");
    await waitFor(() =>
      expect(second?.textContent).toContain(
        "Maria Lopez changed what the launch is: coverage: 1 → 0.5",
      ),
    );
  });
});

describe("the spotter", () => {
  it("is chosen from the other side", async () => {
    server.member = MARIA;
    await show_agreement({ may: may("name_spotter") });
    const sent = answer_to("spotter", { spotter: JONAS_SIGNS });
    await press("Name the spotter");
    const box = within(await dialog());
    expect(await box.findByRole("option", { name: "Jonas Weber, IT" })).toBeTruthy();
    expect(box.queryByRole("option", { name: /Maria/ })).toBeNull();
    await userEvent.click(box.getByRole("button", { name: "Name the spotter" }));
    expect(box.getByText("Choose a person first.")).toBeTruthy();
    await userEvent.selectOptions(box.getByLabelText("Spotter"), "jonas");
    await userEvent.click(box.getByRole("button", { name: "Name the spotter" }));
    await waitFor(() => expect(sent).toEqual([{ member: "jonas" }]));
  });

  it("has the pause on top while it is live, once", async () => {
    const live = { stage: "live", waits_for: "evidence", mine: true } as const;
    await show_agreement({ ...live, spotter: JONAS_SIGNS, may: may("pause") }, "live");
    expect(screen.getByText(/You are the spotter/)).toBeTruthy();
    expect(screen.getAllByRole("button", { name: "Pause" })).toHaveLength(1);
  });
});

describe("the outcome", () => {
  const over = { stage: "outcome", mine: true, spotter: JONAS_SIGNS } as const;

  it("begins with the spotter's name under the receipt", async () => {
    server.on(`GET ${PATH}/receipt`, test_receipt());
    const waits = { ...over, waits_for: "receipt_signature" } as const;
    await show_agreement({ ...waits, may: may("sign_receipt") }, "rolled_back");
    const stamp = { by: JONAS_SIGNS, at: "2026-03-01T09:10:00.000000Z" };
    const sent = answer_to("receipt/sign", { ...waits, receipt_signature: stamp });
    const receipt = await screen.findByRole("region", { name: "Receipt of the rollback" });
    expect(within(receipt).getByText("Jonas Weber has not signed yet.")).toBeTruthy();
    await userEvent.click(within(receipt).getByRole("button", { name: "Sign the receipt" }));
    const box = within(await dialog());
    await userEvent.click(box.getByRole("button", { name: "Sign the receipt" }));
    await waitFor(() => expect(sent).toEqual([{}]));
    expect(await within(receipt).findByText(/Jonas Weber, IT, 1 Mar 2026/)).toBeTruthy();
  });

  it("needs what was learned, and says that learned is not failed", async () => {
    await show_agreement({ ...over, waits_for: "learning", may: may("learn") }, "stopped");
    const sent = answer_to("learned");
    await press("Write what was learned");
    const box = within(await dialog());
    expect(box.getByText(/Learned is not failed/)).toBeTruthy();
    await userEvent.click(box.getByRole("button", { name: "Write it down" }));
    expect(box.getByText("Say what was learned.")).toBeTruthy();
    await userEvent.type(box.getByLabelText(/What do we know now/), "Phones first.");
    await userEvent.click(box.getByRole("button", { name: "Write it down" }));
    await waitFor(() => expect(sent).toEqual([{ text: "Phones first." }]));
  });
});

describe("the brief", () => {
  it("is kept as far as it is written, and says an odd cost at its field", async () => {
    server.member = MARIA;
    await show_agreement({ may: may("brief") });
    const sent = answer_to("brief");
    await press("Write the brief");
    const box = within(await dialog());
    await userEvent.type(box.getByLabelText("What is it for?"), "sell more in spring");
    await userEvent.type(box.getByLabelText("Personal data"), "name, e-mail address");
    await userEvent.type(box.getByLabelText("What it costs in all"), "a lot");
    await userEvent.click(box.getByRole("button", { name: "Keep the brief" }));
    expect(await box.findByText("Write an amount such as 1200 or 1200.50.")).toBeTruthy();
    await userEvent.clear(box.getByLabelText("What it costs in all"));
    await userEvent.click(box.getByRole("button", { name: "Keep the brief" }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({
      base_revision: 0,
      brief: {
        kind: "experiment",
        purpose: "sell more in spring",
        data: [
          { what: "name", data_class: "personal" },
          { what: "e-mail address", data_class: "personal" },
        ],
        cost: null,
      },
    });
  });

  it("goes back with reasons, and says what it lacks", async () => {
    const missing = [{ field: "cost", sentence: "Say what it costs in all." }];
    await show_agreement({
      brief: { ...EMPTY_BRIEF },
      readiness: { percent: 20, missing },
      may: may("return_brief"),
    });
    expect(screen.getByText("20 % complete")).toBeTruthy();
    expect(screen.getByText("Say what it costs in all.")).toBeTruthy();
    const sent = answer_to("brief/return");
    await press("Return the brief");
    const box = within(await dialog());
    await userEvent.type(box.getByLabelText("What does it lack?"), "the cost");
    await userEvent.click(box.getByRole("button", { name: "Return it" }));
    await waitFor(() => expect(sent).toEqual([{ text: "the cost" }]));
  });
});

describe("an idea", () => {
  it("has a page before anything is defined, and says what is missing", async () => {
    server.member = MARIA;
    const idea = { defined: false, stage: "idea", waits_for: "definition", mine: true } as const;
    server.on(`GET ${PATH}/agreement`, test_agreement({ ...idea, against_start: [] }));
    show("/launches/spring-banner");
    expect(await screen.findByRole("heading", { level: 1, name: "Spring banner" })).toBeTruthy();
    expect(screen.getByText("Only an idea so far")).toBeTruthy();
    const links = screen.getAllByRole("link", { name: /efine it from an example/ });
    expect(links[0]?.getAttribute("href")).toBe("/examples?for=spring-banner");
    expect(server.asked).not.toContain(`GET ${PATH}`);
    expect(server.asked.filter((one) => /results|evidence|live$/.test(one))).toEqual([]);
  });

  it("becomes a launch by itself once the other side's screen has defined it", async () => {
    const idea = { defined: false, stage: "idea", waits_for: "definition" } as const;
    server.on(`GET ${PATH}/agreement`, test_agreement({ ...idea, against_start: [] }));
    show("/launches/spring-banner");
    await screen.findByText("Only an idea so far");
    server.on(`GET ${PATH}`, test_launch("draft"));
    server.on(`GET ${PATH}/results`, test_results("draft", 0));
    server.on(`GET ${PATH}/agreement`, test_agreement());
    server.push("/api/tracker/stream", "changed", { sequence: 2 });
    expect(await screen.findByText("IT has it")).toBeTruthy();
    await waitFor(() => expect(screen.queryByText("Only an idea so far")).toBeNull());
  });

  it("may have any key, also new", async () => {
    server.on(
      "GET /api/launches/new/agreement",
      test_agreement({ defined: false, waits_for: "definition" }),
    );
    server.on("GET /api/launches/new/journal", { entries: [] });
    show("/launches/new");
    expect(await screen.findByText("Only an idea so far")).toBeTruthy();
  });
});

describe("a new launch from an example", () => {
  it("is asked for and defined, with the metrics it needs", async () => {
    server.member = MARIA;
    server.on("GET /api/launches", { launches: [] });
    const router = show("/examples");
    await userEvent.click(await screen.findByRole("radio", { name: /Free-shipping bar/ }));
    const title = screen.getByLabelText("Title");
    await userEvent.clear(title);
    await userEvent.type(title, "Spring banner");
    expect(screen.getByText("Its key will be spring-banner.")).toBeTruthy();
    const asked = answer_to("ask");
    const applied: { metrics: { key: string }[]; launches: { key: string; name: string }[] }[] = [];
    server.on("POST /api/apply", (body: (typeof applied)[number]) => {
      applied.push(body);
      return Response.json({});
    });
    await userEvent.click(screen.getByRole("button", { name: "Ask, and define it" }));
    await waitFor(() => expect(router.history.location.pathname).toBe("/launches/spring-banner"));
    expect(asked).toEqual([
      {
        title: "Spring banner",
        outcome: "more visitors finish what they put into the basket",
      },
    ]);
    expect(applied[0]?.metrics.map(({ key }) => key)).toEqual(["signup", "checkout-error"]);
    expect(applied[0]?.launches[0]).toMatchObject({ key: "spring-banner", name: "Spring banner" });
  });

  it("takes no key that another launch has", async () => {
    server.on("GET /api/launches", { launches: [] });
    server.on("GET /api/tracker", {
      stages: [],
      launches: [{ key: "new-banner-text", title: "Old one" }],
      signatures_required: true,
    });
    show("/examples");
    await userEvent.click(await screen.findByRole("button", { name: "Ask, and define it" }));
    expect(await screen.findByText(/“Old one” already has the key/)).toBeTruthy();
    expect(server.asked.filter((one) => one.startsWith("POST"))).toEqual([]);
  });
});

describe("the story", () => {
  it("is told from the beginning, with names and reasons", async () => {
    const entry = (sequence: number, actor: string, what: string, why: string) => {
      const at = `2026-03-01T09:0${sequence}:00.000000Z`;
      return { sequence, at, actor, what, why, hash: `${sequence}123456789abcdef` };
    };
    server.on(`GET ${PATH}/journal`, {
      entries: [
        entry(3, "judge", "rolled back", "Checkout errors"),
        entry(1, "maria", "asked", "Spring banner, so that more visitors open an account"),
        entry(2, "jonas", "said yes", ""),
      ],
    });
    await show_agreement({});
    const story = await screen.findByRole("list", { name: "What happened, newest last" });
    await waitFor(() => expect(within(story).getAllByRole("listitem")).toHaveLength(3));
    await within(story).findByText(MARIA_SIGNS.name);
    const told = within(story)
      .getAllByRole("listitem")
      .map(({ textContent }) => textContent);
    expect(told[0]).toContain("Maria Lopez asked.Spring banner, so that");
    expect(told[1]).toContain("Jonas Weber said yes");
    expect(told[2]).toContain("Spotter rolled it back");
  });
});
