/** A launch's brief as people write it, one text a field, and as the server keeps it. */
import { money, money_decimals } from "./numbers";

export type LaunchKind = "experiment" | "rollout" | "change";
export type DataClass = "none" | "anonymous" | "pseudonymous" | "personal" | "special";

export const KIND_WORDS: Record<LaunchKind, string> = {
  experiment: "Experiment: two arms, and the figures say which is better",
  rollout: "Rollout: a flag that reaches more visitors step by step",
  change: "Change: no flag, a checklist and a manual stop",
};

/** The classes that have something in them, in the order in which they are asked for. */
export const DATA_WORDS = {
  anonymous: { name: "Anonymous data", hint: "Nobody can be told from them." },
  pseudonymous: { name: "Pseudonymous data", hint: "A number instead of a name." },
  personal: { name: "Personal data", hint: "A name, an e-mail address." },
  special: { name: "Special data", hint: "Health, belief, origin and the like." },
} as const;

export type NamedClass = keyof typeof DATA_WORDS;
export const NAMED_CLASSES = Object.keys(DATA_WORDS) as NamedClass[];

export interface Brief {
  kind: LaunchKind;
  purpose: string;
  who_benefits: string;
  outcome: string;
  data: { what: string; data_class: DataClass }[];
  tools: { name: string; new_vendor: boolean }[];
  regions: string[];
  page_types: string[];
  cost: { amount: number; currency: string } | null;
  starts_on: string | null;
  ends_on: string | null;
  kill_on: string | null;
}

/** What the fields of the form hold; lists are written with commas. */
export interface BriefDraft extends Record<NamedClass, string> {
  kind: LaunchKind;
  purpose: string;
  who_benefits: string;
  outcome: string;
  no_data: boolean;
  tools: string;
  new_tools: string;
  regions: string;
  page_types: string;
  cost: string;
  currency: string;
  starts_on: string;
  ends_on: string;
  kill_on: string;
}

function listed(text: string): string[] {
  return text
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
}

function amount_text({ amount, currency }: { amount: number; currency: string }): string {
  const decimals = money_decimals(currency);
  return (amount / 10 ** decimals).toFixed(decimals);
}

/** `brief`: what stands, or null for a first one. */
export function draft_of(brief: Brief | null): BriefDraft {
  const named = (wanted: DataClass) =>
    (brief?.data ?? [])
      .filter(({ data_class }) => data_class === wanted)
      .map(({ what }) => what || "not named")
      .join(", ");
  const tools = (are_new: boolean) =>
    (brief?.tools ?? [])
      .filter(({ new_vendor }) => new_vendor === are_new)
      .map(({ name }) => name)
      .join(", ");
  return {
    kind: brief?.kind ?? "experiment",
    purpose: brief?.purpose ?? "",
    who_benefits: brief?.who_benefits ?? "",
    outcome: brief?.outcome ?? "",
    no_data: brief?.data.some(({ data_class }) => data_class === "none") ?? false,
    anonymous: named("anonymous"),
    pseudonymous: named("pseudonymous"),
    personal: named("personal"),
    special: named("special"),
    tools: tools(false),
    new_tools: tools(true),
    regions: (brief?.regions ?? []).join(", "),
    page_types: (brief?.page_types ?? []).join(", "),
    cost: brief?.cost ? amount_text(brief.cost) : "",
    currency: brief?.cost?.currency ?? "EUR",
    starts_on: brief?.starts_on ?? "",
    ends_on: brief?.ends_on ?? "",
    kill_on: brief?.kill_on ?? "",
  };
}

/** Whole minor units of "1200" or "1200.50"; null if it is no such amount. */
export function minor_units(text: string, currency: string): number | null {
  const decimals = money_decimals(currency);
  const found = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text.trim().replaceAll(" ", ""));
  if (!found || (found[2]?.length ?? 0) > decimals) return null;
  return Number(found[1] + (found[2] ?? "").padEnd(decimals, "0"));
}

/** What is sent; the cost is null where it is not said, and where it cannot be read. */
export function brief_of(draft: BriefDraft): Brief {
  const currency = draft.currency.trim().toUpperCase();
  const amount = draft.cost.trim() ? minor_units(draft.cost, currency) : null;
  const data = NAMED_CLASSES.flatMap((data_class) =>
    listed(draft[data_class]).map((what) => ({ what, data_class })),
  );
  return {
    kind: draft.kind,
    purpose: draft.purpose.trim(),
    who_benefits: draft.who_benefits.trim(),
    outcome: draft.outcome.trim(),
    data: draft.no_data ? [{ what: "", data_class: "none" }] : data,
    tools: [
      ...listed(draft.tools).map((name) => ({ name, new_vendor: false })),
      ...listed(draft.new_tools).map((name) => ({ name, new_vendor: true })),
    ],
    regions: listed(draft.regions).map((code) => code.toUpperCase()),
    page_types: listed(draft.page_types),
    cost: amount === null ? null : { amount, currency },
    starts_on: draft.starts_on.trim() || null,
    ends_on: draft.ends_on.trim() || null,
    kill_on: draft.kill_on.trim() || null,
  };
}

/** The brief in lines for both sides to read; what is not said has no line. */
export function brief_lines(brief: Brief): { name: string; text: string }[] {
  const { data, tools, cost } = brief;
  const named = data.map(({ what, data_class }) =>
    data_class === "none" ? "none" : `${what || "not named"} (${data_class})`,
  );
  const lines = [
    { name: "Kind", text: KIND_WORDS[brief.kind].split(":")[0] ?? "" },
    { name: "Purpose", text: brief.purpose },
    { name: "Who benefits", text: brief.who_benefits },
    { name: "Outcome", text: brief.outcome },
    { name: "Data it touches", text: named.join(", ") },
    {
      name: "Tools",
      text: tools
        .map(({ name, new_vendor }) => (new_vendor ? `${name} (new vendor)` : name))
        .join(", "),
    },
    { name: "Regions", text: brief.regions.join(", ") },
    { name: "Kinds of pages", text: brief.page_types.join(", ") },
    { name: "Cost", text: cost ? money(cost.amount, cost.currency) : "" },
    { name: "Starts on", text: brief.starts_on ?? "" },
    { name: "Done on", text: brief.ends_on ?? "" },
    { name: "Kill date", text: brief.kill_on ?? "" },
  ];
  return lines.filter(({ text }) => text !== "");
}
