import type { CountedLoss, Loss, MetricCard } from "../../api/types";
import { estimate, money, range, round_percent } from "../../words/numbers";
import styles from "./receipt_document.module.css";

/** The loss in one figure, with how sure we are. */
export function LossFact({ loss }: { loss: Loss }) {
  const { currency } = loss;
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

interface LossTableProps {
  Subheading: "h2" | "h3";
  loss: Loss;
  metrics: MetricCard[];
}

/** What is in the figure, metric by metric, and so what is not. */
export function LossTable({ Subheading, loss, metrics }: LossTableProps) {
  if (loss.counted.length === 0) return null;
  return (
    <section className={styles.section} aria-label="What is counted in the loss">
      <Subheading className={styles.subtitle}>What is counted in the loss</Subheading>
      <table className={styles.counted}>
        <thead>
          <tr>
            <th scope="col">
              <span className="hidden_text">Metric</span>
            </th>
            <th scope="col">Visitors affected</th>
            <th scope="col">Worth each</th>
          </tr>
        </thead>
        <tbody>
          {loss.counted.map((one) => (
            <CountedRow key={one.metric} one={one} metrics={metrics} />
          ))}
        </tbody>
      </table>
      <p className="small soft">
        Not counted: brand, law, outages, and whatever has no metric here.
      </p>
    </section>
  );
}

function CountedRow({ one, metrics }: { one: CountedLoss; metrics: MetricCard[] }) {
  const worth = one.worth ?? metrics.find((metric) => metric.key === one.metric)?.worth ?? null;
  return (
    <tr>
      <th scope="row">{one.name}</th>
      <td>
        {estimate(one.affected)}
        <span className={styles.under}>{range(one, estimate)}</span>
      </td>
      <td>{worth ? money(worth.amount, worth.currency) : "not agreed"}</td>
    </tr>
  );
}
