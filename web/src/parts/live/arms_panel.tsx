import type { ArmResult, Launch, MetricCard, Results } from "../../api/types";
import { Panel } from "../../ui/panel";
import { conversion_words } from "../../words/guardrails";
import { count, money } from "../../words/numbers";
import { window_words } from "../../words/times";
import { figure } from "../../words/values";
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
      {results?.sample_ratio.state === "alarm" ? (
        <p className={styles.foot}>
          Not to be trusted while the sample ratio alarm stands: the arms do not get the visitors
          they should.
        </p>
      ) : null}
      <HowCounted metrics={launch.metrics} />
    </Panel>
  );
}

function nothing_yet(key: string): ArmResult {
  return { key, units: 0, metrics: {} };
}

/** "within 7 days; more is better". */
function metric_words({ kind, window, better }: MetricCard): string {
  const less = kind === "mean" ? "less" : "fewer";
  const what = kind === "mean" ? "per visitor, within" : "within";
  return `${what} ${window_words(window)}; ${better === "up" ? "more" : less} is better`;
}

function MetricRow({ metric, arms }: { metric: MetricCard; arms: ArmResult[] }) {
  return (
    <tr>
      <th scope="row">
        <span className={styles.name}>{metric.name}</span>
        <span className={styles.under}>{metric_words(metric)}</span>
      </th>
      {arms.map((arm) => {
        const figures = arm.metrics[metric.key];
        return (
          <td key={arm.key}>
            <span className={styles.figure}>{figure(figures?.mean, metric)}</span>
            {arm.units === 0 ? null : (
              <span className={styles.under}>
                {conversion_words(figures?.count ?? 0, arm.units)}
                {metric.kind === "mean" ? " had any" : ""}
              </span>
            )}
          </td>
        );
      })}
    </tr>
  );
}

/** Where IT has written nothing: what the definition says. */
function counting_words(metric: MetricCard): string {
  const within = `within ${window_words(metric.window)} of first exposure`;
  if (metric.kind === "conversion") {
    return `Units with a “${metric.event}” event ${within}, over exposed units.`;
  }
  const capped = metric.cap === null ? "" : `, a unit's total capped at ${metric.cap}`;
  return `Sum of ${metric.value} of “${metric.event}” ${within}${capped}, over exposed units.`;
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
            <dd>{metric.in_it_words || counting_words(metric)}</dd>
            {metric.worth ? (
              <dd>
                Agreed worth: {money(metric.worth.amount, metric.worth.currency)}{" "}
                {metric.kind === "mean" ? "for every 1 of its value" : "each"}.
              </dd>
            ) : null}
          </div>
        ))}
      </dl>
    </details>
  );
}
