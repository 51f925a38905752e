import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { metrics_query } from "../../api/metrics";
import type { MetricLine, MetricList } from "../../api/types";
import { Chip } from "../../ui/chip";
import { usePageTitle } from "../../ui/page_title";
import { Empty, Notice } from "../../ui/panel";
import { count, counted, money } from "../../words/numbers";
import { lacks_owner } from "../../words/owners";
import { STATE_WORDS } from "../../words/states";
import { window_words } from "../../words/times";
import { plain_value } from "../../words/values";
import styles from "./metrics_page.module.css";

const USES_SHOWN_MAX = 6;

/** Every metric once, in both sides' words, with what it counts and who uses it. */
export function MetricsPage() {
  const { data, error } = useQuery(metrics_query);
  usePageTitle("Metrics");
  return (
    <>
      <header className={styles.head}>
        <h1>Metrics</h1>
        <p className="soft">What is counted, defined once, in the words of both sides.</p>
      </header>
      {error && !data ? <Notice tone="wrong">{error.message}</Notice> : null}
      {data?.metrics.length === 0 ? <NoMetric /> : null}
      {data ? <ListedNote list={data} /> : null}
      {data?.metrics.some(({ card }) => lacks_owner(card.owners)) ? <OwnersNote /> : null}
      <ul className={styles.cards}>
        {data?.metrics.map((metric) => (
          <MetricCardItem key={metric.card.key} metric={metric} />
        ))}
      </ul>
    </>
  );
}

/** The server lists so many at most. */
function ListedNote({ list: { metrics, total } }: { list: MetricList }) {
  if (metrics.length >= total) return null;
  return (
    <Notice tone="hint">
      The first {count(metrics.length)} of {count(total)} metrics, by their keys.
    </Notice>
  );
}

function OwnersNote() {
  return (
    <Notice tone="hint">
      Some metrics lack an owner: somebody on each side who answers for what it counts. Name them in
      the metric’s definition, <code>{"owners: {marketing: …, it: …}"}</code>, and apply it. That
      changes no number, so it may be done while launches run.
    </Notice>
  );
}

function MetricCardItem({ metric }: { metric: MetricLine }) {
  const { card } = metric;
  return (
    <li className={styles.card}>
      <div className={styles.title}>
        <h2>{card.name}</h2>
        <Chip tone="plain">{card.better === "up" ? "More is better" : "Fewer is better"}</Chip>
      </div>
      <code className="soft small">{card.key}</code>
      <div className={styles.wordings}>
        <Wording
          side="marketing"
          title="In marketing’s words"
          text={card.in_marketing_words}
          owner={card.owners.marketing}
        />
        <Wording side="it" title="In IT’s words" text={card.in_it_words} owner={card.owners.it} />
      </div>
      <dl className={styles.facts}>
        <Fact name="Counts">
          {card.kind === "conversion"
            ? "visitors who did it at least once"
            : "how much by visitor, all visitors counted"}
        </Fact>
        <Fact name="Event">
          <code>{card.event}</code>
          {card.value ? (
            <>
              , its <code>{card.value}</code>
            </>
          ) : null}
        </Fact>
        <Fact name="Window">{window_words(card.window)} after first seeing the launch</Fact>
        {card.cap ? <Fact name="Cap">{plain_value(card.cap, card)} by visitor at most</Fact> : null}
        <Fact name="Worth">{worth_words(card)}</Fact>
      </dl>
      <Uses metric={metric} />
    </li>
  );
}

function worth_words({ kind, worth }: MetricLine["card"]): string {
  if (!worth) return "not agreed: a loss is told in visitors";
  const per = kind === "conversion" ? "each such visitor" : "each 1 of its value";
  return `${money(worth.amount, worth.currency)} for ${per}`;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface WordingProps {
  side: "marketing" | "it";
  title: string;
  text: string;
  owner: string | null;
}

function Wording({ side, title, text, owner }: WordingProps) {
  return (
    <div className={styles.wording} data-side={side}>
      <h3>{title}</h3>
      <p>{text || <span className="soft">Not written yet.</span>}</p>
      <p className={styles.owner}>
        {owner ? <>Owner: {owner}</> : <span className="soft">No owner yet.</span>}
      </p>
    </div>
  );
}

function Uses({ metric: { uses, uses_total } }: { metric: MetricLine }) {
  const shown = uses.slice(0, USES_SHOWN_MAX);
  const more = uses_total - shown.length;
  return (
    <div className={styles.uses}>
      <h3>Used by {counted(uses_total, "launch", "launches")}</h3>
      <ul>
        {shown.map(({ launch, name, state, as }) => (
          <li key={launch}>
            <Link to="/launches/$launch_key" params={{ launch_key: launch }}>
              {name}
            </Link>{" "}
            <span className="soft small">
              as {as.join(" and ")}, {STATE_WORDS[state].toLowerCase()}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="soft small">and {counted(more, "more", "more")}</p> : null}
    </div>
  );
}

function NoMetric() {
  return (
    <Empty title="No metric yet" command="spotter apply examples/spring-banner.yaml">
      A metric is defined in the same file as the launches that use it: once for everybody, with a
      sentence for marketing and one for IT. Try the example:
    </Empty>
  );
}
