/** The time axis that all pictures of a history share. */

export interface Moment {
  ms: number;
  sequence: number;
}

export const MARGIN = { top: 14, right: 10, bottom: 26, left: 62 };
/** A burst of events within a blink would otherwise be one vertical line. */
const SPAN_MS_MIN = 10_000;

/** From the first moment to the last, never shorter than a glance. */
export function time_domain(moments: Moment[]): [number, number] {
  const first = moments[0]?.ms ?? 0;
  return [first, Math.max(moments.at(-1)?.ms ?? 0, first + SPAN_MS_MIN)];
}

/** The last moment that is not after `ms`. */
export function at_ms(moments: Moment[], ms: number): number {
  let index = 0;
  while (index + 1 < moments.length && (moments[index + 1]?.ms ?? 0) <= ms) index += 1;
  return index;
}
