/** Numbers as text. The screen is written in English, so numbers are too, in every browser. */
export const LOCALE = "en-GB";

/** With a real minus sign, as wide as the plus. */
export function true_minus(text: string): string {
  return text.replace("-", "\u2212");
}

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

/** A change of a share of control: "+25 %", "−0.8 %". */
export function signed_percent(share: number): string {
  const digits = Math.abs(share) < 0.0995 ? 1 : 0;
  const format = new Intl.NumberFormat(LOCALE, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: "exceptZero",
  });
  return `${true_minus(format.format(share * 100))} %`;
}

/** How many decimals a currency has; 2 where nobody knows it. */
export function money_decimals(currency: string): number {
  try {
    const format = new Intl.NumberFormat(LOCALE, { style: "currency", currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** Money from integer minor units; the currency says how many of its digits are decimals. */
export function money(minor_units: number, currency: string): string {
  try {
    const format = new Intl.NumberFormat(LOCALE, { style: "currency", currency });
    return format.format(minor_units / 10 ** money_decimals(currency));
  } catch {
    return `${count(minor_units)} minor units of ${currency}`;
  }
}

/** An interval of a loss: people do not read a negative loss as a gain. */
export function range(bounds: { low: number; high: number }, write: (value: number) => string) {
  if (bounds.high < 0)
    return `between a gain of ${write(-bounds.high)} and of ${write(-bounds.low)}`;
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
