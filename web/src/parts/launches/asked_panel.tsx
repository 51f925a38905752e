import { Button } from "../../ui/button";
import { Panel } from "../../ui/panel";
import { person_words, stamp_words } from "../../words/agreement";
import { day_and_clock } from "../../words/times";
import styles from "./panels.module.css";
import type { PanelProps } from "./use_questions";

/** Who asked, when, and for what outcome. */
export function AskedPanel({ agreement, on_top, open }: PanelProps) {
  const { asked_by, asked_at, outcome, title, withdrawn, may } = agreement;
  return (
    <Panel title="Asked for">
      <p className={styles.strong}>{title}</p>
      {asked_by ? (
        <>
          <p>
            <span className="soft">What for: </span>
            {outcome}
          </p>
          <p className={styles.stamp}>
            {person_words(asked_by)}
            {asked_at ? `, ${day_and_clock(asked_at)}` : null}
          </p>
        </>
      ) : (
        <p className="soft">
          Nobody has asked for it: it came from a definitions file. Whoever asks says what for, and
          the other side answers.
        </p>
      )}
      {withdrawn ? (
        <p>
          Withdrawn: “{withdrawn.text}” <span className="soft small">{stamp_words(withdrawn)}</span>
        </p>
      ) : null}
      {may.ask || may.withdraw ? (
        <div className={`${styles.buttons} screen_only`}>
          {may.ask && on_top !== "ask" ? (
            <Button onClick={() => open("ask")}>
              {asked_by ? "Change what is asked for" : "Ask for it"}
            </Button>
          ) : null}
          {may.withdraw ? <Button onClick={() => open("withdraw")}>Withdraw it</Button> : null}
        </div>
      ) : null}
    </Panel>
  );
}
