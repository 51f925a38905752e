import { Button } from "../../ui/button";
import { Panel } from "../../ui/panel";
import { LEARNED_IS_NOT_FAILED, stamp_words } from "../../words/agreement";
import styles from "./panels.module.css";
import type { PanelProps } from "./use_questions";

/** What came of it: what was learned, and the spotter's name under it. */
export function OutcomePanel({ agreement, on_top, open }: PanelProps) {
  const { outcome, learned, outcome_signature, spotter, may } = agreement;
  const may_learn = may.learn && on_top !== "learn";
  const may_sign = may.sign_outcome && on_top !== "sign_outcome";
  return (
    <Panel title="What came of it">
      {outcome ? (
        <p>
          <span className="soft">It was asked for: </span>
          {outcome}
        </p>
      ) : null}
      <h3>What was learned</h3>
      {learned ? (
        <>
          <p className={styles.learned}>{learned.text}</p>
          <p className={styles.stamp}>{stamp_words(learned)}</p>
        </>
      ) : (
        <p className="soft">Not written down yet. {LEARNED_IS_NOT_FAILED}</p>
      )}
      <h3>Signed by the spotter</h3>
      <p className={outcome_signature ? undefined : "soft"}>
        {outcome_signature
          ? stamp_words(outcome_signature)
          : waiting_words(spotter?.name ?? null, learned !== null)}
      </p>
      {may_learn || may_sign ? (
        <div className={`${styles.buttons} screen_only`}>
          {may_learn ? (
            <Button onClick={() => open("learn")}>
              {learned ? "Change what was learned" : "Write what was learned"}
            </Button>
          ) : null}
          {may_sign ? <Button onClick={() => open("sign_outcome")}>Sign the outcome</Button> : null}
        </div>
      ) : null}
    </Panel>
  );
}

function waiting_words(spotter: string | null, learned: boolean): string {
  if (!spotter) return "Nobody is named yet who signs it.";
  return learned
    ? `${spotter} has not signed yet.`
    : `${spotter} signs once what was learned is written down.`;
}
