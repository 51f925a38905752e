import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import type { TrackerRow } from "../../api/types";
import { GoIcon } from "../../ui/icons";
import { count } from "../../words/numbers";
import { age_words, next_step } from "../../words/tracker";
import styles from "./waits_for_you.module.css";

const SHOWN_MAX = 3;

interface WaitsForYouProps {
  rows: TrackerRow[];
  now_ms: number;
}

/** What only whoever looks can bring on, one press away. */
export function WaitsForYou({ rows, now_ms }: WaitsForYouProps) {
  const [all, set_all] = useState(false);
  const title_id = useId();
  const shown = all ? rows : rows.slice(0, SHOWN_MAX);
  return (
    <section className={styles.box} aria-labelledby={title_id} data-empty={rows.length === 0}>
      <div className={styles.head}>
        <h2 id={title_id} className={styles.title}>
          Waits for you
          {rows.length > 0 ? (
            <span className={styles.count}>
              {rows.length}
              <span className="hidden_text"> {rows.length === 1 ? "launch" : "launches"}</span>
            </span>
          ) : null}
        </h2>
        {rows.length > SHOWN_MAX ? (
          <button
            type="button"
            className={`${styles.all} screen_only`}
            aria-expanded={all}
            onClick={() => set_all(!all)}
          >
            {all ? "Show fewer" : `Show all ${count(rows.length)}`}
          </button>
        ) : null}
      </div>
      {rows.length === 0 ? (
        <p className="soft small">Nothing. What others hold is below, with how long they have.</p>
      ) : (
        <ul className={styles.list}>
          {shown.map((row) => (
            <WaitingRow key={row.key} row={row} now_ms={now_ms} />
          ))}
        </ul>
      )}
    </section>
  );
}

function WaitingRow({ row, now_ms }: { row: TrackerRow; now_ms: number }) {
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <p className={styles.name}>{row.title}</p>
        <p className="soft small">
          {row.sentence}
          {row.since ? ` For ${age_words(row.since, now_ms)} now.` : ""}
        </p>
      </div>
      <Link
        className={styles.step}
        to="/launches/$launch_key"
        params={{ launch_key: row.key }}
        aria-label={`${next_step(row)}: ${row.title}`}
      >
        {next_step(row)}
        <GoIcon size={17} aria-hidden />
      </Link>
    </li>
  );
}
