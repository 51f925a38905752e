import type { Receipt } from "../../api/types";
import { count } from "../../words/numbers";
import { clock, duration } from "../../words/times";
import styles from "./receipt_timeline.module.css";

/** Arrived, decided, pushed: when each step happened and how long it took. */
export function ReceiptTimeline({ receipt }: { receipt: Receipt }) {
  const { arrived, decided, pushed, recovered } = receipt.times;
  const by_judge = receipt.decided_by === "judge";
  return (
    <section aria-label="When each step happened">
      <ol className={styles.steps}>
        <Step
          name={by_judge ? "Arrived" : "Asked for"}
          at={arrived}
          what={by_judge ? "The deciding event came in." : "Somebody pressed the button."}
        />
        <Step
          name="Decided"
          at={decided}
          after={duration(arrived, decided)}
          what={by_judge ? "The evidence crossed the roll-back line." : "The rollback took effect."}
        />
        {pushed ? (
          <Step
            name="Pushed"
            at={pushed}
            after={duration(decided, pushed)}
            what="The last connected page was told."
          />
        ) : (
          <li className={styles.step}>
            <p className={styles.name}>{recovered ? "Recovered" : "Being pushed…"}</p>
            <p className="small soft">
              {recovered
                ? "Found again after a restart; when it was pushed is not on record."
                : "Connected pages are being told."}
            </p>
          </li>
        )}
      </ol>
      <DecidingEvent receipt={receipt} />
    </section>
  );
}

interface StepProps {
  name: string;
  at: string;
  after?: string;
  what: string;
}

function Step({ name, at, after, what }: StepProps) {
  return (
    <li className={styles.step}>
      <p>
        <span className={styles.name}>{name}</span>{" "}
        {after ? <span className={styles.gap}>+{after}</span> : null}
      </p>
      <p className="figures">{clock(at, 3)} UTC</p>
      <p className="small soft">{what}</p>
    </li>
  );
}

function DecidingEvent({ receipt }: { receipt: Receipt }) {
  const { event, sequence, arm, message_id } = receipt.deciding_event;
  return (
    <p className={styles.deciding}>
      {event ? (
        <>
          Deciding event: <strong>{event}</strong>
          {arm ? ` in ${arm}` : ""}, event {count(sequence)}
          {message_id ? (
            <>
              , message <code>{message_id}</code>
            </>
          ) : null}
          .
        </>
      ) : (
        `No deciding event: decided at event ${count(sequence)}.`
      )}
    </p>
  );
}
