import type { ReactNode, RefObject } from "react";
import type { Agreement } from "../../api/agreement_types";
import type { Launch } from "../../api/types";
import { Button } from "../../ui/button";
import { my_step, type Step } from "../../words/agreement";
import { day_and_clock } from "../../words/times";
import { age_words, holder_words, STAGE_WORDS, since_words } from "../../words/tracker";
import { ExampleLink } from "./example_link";
import { StageLine } from "./stage_line";
import styles from "./standing_panel.module.css";
import { STEP_WORDS } from "./step_words";
import { useNow } from "./use_now";

/** The buttons of the live part that may be what a launch waits for. */
export interface LiveActions {
  start: ReactNode;
  /** As start, where something still stands against it. */
  start_refused: (reason_id: string) => ReactNode;
  /** As start, beside something that should come first. */
  start_anyway: ReactNode;
  resume: ReactNode;
  pause: ReactNode;
  clear: ReactNode;
}

export interface StandingPanelProps {
  agreement: Agreement;
  launch: Launch | null;
  actions: LiveActions | null;
  /** Where the focus goes if what had it is gone. */
  heading: RefObject<HTMLHeadingElement | null>;
  open: (step: Step) => void;
}

/** Where a launch is, who has it in hand since when, and what whoever looks can do about it. */
export function StandingPanel(props: StandingPanelProps) {
  const { agreement, launch, heading } = props;
  const step = my_step(agreement, launch?.state ?? null);
  return (
    <section
      className={styles.panel}
      aria-labelledby="standing"
      data-mine={step !== null || undefined}
    >
      {agreement.withdrawn ? null : (
        <StageLine stage={agreement.stage} waits_for={agreement.waits_for} />
      )}
      <div className={styles.row}>
        <div className={styles.words}>
          <h2 id="standing" ref={heading} tabIndex={-1} className={styles.title}>
            {agreement.withdrawn ? "Withdrawn" : STAGE_WORDS[agreement.stage].name}
            <Holder agreement={agreement} />
          </h2>
          <p className={styles.sentence}>{agreement.sentence}</p>
          {step ? <p className={styles.turn}>{STEP_WORDS[step].turn}</p> : null}
        </div>
        {step ? (
          <div className={`${styles.step} screen_only`}>
            <StepButton step={step} {...props} />
          </div>
        ) : null}
      </div>
      {launch?.state === "draft" && step !== "start" ? <StartStrip {...props} /> : null}
    </section>
  );
}

/** "IT has it, since Tuesday (2 days)". */
function Holder({ agreement: { holder, since } }: { agreement: Agreement }) {
  const now_ms = useNow();
  const name = holder_words(holder);
  if (!name && !since) return null;
  const held_by = holder.kind === "side" || holder.kind === "member" ? holder.side : "both";
  return (
    <span className={styles.holder}>
      {name ? (
        <strong className={styles.who} data-side={held_by ?? "both"}>
          {holder.kind === "both" ? "Both sides have it" : `${name} has it`}
        </strong>
      ) : null}
      {since ? (
        <time dateTime={since} title={day_and_clock(since)}>
          {since_words(since, now_ms)} ({age_words(since, now_ms)})
        </time>
      ) : null}
    </span>
  );
}

type StepButtonProps = StandingPanelProps & { step: Step };

function StepButton({ step, agreement, actions, open }: StepButtonProps) {
  if (step === "start" || step === "resume" || step === "pause" || step === "clear") {
    return actions?.[step] ?? null;
  }
  if (step === "define") {
    return (
      <ExampleLink idea={agreement.key} main>
        {STEP_WORDS.define.label}
      </ExampleLink>
    );
  }
  return (
    <Button tone="main" wide onClick={() => open(step)}>
      {STEP_WORDS[step].label}
    </Button>
  );
}

/** Of a draft: whether it may start, and every reason why not. */
function StartStrip({ agreement, actions }: StandingPanelProps) {
  const { against_start: reasons, signatures_required, may } = agreement;
  if (!actions) return null;
  const refused = !may.start;
  return (
    <div className={styles.start}>
      <div className={`${styles.start_button} screen_only`}>
        {refused ? actions.start_refused("against-start") : actions.start_anyway}
      </div>
      <div id="against-start" className={styles.reasons}>
        <p>{reasons_title(refused, signatures_required, reasons.length)}</p>
        {reasons.length > 0 ? (
          <ul>
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        ) : null}
      </div>
    </div>
  );
}

function reasons_title(refused: boolean, required: boolean, reasons: number): string {
  if (refused && reasons > 0) return "It cannot start yet:";
  if (refused) return "It cannot be started now.";
  if (reasons === 0) return "Nothing stands against a start.";
  return required
    ? "It may start."
    : "It may start, for signatures are not required here. What is missing all the same:";
}
