import type { GuardrailResult, MetricCard, Receipt, Side } from "../../api/types";
import { Chip } from "../../ui/chip";
import { odds, odds_against_chance } from "../../words/evidence";
import { guardrail_sentence, unbalanced_sentence } from "../../words/guardrails";
import { count } from "../../words/numbers";
import { SIDE_WORDS } from "../../words/states";
import { day_and_clock } from "../../words/times";
import styles from "./receipt_document.module.css";
import { LossFact, LossTable } from "./receipt_loss";
import { ReceiptTimeline } from "./receipt_timeline";
import { side_tone } from "./side_tone";

interface ReceiptDocumentProps {
  receipt: Receipt;
  metrics: MetricCard[];
  /** The rank of the receipt's title where it stands; its sections are one lower. */
  level: "h1" | "h2";
}

/** The receipt: what happened, when, to whom, what it cost, what next; in both sides' words. */
export function ReceiptDocument({ receipt, metrics, level: Heading }: ReceiptDocumentProps) {
  const Subheading = Heading === "h1" ? "h2" : "h3";
  return (
    <>
      <Heading className={styles.title}>Rolled back: {receipt.name}</Heading>
      <p className="soft">{decided_words(receipt)}</p>
      {receipt.reason ? <p>Reason: {receipt.reason}</p> : null}
      <dl className={styles.facts}>
        <LossFact loss={receipt.loss} />
        <ExposedFact exposed={receipt.exposed} />
        <EvidenceFact receipt={receipt} />
      </dl>
      <ReceiptTimeline receipt={receipt} />
      <div className={styles.sides}>
        <SideWords Subheading={Subheading} side="marketing" text={receipt.in_marketing_words} />
        <SideWords Subheading={Subheading} side="it" text={receipt.in_it_words} />
      </div>
      <section className={styles.section} aria-label="Guardrails at the decision">
        <Subheading className={styles.subtitle}>Guardrails at the decision</Subheading>
        <ul className={styles.guardrails}>
          {receipt.guardrails.map((guardrail) => (
            <GuardrailLine
              key={`${guardrail.metric} ${guardrail.side}`}
              guardrail={guardrail}
              metrics={metrics}
            />
          ))}
        </ul>
      </section>
      <LossTable Subheading={Subheading} loss={receipt.loss} metrics={metrics} />
      {receipt.next.length > 0 ? (
        <section className={styles.section} aria-label="What next">
          <Subheading className={styles.subtitle}>What next</Subheading>
          <ol className={styles.next}>
            {receipt.next.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ol>
        </section>
      ) : null}
    </>
  );
}

function decided_words(receipt: Receipt): string {
  const when = day_and_clock(receipt.times.decided);
  return receipt.decided_by === "judge"
    ? `By itself, ${when}: the evidence of harm crossed the roll-back line.`
    : `By hand, ${when}: ${receipt.member ?? "somebody"} pressed the button.`;
}

function ExposedFact({ exposed }: { exposed: Record<string, number> }) {
  const total = Object.values(exposed).reduce((sum, units) => sum + units, 0);
  const arms = Object.entries(exposed).map(([arm, units]) => `${count(units)} ${arm}`);
  return (
    <div className={styles.fact}>
      <dt>Visitors exposed</dt>
      <dd className={styles.figure}>{count(total)}</dd>
      <dd className={styles.under}>{arms.join(", ")}</dd>
    </div>
  );
}

function EvidenceFact({ receipt }: { receipt: Receipt }) {
  return (
    <div className={styles.fact}>
      <dt>Evidence of harm</dt>
      <dd className={styles.figure}>{receipt.log_e > 0 ? odds(receipt.log_e) : "none"}</dd>
      <dd className={styles.under}>
        {receipt.log_e > 0 ? "against chance; " : ""}the roll-back line was{" "}
        {count(receipt.threshold)} to 1
      </dd>
    </div>
  );
}

interface SideWordsProps {
  Subheading: "h2" | "h3";
  side: Side;
  text: string;
}

function SideWords({ Subheading, side, text }: SideWordsProps) {
  const title = side === "it" ? "In IT’s words" : "In marketing’s words";
  return (
    <section className={styles.side} data-side={side} aria-label={title}>
      <Subheading className={styles.subtitle}>{title}</Subheading>
      {text
        .split("\n")
        .filter((paragraph) => paragraph.trim() !== "")
        .map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
    </section>
  );
}

interface GuardrailLineProps {
  guardrail: GuardrailResult;
  metrics: MetricCard[];
}

function GuardrailLine({ guardrail, metrics }: GuardrailLineProps) {
  const metric = metrics.find((one) => one.key === guardrail.metric);
  const never_decides = unbalanced_sentence(guardrail);
  return (
    <li>
      <p className={styles.guardrail}>
        <strong>{guardrail.name}</strong>
        <Chip tone={side_tone(guardrail.side)}>{SIDE_WORDS[guardrail.side]}</Chip>
        <span>{odds_against_chance(guardrail.log_e)}</span>
      </p>
      <p className="small soft">{guardrail_sentence(guardrail, metric?.worth ?? null)}</p>
      {never_decides ? <p className="small soft">{never_decides}</p> : null}
    </li>
  );
}
