/** Numbers as text. The screen is written in English, so numbers are too, in every browser. */
const LOCALE = "en-GB";

const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });

/** A count with thousands separators: 12,345. */
export function count(value: number): string {
  return whole.format(value);
}

/** A count that may be an estimate: one decimal below 10, whole from there. */
export function estimate(value: number): string {
  const digits = Math.abs(value) < 10 && !Number.isInteger(value) ? 1 : 0;
  return new Intl.NumberFormat(LOCALE, { maximumFractionDigits: digits }).format(value);
}

/** A share of 0 to 1 as a percentage with three significant digits: 3.21 %. */
export function percent(share: number): string {
  const value = share * 100;
  const digits = value >= 99.95 || value === 0 ? 0 : value >= 10 ? 1 : 2;
  return `${new Intl.NumberFormat(LOCALE, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value)} %`;
}

/** A share as a percentage without needless decimals: 50 %, 33.3 %. */
export function round_percent(share: number): string {
  return `${new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 }).format(share * 100)} %`;
}

/** Money from integer minor units; the currency says how many of its digits are decimals. */
export function money(minor_units: number, currency: string): string {
  try {
    const format = new Intl.NumberFormat(LOCALE, { style: "currency", currency });
    const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
    return format.format(minor_units / 10 ** decimals);
  } catch {
    return `${count(minor_units)} minor units of ${currency}`;
  }
}

/** An interval of a loss: people do not read a negative loss as a gain. */
export function range(bounds: { low: number; high: number }, write: (value: number) => string) {
  return bounds.low < 0
    ? `from a gain of ${write(-bounds.low)} to a loss of ${write(bounds.high)}`
    : `between ${write(bounds.low)} and ${write(bounds.high)}`;
}

/** With a capital first letter, for the start of a sentence. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "1 visitor", "2 visitors". */
export function counted(value: number, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
