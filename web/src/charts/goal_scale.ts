/** The axis of a difference with its interval over time. */

export interface GoalPoint {
  difference: number;
  low: number | null;
  high: number | null;
}

interface KnownPoint {
  low: number;
  high: number;
}

export function has_interval<Point extends GoalPoint>(point: Point): point is Point & KnownPoint {
  return point.low !== null && point.high !== null;
}

/** Early intervals that many times wider than the last would press it flat: they are cut off. */
const WIDEST_SHOWN = 3;

/** How little and how much the axis may show on either side of zero. */
export interface ValueLimits {
  /** Shown where the differences are nothing yet. */
  smallest: number;
  /** No difference is larger. */
  largest: number;
}

/**
 * What the vertical axis must show: zero, the last interval, and those before it that are not far
 * wider. Without any interval yet, the differences.
 */
export function value_domain(
  points: GoalPoint[],
  { smallest, largest }: ValueLimits,
): [number, number] {
  const known = points.filter(has_interval);
  const now = known.at(-1);
  if (!now) {
    const top = points.reduce((most, { difference }) => Math.max(most, Math.abs(difference)), 0);
    const half = Math.min(largest, Math.max(smallest, 1.25 * top));
    return [-half, half];
  }
  const widest = WIDEST_SHOWN * Math.max(now.high - now.low, Number.EPSILON);
  const shown = known.filter(({ low, high }) => high - low <= widest);
  const low = shown.reduce((least, point) => Math.min(least, point.low), 0);
  const high = shown.reduce((most, point) => Math.max(most, point.high), 0);
  const air = 0.06 * Math.max(high - low, Number.EPSILON);
  return [Math.max(-largest, low - air), Math.min(largest, high + air)];
}

/** Index of the first point with an interval; the number of points while there is none. */
export function collecting_until(points: GoalPoint[]): number {
  const first = points.findIndex(has_interval);
  return first < 0 ? points.length : first;
}
