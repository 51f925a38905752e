import type { CountedLoss, Loss, MetricCard } from "../../api/types";
import { estimate, money, range, round_percent } from "../../words/numbers";
import { plain_value } from "../../words/values";
import styles from "./receipt_document.module.css";

/** The loss in one figure, with how sure we are. */
export function LossFact({ loss }: { loss: Loss }) {
  const { currency } = loss;
  if (loss.counted.length === 0) return <UnknownLoss />;
  const in_money = currency !== null && loss.amount !== null;
  const figure = in_money
    ? money(loss.amount ?? 0, currency)
    : `${estimate(loss.affected.amount)} ${loss.affected.amount === 1 ? "visitor" : "visitors"}`;
  const bound = (value: number) => (in_money ? money(value, currency) : estimate(value));
  const interval = in_money ? loss : loss.affected;
  return (
    <div className={styles.fact}>
      <dt>{in_money ? "Estimated loss" : "Visitors affected, estimated"}</dt>
      <dd className={styles.figure}>{figure}</dd>
      <dd className={styles.under}>
        {round_percent(loss.confidence)} sure it lies {range(interval, bound)}
      </dd>
    </div>
  );
}

function UnknownLoss() {
  return (
    <div className={styles.fact}>
      <dt>Estimated loss</dt>
      <dd className={styles.figure}>Not known</dd>
      <dd className={styles.under}>Too little had come in to say what it cost.</dd>
    </div>
  );
}

interface LossTableProps {
  Subheading: "h2" | "h3";
  loss: Loss;
  metrics: MetricCard[];
}

/** What is in the figure, metric by metric, and what is not. */
export function LossTable({ Subheading, loss, metrics }: LossTableProps) {
  if (loss.counted.length + loss.not_counted.length === 0) return null;
  return (
    <section className={styles.section} aria-label="What is counted in the loss">
      <Subheading className={styles.subtitle}>What is counted in the loss</Subheading>
      {loss.counted.length > 0 ? (
        <table className={styles.counted}>
          <thead>
            <tr>
              <th scope="col">
                <span className="hidden_text">Metric</span>
              </th>
              <th scope="col">Lost</th>
              <th scope="col">Worth</th>
            </tr>
          </thead>
          <tbody>
            {loss.counted.map((one) => (
              <CountedRow key={one.metric} one={one} metrics={metrics} />
            ))}
          </tbody>
        </table>
      ) : null}
      <NotCounted keys={loss.not_counted} metrics={metrics} />
      <p className="small soft">
        Not counted: brand, law, outages, and whatever has no metric here.
      </p>
    </section>
  );
}

/** Of people, how many; of a mean, how much of its value. */
function CountedRow({ one, metrics }: { one: CountedLoss; metrics: MetricCard[] }) {
  const worth = one.worth ?? metrics.find((metric) => metric.key === one.metric)?.worth ?? null;
  const mean = one.kind === "mean";
  const write = mean
    ? (value: number) => plain_value(value, { kind: one.kind, worth })
    : (value: number) => estimate(value);
  const what = mean ? "of its value" : one.affected === 1 ? "visitor" : "visitors";
  const each = mean ? "for every 1 of it" : "each";
  return (
    <tr>
      <th scope="row">{one.name}</th>
      <td>
        {write(one.affected)} {what}
        <span className={styles.under}>{range(one, write)}</span>
      </td>
      <td>{worth ? `${money(worth.amount, worth.currency)} ${each}` : "not agreed"}</td>
    </tr>
  );
}

/** Priced metrics that had too little data for bounds: the true loss may be higher. */
function NotCounted({ keys, metrics }: { keys: string[]; metrics: MetricCard[] }) {
  if (keys.length === 0) return null;
  const names = keys.map((key) => metrics.find((metric) => metric.key === key)?.name ?? key);
  return (
    <p className="small">
      Not in the figure, because too little had come in to say: {names.join(", ")}.
    </p>
  );
}
