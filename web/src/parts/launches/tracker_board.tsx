import { useId, useState } from "react";
import type { Stage, TrackerRow } from "../../api/types";
import { count } from "../../words/numbers";
import { STAGE_WORDS } from "../../words/tracker";
import styles from "./tracker_board.module.css";
import { TrackerCard } from "./tracker_card";
import { rows_of_stage } from "./tracker_rows";

const STAGES = Object.keys(STAGE_WORDS) as Stage[];

/** So many cards of a stage are drawn at first, and so many more at each request. */
const CARDS_FIRST = 8;
const CARDS_MORE = 48;

interface TrackerBoardProps {
  rows: TrackerRow[];
  now_ms: number;
}

/** Six stages from left to right; on a phone from top to bottom. */
export function TrackerBoard({ rows, now_ms }: TrackerBoardProps) {
  return (
    <div className={styles.board}>
      {STAGES.map((stage) => (
        <StageColumn key={stage} stage={stage} rows={rows_of_stage(rows, stage)} now_ms={now_ms} />
      ))}
    </div>
  );
}

interface StageColumnProps extends TrackerBoardProps {
  stage: Stage;
}

function StageColumn({ stage, rows, now_ms }: StageColumnProps) {
  const [limit, set_limit] = useState(CARDS_FIRST);
  const title_id = useId();
  const { name, sentence } = STAGE_WORDS[stage];
  const hidden = rows.length - limit;
  return (
    <section
      className={styles.stage}
      data-empty={rows.length === 0 || undefined}
      aria-labelledby={title_id}
    >
      <h2 id={title_id} className={styles.title}>
        {name}
        <span className={`${styles.count} figures`}>
          {count(rows.length)}
          <span className="hidden_text">{rows.length === 1 ? " launch" : " launches"}</span>
        </span>
      </h2>
      {rows.length > 0 ? <p className={styles.sentence}>{sentence}</p> : null}
      <ul className={styles.cards}>
        {rows.slice(0, limit).map((row) => (
          <TrackerCard key={row.key} row={row} now_ms={now_ms} />
        ))}
      </ul>
      {hidden > 0 ? (
        <button
          type="button"
          className={`${styles.more} screen_only`}
          onClick={() => set_limit(limit + CARDS_MORE)}
        >
          Show {count(Math.min(CARDS_MORE, hidden))} more of {count(hidden)}
          <span className="hidden_text"> in {name}</span>
        </button>
      ) : null}
    </section>
  );
}
