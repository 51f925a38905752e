import { lazy, Suspense, useEffect, useMemo } from "react";
import { with_latest_goal } from "../../api/live_push";
import type { GoalPoint, GoalResult, Launch, Results } from "../../api/types";
import { Chip, type ChipTone } from "../../ui/chip";
import {
  cap_sentence,
  goal_explanations,
  goal_sentence,
  lift_sentence,
  NO_PROMISE,
  PROMISE,
  VERDICT_WORDS,
  type Verdict,
  verdict,
} from "../../words/goals";
import { count } from "../../words/numbers";
import { owners_sentence } from "../../words/owners";
import { clock, instant_ms, tick_words } from "../../words/times";
import {
  type DifferenceWriter,
  difference_axis,
  difference_tick,
  difference_writer,
  type Measure,
} from "../../words/values";
import styles from "./goals_panel.module.css";
import { spread_evenly, until_shortly_after_end } from "./history";

const load_drawing = () => import("./goal_drawing");
const GoalChart = lazy(load_drawing);

/** Shares differ by 100 points at most. */
const SHARE_LIMITS = { smallest: 0.01, largest: 1 };
const MEAN_LIMITS = { smallest: 1, largest: Number.POSITIVE_INFINITY };

const TABLE_ROWS = 12;
const NO_POINTS: GoalPoint[] = [];

const TONES: Record<Verdict, ChipTone> = {
  better: "good",
  worse: "red",
  open: "plain",
  collecting: "plain",
  hidden: "amber",
};

interface GoalCardProps {
  launch: Launch;
  results: Results;
  goal: GoalResult;
  /** The history as far as it was asked for; undefined while it is under way. */
  known: GoalPoint[] | undefined;
}

/** One goal: what is known about it in a sentence, and how that came about. */
export function GoalCard({ launch, results, goal, known }: GoalCardProps) {
  // There before the first visitor is.
  useEffect(() => void load_drawing(), []);
  const metric = launch.metrics.find((one) => one.key === goal.metric);
  const measure: Measure = { kind: goal.kind, worth: metric?.worth ?? null };
  const points = useMemo(
    () =>
      until_shortly_after_end(with_latest_goal(known ?? NO_POINTS, goal, results), launch.ended_at),
    [known, goal, results, launch.ended_at],
  );
  const stands = verdict(goal);
  const known_interval = goal.state === "open" || goal.state === "separated";
  const lift = lift_sentence(goal);
  const cap = goal.state === "hidden" ? null : cap_sentence(goal, measure);
  return (
    <li className={styles.goal}>
      <div className={styles.head}>
        <h3 className={styles.name}>{goal.name}</h3>
        <Chip tone={TONES[stands]}>{VERDICT_WORDS[stands]}</Chip>
        {goal.unbalanced ? <Chip tone="amber">Unbalanced</Chip> : null}
      </div>
      <p className={`${styles.sentence} figures`} data-known={known_interval || undefined}>
        {goal_sentence(goal, measure)}
      </p>
      {lift ? <p className="figures">{lift}</p> : null}
      {metric ? <p className="small soft">{owners_sentence(metric.owners)}</p> : null}
      {known_interval || goal.unbalanced ? (
        <p className="small soft">{goal.unbalanced ? NO_PROMISE : PROMISE}</p>
      ) : null}
      {goal.state === "hidden" ? null : <History goal={goal} points={points} measure={measure} />}
      {cap ? <p className={styles.cap}>{cap}</p> : null}
      {goal.state === "hidden" ? null : <Explanations goal={goal} />}
    </li>
  );
}

interface HistoryProps {
  goal: GoalResult;
  points: GoalPoint[];
  measure: Measure;
}

function History({ goal, points, measure }: HistoryProps) {
  const moments = useMemo(
    () => points.map((point) => ({ ...point, ms: instant_ms(point.at) })),
    [points],
  );
  const latest = points.findLast((point) => point.low !== null && point.high !== null);
  const spread = (latest?.high ?? 0) - (latest?.low ?? 0) || Math.abs(goal.difference ?? 0);
  const writer = difference_writer(measure, spread);
  const name = `${goal.name} over time`;
  const sentence = goal_sentence(goal, measure);
  if (moments.length === 0) {
    return <p className={styles.waiting}>The line starts once both arms have a visitor.</p>;
  }
  return (
    <>
      <p className={styles.axis}>{difference_axis(measure, goal.arm)}</p>
      <div className={styles.chart}>
        <Suspense fallback={<p className={styles.waiting}>Drawing…</p>}>
          <GoalChart
            points={moments}
            better={goal.better}
            limits={goal.kind === "conversion" ? SHARE_LIMITS : MEAN_LIMITS}
            name={name}
            description={`${name}: the difference and its interval. ${sentence}`}
            words={{
              value_tick: (value, step) => difference_tick(value, step, measure),
              time_tick: tick_words,
              moment: ({ ms, sequence }) =>
                `At ${clock(new Date(ms).toISOString())} UTC, event ${count(sequence)}:`,
              difference: (point) => difference_words(point, writer),
              interval: (point) => interval_words(point, writer),
            }}
          />
        </Suspense>
      </div>
      <HistoryTable points={points} writer={writer} />
    </>
  );
}

type Bounds = Pick<GoalPoint, "difference" | "low" | "high">;

function difference_words({ difference }: Bounds, { signed, unit }: DifferenceWriter): string {
  return `${signed(difference)}${unit}`;
}

function interval_words({ low, high }: Bounds, { signed, unit }: DifferenceWriter): string {
  if (low === null || high === null) return "collecting";
  return `${signed(low)} to ${signed(high)}${unit}`;
}

/** The picture in rows, for those who would rather read or copy it. */
function HistoryTable({ points, writer }: { points: GoalPoint[]; writer: DifferenceWriter }) {
  return (
    <details className={styles.details}>
      <summary>The same as a table</summary>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Time, UTC</th>
            <th scope="col">Difference</th>
            <th scope="col">Interval</th>
          </tr>
        </thead>
        <tbody>
          {spread_evenly(points, TABLE_ROWS).map((point) => (
            <tr key={point.sequence}>
              <th scope="row">{clock(point.at)}</th>
              <td>{difference_words(point, writer)}</td>
              <td>{interval_words(point, writer)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Explanations({ goal }: { goal: GoalResult }) {
  return (
    <details className={styles.details}>
      <summary>What these numbers say</summary>
      <dl className={styles.explanations}>
        {goal_explanations(goal).map(({ name, says }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
