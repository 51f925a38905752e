import { scaleLinear } from "d3-scale";
import { curveStepAfter, line } from "d3-shape";
import { type PointerEvent, useMemo, useState } from "react";
import styles from "./evidence_chart.module.css";
import { clamp_log_e, decade_ticks, LOG_E_FLOOR, log_e_top } from "./evidence_scale";
import { time_ticks } from "./time_ticks";
import { useWidth } from "./use_width";

export interface EvidenceSeries {
  name: string;
  colour: string;
  /** One natural logarithm of odds per moment. */
  log_e: number[];
  /** The one that decides is drawn stronger. */
  decides: boolean;
}

export interface EvidenceMoment {
  ms: number;
  sequence: number;
}

interface EvidenceChartProps {
  moments: EvidenceMoment[];
  series: EvidenceSeries[];
  amber_log_e: number;
  red_log_e: number;
  /** What the picture shows, for those who do not see it. */
  description: string;
  words: {
    odds: (log_e: number) => string;
    moment: (moment: EvidenceMoment) => string;
    /** A tick of the time axis, which is `span_ms` long. */
    tick: (ms: number, span_ms: number) => string;
  };
}

const MARGIN = { top: 14, right: 10, bottom: 26, left: 62 };
/** A burst of events within a blink would otherwise be one vertical line. */
const SPAN_MS_MIN = 10_000;
const DASHES = ["", "7 3", "2 3", "9 3 2 3"];

function useScales(props: EvidenceChartProps, width: number, height: number) {
  const { moments, series, red_log_e } = props;
  return useMemo(() => {
    const first = moments[0]?.ms ?? 0;
    const last = Math.max(moments.at(-1)?.ms ?? 0, first + SPAN_MS_MIN);
    const highest = series.reduce((top, one) => one.log_e.reduce((a, b) => Math.max(a, b), top), 0);
    const top = log_e_top(red_log_e, highest);
    return {
      x: scaleLinear([first, last], [MARGIN.left, width - MARGIN.right]),
      y: scaleLinear([LOG_E_FLOOR, top], [height - MARGIN.bottom, MARGIN.top]),
      top,
    };
  }, [moments, series, red_log_e, width, height]);
}

type Scales = ReturnType<typeof useScales>;

/** Evidence of harm over time, climbing towards the amber and the roll-back line. */
export function EvidenceChart(props: EvidenceChartProps) {
  const [element, width] = useWidth<HTMLDivElement>(600);
  const height = width < 480 ? 250 : 310;
  const scales = useScales(props, width, height);
  const [pointed_ms, set_pointed_ms] = useState<number | null>(null);
  const shown = pointed_ms === null ? props.moments.length - 1 : at_ms(props.moments, pointed_ms);

  function point(event: PointerEvent<SVGSVGElement>) {
    const left = event.currentTarget.getBoundingClientRect().left;
    set_pointed_ms(scales.x.invert(event.clientX - left));
  }

  return (
    <div ref={element} className={styles.chart}>
      <svg
        className={styles.plot}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={props.description}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => set_pointed_ms(null)}
      >
        <Axes scales={scales} width={width} height={height} tick={props.words.tick} />
        <Lines {...props} scales={scales} />
        <Thresholds {...props} scales={scales} width={width} />
        {pointed_ms === null ? null : (
          <Cross {...props} scales={scales} shown={shown} height={height} />
        )}
      </svg>
      <Legend {...props} shown={shown} />
    </div>
  );
}

/** The last moment that is not after `ms`. */
function at_ms(moments: EvidenceMoment[], ms: number): number {
  let index = 0;
  while (index + 1 < moments.length && (moments[index + 1]?.ms ?? 0) <= ms) index += 1;
  return index;
}

interface AxesProps {
  scales: Scales;
  width: number;
  height: number;
  tick: (ms: number, span_ms: number) => string;
}

function Axes({ scales, width, height, tick: tick_words }: AxesProps) {
  const [first = 0, last = 0] = scales.x.domain();
  return (
    <g>
      {decade_ticks(scales.top).map(({ log_e, odds }) => (
        <g key={odds} transform={`translate(0 ${scales.y(log_e)})`}>
          <line className={styles.grid} x1={MARGIN.left} x2={width - MARGIN.right} />
          <text className={styles.tick} x={MARGIN.left - 8} dy="0.35em" textAnchor="end">
            {odds >= 1e6 ? "1 M" : odds.toLocaleString("en-GB")}
          </text>
        </g>
      ))}
      {time_ticks(first, last, Math.max(2, Math.floor(width / 100))).map((tick) => (
        <text
          key={tick}
          className={styles.tick}
          x={scales.x(tick)}
          y={height - 8}
          textAnchor="middle"
        >
          {tick_words(tick, last - first)}
        </text>
      ))}
    </g>
  );
}

function Lines({ moments, series, scales }: EvidenceChartProps & { scales: Scales }) {
  const guardrails = series.filter((one) => !one.decides);
  return (
    <g>
      {[...guardrails, ...series.filter((one) => one.decides)].map((one) => {
        const path = line<number>()
          .x((_, index) => scales.x(moments[index]?.ms ?? 0))
          .y((log_e) => scales.y(clamp_log_e(log_e, scales.top)))
          .curve(curveStepAfter)(one.log_e);
        const dash = one.decides ? "" : (DASHES[guardrails.indexOf(one) % DASHES.length] ?? "");
        return (
          <path
            key={one.name}
            className={styles.line}
            d={path ?? ""}
            stroke={one.colour}
            strokeWidth={one.decides ? 3 : 1.75}
            strokeDasharray={dash}
          />
        );
      })}
    </g>
  );
}

interface ThresholdsProps extends EvidenceChartProps {
  scales: Scales;
  width: number;
}

function Thresholds({ amber_log_e, red_log_e, words, scales, width }: ThresholdsProps) {
  const lines = [
    { log_e: red_log_e, name: `Rolls back at ${words.odds(red_log_e)}`, colour: "var(--red)" },
    { log_e: amber_log_e, name: `Amber at ${words.odds(amber_log_e)}`, colour: "var(--amber)" },
  ];
  return (
    <g>
      {lines.map(({ log_e, name, colour }) => (
        <g key={colour} transform={`translate(0 ${scales.y(log_e)})`}>
          <line
            className={styles.threshold}
            x1={MARGIN.left}
            x2={width - MARGIN.right}
            stroke={colour}
          />
          <text className={styles.threshold_words} x={MARGIN.left + 8} y={15} fill={colour}>
            {name}
          </text>
        </g>
      ))}
    </g>
  );
}

interface CrossProps extends EvidenceChartProps {
  scales: Scales;
  shown: number;
  height: number;
}

function Cross({ moments, series, scales, shown, height }: CrossProps) {
  const x = scales.x(moments[shown]?.ms ?? 0);
  return (
    <g>
      <line className={styles.cross} x1={x} x2={x} y1={MARGIN.top} y2={height - MARGIN.bottom} />
      {series.map((one) => (
        <circle
          key={one.name}
          cx={x}
          cy={scales.y(clamp_log_e(one.log_e[shown] ?? 0, scales.top))}
          r={4}
          fill={one.colour}
        />
      ))}
    </g>
  );
}

/** Names, and the values at the moment pointed at, else now: always there, so nothing jumps. */
function Legend({ moments, series, words, shown }: EvidenceChartProps & { shown: number }) {
  const moment = moments[shown];
  const guardrails = series.filter((one) => !one.decides);
  return (
    <>
      <p className={`${styles.moment} figures`}>{moment ? words.moment(moment) : "\u00a0"}</p>
      <dl className={styles.legend}>
        {series.map((one) => (
          <div key={one.name}>
            <dt>
              <svg width="26" height="8" aria-hidden="true" focusable="false">
                <line
                  x1="0"
                  x2="26"
                  y1="4"
                  y2="4"
                  stroke={one.colour}
                  strokeWidth={one.decides ? 3 : 2}
                  strokeDasharray={one.decides ? "" : DASHES[guardrails.indexOf(one)]}
                />
              </svg>
              {one.name}
            </dt>
            <dd>{words.odds(one.log_e[shown] ?? 0)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
