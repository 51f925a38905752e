import type { Agreement } from "../../api/agreement_types";
import { SignedIcon } from "../../ui/icons";
import { type StageMark, stage_marks } from "../../words/agreement";
import { STAGE_WORDS } from "../../words/tracker";
import styles from "./stage_line.module.css";

const MARK_WORDS: Record<StageMark, string> = {
  done: "done",
  here: "it is here",
  ahead: "still ahead",
};

type StageLineProps = Pick<Agreement, "stage" | "waits_for">;

/** From idea to outcome: what is behind, where it is, what is ahead. */
export function StageLine({ stage, waits_for }: StageLineProps) {
  return (
    <ol className={styles.line} aria-label="Stages">
      {stage_marks(stage, waits_for).map(({ stage: one, mark, number }) => (
        <li
          key={one}
          className={styles.stage}
          data-mark={mark}
          aria-current={mark === "here" ? "step" : undefined}
        >
          <span className={styles.dot} aria-hidden="true">
            {mark === "done" ? <SignedIcon size={14} stroke={3} /> : number}
          </span>
          <span className={styles.name}>
            {STAGE_WORDS[one].name}
            <span className="hidden_text">, {MARK_WORDS[mark]}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
