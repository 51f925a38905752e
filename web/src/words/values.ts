/** Figures of metrics as text: shares in percent and points, means in their unit. */
import { LOCALE, money_decimals, percent, true_minus } from "./numbers";

/** What decides how a metric's figures are written. */
export interface Measure {
  kind: "conversion" | "mean";
  worth: { amount: number; currency: string } | null;
}

/** The currency a mean is counted in: its worth says that 1 of its value is one whole unit. */
function currency_of({ kind, worth }: Measure): string | null {
  if (kind !== "mean" || !worth) return null;
  return worth.amount === 10 ** money_decimals(worth.currency) ? worth.currency : null;
}

/** How many decimals tell figures apart that lie this far from each other. */
export function decimals_for(spread: number): number {
  if (!(spread > 0) || !Number.isFinite(spread)) return 2;
  return Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(spread / 2))));
}

/** A number with that many decimals; of money, never fewer than its currency has. */
function write(value: number, decimals: number, currency: string | null, signed: boolean): string {
  const digits = currency ? Math.max(decimals, money_decimals(currency)) : decimals;
  const format = new Intl.NumberFormat(LOCALE, {
    ...(currency ? { style: "currency", currency } : {}),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: signed ? "exceptZero" : "negative",
  });
  // A line may not break between the sign and the amount.
  return true_minus(format.format(value)).replace("\u2212", currency ? "\u2212\u2060" : "\u2212");
}

/** A metric's figure in one arm: "3.20 %", "€12.31", "0.482"; "–" while there is none. */
export function figure(value: number | null | undefined, measure: Measure): string {
  if (value === null || value === undefined) return "–";
  if (measure.kind === "conversion") return percent(value);
  const size = Math.abs(value);
  const decimals = size === 0 || size >= 1_000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 3;
  return write(value, decimals, currency_of(measure), false);
}

/** A value of a mean as it was sent: a cap, a sum. */
export function plain_value(value: number, measure: Measure): string {
  const currency = currency_of(measure);
  if (currency && !Number.isInteger(value)) return write(value, 2, currency, false);
  const format = new Intl.NumberFormat(LOCALE, {
    ...(currency ? { style: "currency", currency } : {}),
    maximumFractionDigits: Math.abs(value) < 10 ? 2 : 0,
  });
  return true_minus(format.format(value));
}

/** Writes the differences of one metric, all with the same decimals. */
export interface DifferenceWriter {
  /** "1.2" or "€0.31", without a sign. */
  size: (value: number) => string;
  /** "+1.2" or "−€0.31". */
  signed: (value: number) => string;
  /** " points" or " per visitor". */
  unit: string;
}

/** `spread`: how far the figures that stand together lie apart. */
export function difference_writer(measure: Measure, spread: number): DifferenceWriter {
  const scale = measure.kind === "conversion" ? 100 : 1;
  const decimals = decimals_for(spread * scale);
  const currency = currency_of(measure);
  return {
    size: (value) => write(Math.abs(value) * scale, decimals, currency, false),
    signed: (value) => write(value * scale, decimals, currency, true),
    unit: measure.kind === "conversion" ? " points" : " per visitor",
  };
}

/** A tick of an axis of differences, whose ticks are `step` apart. */
export function difference_tick(value: number, step: number, measure: Measure): string {
  const scale = measure.kind === "conversion" ? 100 : 1;
  const currency = currency_of(measure);
  const fine = Math.min(6, Math.max(0, -Math.floor(Math.log10(step * scale) + 1e-9)));
  const decimals = currency && fine > 0 ? Math.max(fine, money_decimals(currency)) : fine;
  const format = new Intl.NumberFormat(LOCALE, {
    ...(currency ? { style: "currency", currency } : {}),
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: "exceptZero",
  });
  return true_minus(format.format(value * scale));
}

/** What the axis of differences counts. */
export function difference_axis({ kind }: Measure, arm: string): string {
  const what = kind === "conversion" ? "Points" : "Per visitor";
  return `${what}, ${arm} less control`;
}
