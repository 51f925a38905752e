const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Steps that a reader of a clock expects. */
const STEPS = [1, 2, 5, 10, 15, 30]
  .map((seconds) => seconds * SECOND)
  .concat([1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE))
  .concat([1, 2, 3, 6, 12].map((hours) => hours * HOUR))
  .concat([1, 2, 7, 14, 30, 90, 365].map((days) => days * DAY));

/** Round moments between two, in milliseconds since 1970, at most `most` of them. */
export function time_ticks(first: number, last: number, most: number): number[] {
  const step = STEPS.find((one) => (last - first) / one <= most) ?? (last - first) / most;
  const ticks: number[] = [];
  for (let tick = Math.ceil(first / step) * step; tick <= last; tick += step) ticks.push(tick);
  return ticks.slice(0, most);
}
