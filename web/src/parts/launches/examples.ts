/** Launches to start from: each becomes a whole definition, with guardrails of both sides. */
import type { LaunchDefinition, MetricDefinition } from "../../api/definitions";
import type { MetricCard } from "../../api/types";
import type { Side } from "../../words/states";

/** What visitors see now, and what half of them will see. */
interface ExampleText {
  /** Of the flag's value, where that has several. */
  key: string;
  label: string;
  control: string;
  treatment: string;
}

export interface Example {
  id: string;
  name: string;
  /** What changes for visitors. */
  sentence: string;
  title: string;
  outcome: string;
  /** None: the flag only says whether it is shown. */
  texts: ExampleText[];
}

export const EXAMPLES: Example[] = [
  {
    id: "banner",
    name: "Banner text",
    sentence: "Other words on the banner of the home page.",
    title: "New banner text",
    outcome: "more visitors open an account",
    texts: [
      {
        key: "text",
        label: "The banner’s text",
        control: "Welcome to our shop",
        treatment: "Spring is here: see what is new",
      },
    ],
  },
  {
    id: "button",
    name: "Button text and colour",
    sentence: "Another word and another colour on the main button.",
    title: "Clearer button",
    outcome: "more visitors go on to the next step",
    texts: [
      { key: "text", label: "The button’s text", control: "Submit", treatment: "Open my account" },
      { key: "colour", label: "The button’s colour", control: "#575c6e", treatment: "#1d7443" },
    ],
  },
  {
    id: "shipping",
    name: "Free-shipping bar",
    sentence: "A bar that says how much is missing for free shipping.",
    title: "Free-shipping bar",
    outcome: "more visitors finish what they put into the basket",
    texts: [],
  },
  {
    id: "form",
    name: "Shorter form",
    sentence: "A form that asks only for what is needed.",
    title: "Shorter form",
    outcome: "fewer visitors give up half way",
    texts: [],
  },
];

/** As in examples/demo.yaml: for a workspace that has no metrics yet. */
export const EXAMPLE_METRICS: Record<Side, MetricDefinition> = {
  marketing: {
    key: "signup",
    name: "Sign-ups",
    in_marketing_words: "Visitors who open an account within a week of seeing the page.",
    in_it_words:
      'Units with a "Signed Up" event within 7 days of first exposure, over exposed units.',
    kind: "conversion",
    event: "Signed Up",
    window: "7d",
    better: "up",
    worth: { amount: 4000, currency: "EUR" },
  },
  it: {
    key: "checkout-error",
    name: "Checkout errors",
    in_marketing_words:
      "Visitors whose order fails at the checkout within a day of seeing the page.",
    in_it_words:
      'Units with a "Checkout Error" event within a day of exposure, over exposed units.',
    kind: "conversion",
    event: "Checkout Error",
    window: "1d",
    better: "down",
    worth: { amount: 1500, currency: "EUR" },
  },
};

type Choice = Pick<MetricCard, "key" | "name">;

/** Metrics that may stand as that side's guardrail: good for one, bad for the other. */
export function guardrail_choices(side: Side, metrics: MetricCard[]): Choice[] {
  const better = side === "marketing" ? "up" : "down";
  const fitting = metrics.filter((one) => one.better === better);
  const example = EXAMPLE_METRICS[side];
  if (fitting.length === 0) return [{ key: example.key, name: `${example.name} (an example)` }];
  // The example's own metric first, if the workspace has it: it fits every example.
  return [
    ...fitting.filter(({ key }) => key === example.key),
    ...fitting.filter(({ key }) => key !== example.key),
  ];
}

/** The example metrics that a choice needs and the workspace does not have. */
export function missing_metrics(
  guardrails: Record<Side, string>,
  metrics: MetricCard[],
): MetricDefinition[] {
  return Object.values(EXAMPLE_METRICS).filter(
    ({ key }) => Object.values(guardrails).includes(key) && !metrics.some((one) => one.key === key),
  );
}

export interface Filled {
  example: Example;
  key: string;
  title: string;
  texts: ExampleText[];
  guardrails: Record<Side, string>;
  /** Over 0 to 1. */
  coverage: number;
  watch: boolean;
}

/** The flag's value in one arm: a text, several of them, or whether it is shown. */
function value_of(texts: ExampleText[], arm: "control" | "treatment"): unknown {
  const [only, second] = texts;
  if (!only) return arm === "treatment";
  if (!second) return only[arm].trim();
  return Object.fromEntries(texts.map((one) => [one.key, one[arm].trim()]));
}

function type_of(texts: ExampleText[]): "boolean" | "string" | "json" {
  if (texts.length === 0) return "boolean";
  return texts.length === 1 ? "string" : "json";
}

export function definition_of(filled: Filled): LaunchDefinition {
  const { key, title, texts, guardrails, coverage, watch } = filled;
  const control = value_of(texts, "control");
  return {
    key,
    name: title.trim(),
    flag: { key, type: type_of(texts), default: control },
    unit: "id",
    arms: [
      { key: "control", value: control, weight: 0.5 },
      { key: "treatment", value: value_of(texts, "treatment"), weight: 0.5 },
    ],
    coverage,
    guardrails: [
      { metric: guardrails.marketing, side: "marketing" },
      { metric: guardrails.it, side: "it" },
    ],
    goals: [guardrails.marketing],
    mode: watch ? "watch" : "armed",
    rollback_at: 100,
  };
}

/** Why the texts cannot stand, or null. */
export function problem_of_texts(texts: ExampleText[]): string | null {
  if (texts.some(({ control, treatment }) => !control.trim() || !treatment.trim())) {
    return "Say what visitors see now and what they will see.";
  }
  const same = texts.every(({ control, treatment }) => control.trim() === treatment.trim());
  return texts.length > 0 && same ? "Both are the same: nothing would change." : null;
}
