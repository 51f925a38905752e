/**
 * Evidence in plain words. The wire carries log_e, the natural logarithm of an e-value: how many
 * times better "this harms" explains the data than chance. Over the whole life of a harmless launch
 * an e-value reaches E with probability 1/E at most, which is what the sentences below say.
 */
import { count } from "./numbers";

/** From here on the exact figure says nothing more to anybody. */
const ODDS_CAP = 1_000_000;

/** The bare odds: "29 to 1", "1.8 to 1", "over 1,000,000 to 1"; "no evidence" up to 1. */
export function odds(log_e: number): string {
  const e_value = Math.exp(log_e);
  if (e_value > ODDS_CAP) return `over ${count(ODDS_CAP)} to 1`;
  if (e_value >= 9.95) return `${count(e_value)} to 1`;
  if (e_value > 1) return `${e_value.toFixed(1)} to 1`;
  return "no evidence";
}

/** The odds as a phrase: "29 to 1 against chance". */
export function odds_against_chance(log_e: number): string {
  return log_e > 0 ? `${odds(log_e)} against chance` : "no evidence of harm";
}

/** 1/E as a percentage, rounded up: the bound must stay true. */
function bound_percent(log_e: number): string {
  const value = 100 * Math.exp(-log_e);
  if (value < 0.0001) return "0.0001 %";
  const step = value >= 10 ? 1 : 10 ** (Math.floor(Math.log10(value)) - 1);
  const rounded = Math.min(100, Math.ceil(value / step - 1e-9) * step);
  return `${Number(rounded.toPrecision(2))} %`;
}

/** What the figure means, in one sentence that is exactly true. */
export function evidence_sentence(log_e: number): string {
  if (log_e <= 0) return "Nothing here that chance would not explain.";
  const bound = bound_percent(log_e);
  return bound === "100 %"
    ? "Barely anything: most harmless launches climb this high."
    : `At most ${bound} of harmless launches would ever climb this high.`;
}

interface Lines {
  amber_log_e: number;
  red_log_e: number;
}

export type Mode = "armed" | "watch";

/** How near the next line is: for the merged evidence only, which is the one that decides. */
export function distance_sentence(
  log_e: number,
  { amber_log_e, red_log_e }: Lines,
  mode: Mode,
): string {
  const rolls_back = mode === "watch" ? "would roll back" : "rolls back by itself";
  if (log_e >= red_log_e) {
    const past = `Past the roll-back line at ${odds(red_log_e)}`;
    return mode === "watch" ? `${past}; only watched, so nothing is done.` : `${past}.`;
  }
  if (log_e >= amber_log_e) return `Past the amber line; ${rolls_back} at ${odds(red_log_e)}.`;
  return `Amber at ${odds(amber_log_e)}, ${rolls_back} at ${odds(red_log_e)}.`;
}

/** The names of the two lines in a picture. */
export function line_names({ amber_log_e, red_log_e }: Lines, mode: Mode) {
  return {
    red: `${mode === "watch" ? "Would roll back" : "Rolls back"} at ${odds(red_log_e)}`,
    amber: `${mode === "watch" ? "Would turn amber" : "Amber"} at ${odds(amber_log_e)}`,
  };
}

/** The same once the launch is over: evidence may move on, the lines decide nothing any more. */
export function lines_sentence({ amber_log_e, red_log_e }: Lines): string {
  return `The lines were ${odds(amber_log_e)} for amber and ${odds(red_log_e)} to roll back.`;
}
