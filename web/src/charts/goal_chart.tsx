import { type ScaleLinear, scaleLinear } from "d3-scale";
import { area, curveStepAfter, line } from "d3-shape";
import { useId, useMemo } from "react";
import styles from "./chart.module.css";
import goal from "./goal_chart.module.css";
import {
  collecting_until,
  type GoalPoint,
  has_interval,
  type ValueLimits,
  value_domain,
} from "./goal_scale";
import { MomentSlider } from "./moment_slider";
import { MARGIN, type Moment, time_domain } from "./moments";
import { TimeAxis } from "./time_axis";
import { usePointed } from "./use_pointed";
import { useWidth } from "./use_width";

export type GoalMoment = Moment & GoalPoint;

export interface GoalChartWords {
  /** A tick of the value axis, whose ticks are `step` apart. */
  value_tick: (value: number, step: number) => string;
  time_tick: (ms: number, span_ms: number) => string;
  moment: (moment: Moment) => string;
  difference: (point: GoalPoint) => string;
  interval: (point: GoalPoint) => string;
}

interface GoalChartProps {
  /** At least one, oldest first. */
  points: GoalMoment[];
  /** Which side of zero is good. */
  better: "up" | "down";
  limits: ValueLimits;
  name: string;
  /** What the picture shows, for those who do not see it. */
  description: string;
  words: GoalChartWords;
}

interface Scales {
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
}

/** A difference and its interval over time: hatched while collecting, then a band. */
export function GoalChart({ points, better, limits, name, description, words }: GoalChartProps) {
  const [element, width] = useWidth<HTMLDivElement>(600);
  const height = width < 480 ? 220 : 250;
  const scales = useMemo(
    () => ({
      x: scaleLinear(time_domain(points), [MARGIN.left, width - MARGIN.right]),
      y: scaleLinear(value_domain(points, limits), [height - MARGIN.bottom, MARGIN.top]).nice(5),
    }),
    [points, limits, width, height],
  );
  const { shown, pointed, point_at, pointer } = usePointed(points, scales.x.invert);
  const point = points[shown];
  const clip = useId();
  return (
    <div ref={element} className={styles.chart}>
      <svg
        className={styles.plot}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={description}
        {...pointer}
      >
        <clipPath id={clip}>
          <rect
            x={MARGIN.left}
            y={MARGIN.top}
            width={Math.max(0, width - MARGIN.left - MARGIN.right)}
            height={height - MARGIN.top - MARGIN.bottom}
          />
        </clipPath>
        <ValueAxis {...scales} width={width} tick={words.value_tick} />
        <TimeAxis x={scales.x} width={width} height={height} tick={words.time_tick} />
        <g clipPath={`url(#${clip})`}>
          <Collecting {...scales} points={points} height={height} />
          <History {...scales} points={points} />
        </g>
        <Zero {...scales} width={width} height={height} better={better} />
        {pointed && point ? <Cross {...scales} point={point} height={height} /> : null}
      </svg>
      {point ? (
        <>
          <MomentSlider
            name={name}
            shown={shown}
            last={points.length - 1}
            text={`${words.moment(point)} ${words.difference(point)}, ${words.interval(point)}`}
            point_at={point_at}
          />
          <Legend point={point} words={words} />
        </>
      ) : null}
    </div>
  );
}

function ValueAxis({
  y,
  width,
  tick,
}: Scales & { width: number; tick: GoalChartWords["value_tick"] }) {
  const ticks = y.ticks(5);
  const step = ticks.length > 1 ? Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0)) : 1;
  return (
    <g>
      {ticks.map((value) => (
        <g key={value} transform={`translate(0 ${y(value)})`}>
          <line className={styles.grid} x1={MARGIN.left} x2={width - MARGIN.right} />
          <text className={styles.tick} x={MARGIN.left - 8} dy="0.35em" textAnchor="end">
            {tick(value, step)}
          </text>
        </g>
      ))}
    </g>
  );
}

interface HistoryProps extends Scales {
  points: GoalMoment[];
}

/** The time before an interval exists, hatched and named. */
function Collecting({ x, y, points, height }: HistoryProps & { height: number }) {
  const hatch = useId();
  const until = collecting_until(points);
  if (until === 0) return null;
  const [first = 0, last = 0] = x.range();
  const end = until < points.length ? x(points[until]?.ms ?? 0) : last;
  // Where the words beside the line of zero are not.
  const upper = y(0) > height / 2;
  const box = { x: first, y: MARGIN.top, width: end - first };
  const box_height = height - MARGIN.top - MARGIN.bottom;
  return (
    <g>
      <pattern
        id={hatch}
        width="8"
        height="8"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <line className={goal.hatch} x1="0" x2="0" y1="0" y2="8" />
      </pattern>
      <rect className={goal.collecting} {...box} height={box_height} />
      <rect fill={`url(#${hatch})`} {...box} height={box_height} />
      {box.width > 84 ? (
        <text
          className={goal.collecting_words}
          x={(first + end) / 2}
          y={upper ? MARGIN.top + 18 : height - MARGIN.bottom - 10}
          textAnchor="middle"
        >
          Collecting
        </text>
      ) : null}
    </g>
  );
}

/** The band and the line. The line is dotted while nothing is known about it. */
function History({ x, y, points }: HistoryProps) {
  const last = points.at(-1);
  const paths = useMemo(() => {
    const until = collecting_until(points);
    const band = area<GoalMoment>()
      .defined(has_interval)
      .x(({ ms }) => x(ms))
      .y0(({ low }) => y(low ?? 0))
      .y1(({ high }) => y(high ?? 0))
      .curve(curveStepAfter);
    const edge = (bound: "low" | "high") =>
      line<GoalMoment>()
        .defined(has_interval)
        .x(({ ms }) => x(ms))
        .y((point) => y(point[bound] ?? 0))
        .curve(curveStepAfter)(points);
    const middle = line<GoalMoment>()
      .x(({ ms }) => x(ms))
      .y(({ difference }) => y(difference))
      .curve(curveStepAfter);
    return {
      band: band(points) ?? "",
      low: edge("low") ?? "",
      high: edge("high") ?? "",
      early: middle(points.slice(0, until + 1)) ?? "",
      known: middle(points.slice(until)) ?? "",
    };
  }, [x, y, points]);
  return (
    <g>
      <path className={goal.band} d={paths.band} />
      <path className={goal.band_edge} d={paths.low} />
      <path className={goal.band_edge} d={paths.high} />
      <path className={`${goal.difference} ${goal.early}`} d={paths.early} />
      <path className={goal.difference} d={paths.known} />
      {last ? (
        <circle cx={x(last.ms)} cy={y(last.difference)} r={3.5} fill="var(--shared)" />
      ) : null}
    </g>
  );
}

interface ZeroProps extends Scales {
  width: number;
  height: number;
  better: "up" | "down";
}

/** The line of no difference, and which side of it is good. */
function Zero({ y, width, height, better }: ZeroProps) {
  const at = y(0);
  const left = MARGIN.left + 6;
  const room_above = at - MARGIN.top > 18;
  const room_below = height - MARGIN.bottom - at > 20;
  return (
    <g>
      <line className={goal.zero} x1={MARGIN.left} x2={width - MARGIN.right} y1={at} y2={at} />
      {room_above ? (
        <text className={goal.direction} x={left} y={at - 6}>
          {better === "up" ? "better ↑" : "worse ↑"}
        </text>
      ) : null}
      {room_below ? (
        <text className={goal.direction} x={left} y={at + 15}>
          {better === "up" ? "worse ↓" : "better ↓"}
        </text>
      ) : null}
    </g>
  );
}

function Cross({ x, y, point, height }: Scales & { point: GoalMoment; height: number }) {
  const at = x(point.ms);
  return (
    <g>
      <line className={styles.cross} x1={at} x2={at} y1={MARGIN.top} y2={height - MARGIN.bottom} />
      <circle cx={at} cy={y(point.difference)} r={4} fill="var(--shared)" />
    </g>
  );
}

/** The figures at the moment pointed at, else now: always there, so nothing jumps. */
function Legend({ point, words }: { point: GoalMoment; words: GoalChartWords }) {
  return (
    <>
      <p className={`${styles.moment} figures`}>{words.moment(point)}</p>
      <dl className={styles.legend}>
        <div>
          <dt>
            <svg className={goal.swatch} viewBox="0 0 26 12" aria-hidden="true" focusable="false">
              <line className={goal.difference} x1="0" x2="26" y1="6" y2="6" />
            </svg>
            Difference
          </dt>
          <dd>{words.difference(point)}</dd>
        </div>
        <div>
          <dt>
            <svg className={goal.swatch} viewBox="0 0 26 12" aria-hidden="true" focusable="false">
              <rect className={goal.band} width="26" height="12" />
            </svg>
            Interval
          </dt>
          <dd>{words.interval(point)}</dd>
        </div>
      </dl>
    </>
  );
}
