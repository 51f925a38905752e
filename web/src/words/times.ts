/** Times. Everything is RFC 3339 UTC with microseconds on the wire, and UTC on the screen. */

/** Milliseconds since 1970 with microseconds as decimals, which Date.parse would cut off. */
export function instant_ms(text: string): number {
  const fraction = /\.(\d{1,9})/.exec(text)?.[1] ?? "";
  const whole_ms = Date.parse(text.replace(/\.\d+/, ""));
  return whole_ms + Number(`0.${fraction || "0"}`) * 1000;
}

/** "14:03:22" or, with decimals, "14:03:22.123"; always UTC. */
export function clock(text: string, decimals = 0): string {
  const ms = Math.floor(instant_ms(text) + 1e-6);
  if (!Number.isFinite(ms)) return text;
  return new Date(ms).toISOString().slice(11, 19 + (decimals > 0 ? 1 + Math.min(decimals, 3) : 0));
}

/** "22 Nov 2025"; UTC. */
export function day(text: string): string {
  const ms = instant_ms(text);
  if (!Number.isFinite(ms)) return text;
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" }).format(ms);
}

/** "22 Nov 2025, 14:03:22 UTC". */
export function day_and_clock(text: string): string {
  return `${day(text)}, ${clock(text)} UTC`;
}

/** The time between two instants: "0.4 ms", "12 ms", "1.24 s", "2 min 5 s". */
export function duration(from: string, to: string): string {
  const ms = instant_ms(to) - instant_ms(from);
  if (!Number.isFinite(ms)) return "unknown";
  const size = Math.abs(ms);
  if (size < 10) return `${(Math.round(ms * 10) / 10).toFixed(1)} ms`;
  if (size < 1000) return `${Math.round(ms)} ms`;
  if (size < 60_000) return `${(ms / 1000).toFixed(2)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

const UNITS: Record<string, [string, string]> = {
  s: ["second", "seconds"],
  m: ["minute", "minutes"],
  h: ["hour", "hours"],
  d: ["day", "days"],
  w: ["week", "weeks"],
};

/** A window as defined ("7d") in words ("7 days"). */
export function window_words(window: string): string {
  const match = /^(\d+)([smhdw])$/.exec(window);
  const names = match?.[2] ? UNITS[match[2]] : undefined;
  if (!match?.[1] || !names) return window;
  return `${match[1]} ${match[1] === "1" ? names[0] : names[1]}`;
}

const HALF_HOUR_MS = 30 * 60_000;
const TWO_DAYS_MS = 48 * 3_600_000;

/** A tick on a time axis `span_ms` long: seconds when short, days when long. */
export function tick_words(ms: number, span_ms: number): string {
  const text = new Date(ms).toISOString();
  if (span_ms <= HALF_HOUR_MS) return text.slice(11, 19);
  if (span_ms <= TWO_DAYS_MS) return text.slice(11, 16);
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  }).format(ms);
}

/** Whole seconds as a wait: "12 s", "1 min 30 s", "2 min". */
export function wait_words(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const rest = seconds % 60;
  return rest === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${rest} s`;
}
