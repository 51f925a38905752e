import { scaleLinear } from "d3-scale";
import { curveStepAfter, line } from "d3-shape";
import { useMemo } from "react";
import styles from "./chart.module.css";
import { clamp_log_e, decade_ticks, LOG_E_FLOOR, log_e_top } from "./evidence_scale";
import { MomentSlider } from "./moment_slider";
import { MARGIN, type Moment, time_domain } from "./moments";
import { TimeAxis } from "./time_axis";
import { usePointed } from "./use_pointed";
import { useWidth } from "./use_width";

export interface EvidenceSeries {
  name: string;
  colour: string;
  /** One natural logarithm of odds per moment. */
  log_e: number[];
  /** The one that decides is drawn stronger. */
  decides: boolean;
}

interface EvidenceChartProps {
  moments: Moment[];
  series: EvidenceSeries[];
  amber_log_e: number;
  red_log_e: number;
  /** What the picture shows, for those who do not see it. */
  description: string;
  words: {
    odds: (log_e: number) => string;
    moment: (moment: Moment) => string;
    /** The names of the two lines. */
    red: string;
    amber: string;
    /** A tick of the time axis, which is `span_ms` long. */
    tick: (ms: number, span_ms: number) => string;
  };
}

const DASHES = ["", "7 3", "2 3", "9 3 2 3"];

function useScales(props: EvidenceChartProps, width: number, height: number) {
  const { moments, series, red_log_e } = props;
  return useMemo(() => {
    const highest = series.reduce((top, one) => one.log_e.reduce((a, b) => Math.max(a, b), top), 0);
    const top = log_e_top(red_log_e, highest);
    return {
      x: scaleLinear(time_domain(moments), [MARGIN.left, width - MARGIN.right]),
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
  const { shown, pointed, point_at, pointer } = usePointed(props.moments, scales.x.invert);
  const moment = props.moments[shown];
  return (
    <div ref={element} className={styles.chart}>
      <svg
        className={styles.plot}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={props.description}
        {...pointer}
      >
        <OddsAxis scales={scales} width={width} />
        <TimeAxis x={scales.x} width={width} height={height} tick={props.words.tick} />
        <Lines {...props} scales={scales} />
        <Thresholds {...props} scales={scales} width={width} />
        {pointed ? <Cross {...props} scales={scales} shown={shown} height={height} /> : null}
      </svg>
      <MomentSlider
        name="Evidence over time"
        shown={shown}
        last={props.moments.length - 1}
        text={moment ? `${props.words.moment(moment)} ${spoken(props, shown)}` : ""}
        point_at={point_at}
      />
      <Legend {...props} shown={shown} />
    </div>
  );
}

function spoken({ series, words }: EvidenceChartProps, shown: number): string {
  return series.map((one) => `${one.name} ${words.odds(one.log_e[shown] ?? 0)}`).join(", ");
}

function OddsAxis({ scales, width }: { scales: Scales; width: number }) {
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
          <g key={one.name}>
            <path
              className={styles.line}
              d={path ?? ""}
              stroke={one.colour}
              strokeWidth={one.decides ? 3 : 1.75}
              strokeDasharray={dash}
            />
            <circle
              cx={scales.x(moments.at(-1)?.ms ?? 0)}
              cy={scales.y(clamp_log_e(one.log_e.at(-1) ?? 0, scales.top))}
              r={one.decides ? 4 : 3}
              fill={one.colour}
            />
          </g>
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
    { log_e: red_log_e, name: words.red, colour: "var(--red)" },
    { log_e: amber_log_e, name: words.amber, colour: "var(--amber)" },
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
