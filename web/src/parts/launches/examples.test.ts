import { describe, expect, it } from "vitest";
import type { MetricCard } from "../../api/types";
import {
  definition_of,
  EXAMPLES,
  type Example,
  guardrail_choices,
  missing_metrics,
  problem_of_texts,
} from "./examples";

function metric(key: string, better: "up" | "down"): MetricCard {
  return {
    key,
    name: key,
    in_marketing_words: "",
    in_it_words: "",
    kind: "conversion",
    event: key,
    value: null,
    cap: null,
    window: "1d",
    better,
    worth: null,
    owners: { marketing: null, it: null },
  };
}

function filled(example: Example) {
  return {
    example,
    key: "try-it",
    title: " Try it ",
    texts: example.texts,
    guardrails: { marketing: "signup", it: "checkout-error" },
    coverage: 1,
    watch: false,
  };
}

describe("every example", () => {
  it("is a whole definition with a guardrail of each side and two arms that differ", () => {
    for (const example of EXAMPLES) {
      const definition = definition_of(filled(example));
      expect(definition.guardrails.map(({ side }) => side)).toEqual(["marketing", "it"]);
      expect(definition.arms).toHaveLength(2);
      expect(definition.arms[0]?.value).toEqual(definition.flag.default);
      expect(definition.arms[1]?.value).not.toEqual(definition.flag.default);
      expect(definition.name).toBe("Try it");
      expect(problem_of_texts(example.texts)).toBeNull();
    }
  });

  it("has a flag of its own kind", () => {
    const types = EXAMPLES.map((example) => definition_of(filled(example)).flag.type);
    expect(types).toEqual(["string", "json", "boolean", "boolean"]);
  });
});

describe("guardrails", () => {
  it("come from what the workspace measures, the examples' own first", () => {
    const metrics = [metric("orders", "up"), metric("signup", "up"), metric("errors", "down")];
    expect(guardrail_choices("marketing", metrics).map(({ key }) => key)).toEqual([
      "signup",
      "orders",
    ]);
    expect(guardrail_choices("it", metrics).map(({ key }) => key)).toEqual(["errors"]);
    expect(missing_metrics({ marketing: "signup", it: "errors" }, metrics)).toEqual([]);
  });

  it("bring their metrics along where the workspace has none that fit", () => {
    expect(guardrail_choices("it", [metric("orders", "up")]).map(({ key }) => key)).toEqual([
      "checkout-error",
    ]);
    const missing = missing_metrics({ marketing: "signup", it: "checkout-error" }, []);
    expect(missing.map(({ key }) => key)).toEqual(["signup", "checkout-error"]);
  });
});

it("refuses texts that change nothing, or are not there", () => {
  const text = { key: "text", label: "Text", control: "Buy", treatment: "Buy " };
  expect(problem_of_texts([text])).toMatch(/nothing would change/);
  expect(problem_of_texts([{ ...text, treatment: " " }])).toMatch(/Say what/);
  expect(problem_of_texts([])).toBeNull();
});
