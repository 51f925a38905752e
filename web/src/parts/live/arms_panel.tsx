import type { ArmResult, Launch, MetricCard, Results } from "../../api/types";
import { Panel } from "../../ui/panel";
import { conversion_words } from "../../words/guardrails";
import { count, counted, money, percent } from "../../words/numbers";
import { window_words } from "../../words/times";
import styles from "./arms_panel.module.css";

interface ArmsPanelProps {
  launch: Launch;
  results: Results | null;
}

/** The arms side by side: who saw what, and what they did. */
export function ArmsPanel({ launch, results }: ArmsPanelProps) {
  const arms = launch.arms.map(
    (arm) => results?.arms.find((one) => one.key === arm.key) ?? nothing_yet(arm.key),
  );
  return (
    <Panel title="Arms">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">
              <span className="hidden_text">Figure</span>
            </th>
            {arms.map((arm) => (
              <th key={arm.key} scope="col">
                {arm.key}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">
              <span className={styles.name}>Visitors</span>
              <span className={styles.under}>exposed so far</span>
            </th>
            {arms.map((arm) => (
              <td key={arm.key}>
                <span className={styles.figure}>{count(arm.units)}</span>
              </td>
            ))}
          </tr>
          {launch.metrics.map((metric) => (
            <MetricRow key={metric.key} metric={metric} arms={arms} />
          ))}
        </tbody>
      </table>
      <LeftOut results={results} />
      <HowCounted metrics={launch.metrics} />
    </Panel>
  );
}

function nothing_yet(key: string): ArmResult {
  return { key, units: 0, metrics: {} };
}

function MetricRow({ metric, arms }: { metric: MetricCard; arms: ArmResult[] }) {
  return (
    <tr>
      <th scope="row">
        <span className={styles.name}>{metric.name}</span>
        <span className={styles.under}>
          within {window_words(metric.window)}; {metric.better === "up" ? "more" : "fewer"} is
          better
        </span>
      </th>
      {arms.map((arm) => {
        const figures = arm.metrics[metric.key];
        return (
          <td key={arm.key}>
            <span className={styles.figure}>
              {figures?.mean === null || figures?.mean === undefined ? "–" : percent(figures.mean)}
            </span>
            <span className={styles.under}>{conversion_words(figures?.count ?? 0, arm.units)}</span>
          </td>
        );
      })}
    </tr>
  );
}

function LeftOut({ results }: { results: Results | null }) {
  if (!results || results.multiple_exposure + results.late === 0) return null;
  const parts = [
    results.multiple_exposure > 0
      ? `${counted(results.multiple_exposure, "visitor", "visitors")} who saw both arms`
      : "",
    results.late > 0
      ? `${counted(results.late, "event", "events")} without an exposure in time`
      : "",
  ].filter(Boolean);
  return <p className={styles.foot}>Left out: {parts.join("; ")}.</p>;
}

function HowCounted({ metrics }: { metrics: MetricCard[] }) {
  if (metrics.length === 0) return null;
  return (
    <details className={styles.details}>
      <summary>How this is counted</summary>
      <dl>
        {metrics.map((metric) => (
          <div key={metric.key}>
            <dt>{metric.name}</dt>
            {metric.in_marketing_words ? <dd>{metric.in_marketing_words}</dd> : null}
            <dd>
              {metric.in_it_words ??
                `Units with a “${metric.event}” event within ${window_words(metric.window)} of ` +
                  "first exposure, over exposed units."}
            </dd>
            {metric.worth ? (
              <dd>Agreed worth: {money(metric.worth.amount, metric.worth.currency)} each.</dd>
            ) : null}
          </div>
        ))}
      </dl>
    </details>
  );
}
