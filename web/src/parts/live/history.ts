import { instant_ms } from "../../words/times";

/** What comes long after the end would only press the story to the left edge. */
export function until_shortly_after_end<Point extends { at: string }>(
  points: Point[],
  ended_at: string | null,
): Point[] {
  const first = points[0];
  if (!first || !ended_at) return points;
  const end_ms = instant_ms(ended_at);
  const last_ms = end_ms + Math.max(4_000, (end_ms - instant_ms(first.at)) * 0.1);
  const kept = points.filter((point) => instant_ms(point.at) <= last_ms);
  const last = kept.at(-1);
  if (!last || kept.length === points.length) return points;
  return [...kept, { ...last, at: new Date(last_ms).toISOString() }];
}

/** About `most` points, evenly spread, the first and the last among them. */
export function spread_evenly<Point>(points: Point[], most: number): Point[] {
  if (points.length <= most) return points;
  const step = (points.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => points[Math.round(index * step)]).filter(
    (point) => point !== undefined,
  );
}
