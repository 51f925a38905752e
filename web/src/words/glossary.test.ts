import { expect, it } from "vitest";
import { glossary_parts, glossary_search } from "./glossary";

const TEXT = `# Glossary
One word | for one thing.

## Launches

| word | for marketing | for IT | never |
| --- | --- | --- | --- |
| rolled back | taken away because it harmed | \`force\` of control, latched | auto |
| watch | a trial run | \`mode: watch\` | |

## Empty

## Around
| word | for marketing | for IT | never |
| side | marketing or IT | whose concern it is | |`;

const parts = glossary_parts(TEXT);

it("finds every word under its heading, with both wordings", () => {
  expect(parts.map(({ title, words }) => [title, words.length])).toEqual([
    ["Launches", 2],
    ["Around", 1],
  ]);
  expect(parts[0]?.words[0]).toEqual({
    word: "rolled back",
    marketing: "taken away because it harmed",
    it: "force of control, latched",
  });
});

it("searches in all wordings and leaves no empty part", () => {
  const found = glossary_search(parts, "LATCHED taken");
  expect(found.flatMap(({ words }) => words.map(({ word }) => word))).toEqual(["rolled back"]);
  expect(glossary_search(parts, "no such thing anywhere")).toEqual([]);
  expect(glossary_search(parts, " ")).toEqual(parts);
});

it("finds nothing where there is no table", () => {
  expect(glossary_parts("text")).toEqual([]);
  expect(glossary_parts("| a | b | c |")).toEqual([]);
});
