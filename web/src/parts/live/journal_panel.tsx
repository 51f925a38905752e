import { useQuery } from "@tanstack/react-query";
import { journal_query } from "../../api/queries";
import type { JournalEntry } from "../../api/types";
import { Panel } from "../../ui/panel";
import { count } from "../../words/numbers";
import { clock, day } from "../../words/times";
import styles from "./journal_panel.module.css";

/** What happened to this launch, newest first, as the journal has it. */
export function JournalPanel({ launch_key }: { launch_key: string }) {
  const { data } = useQuery(journal_query(launch_key));
  const entries = [...(data?.entries ?? [])].sort((one, other) => other.sequence - one.sequence);
  return (
    <Panel title="What happened">
      {entries.length === 0 ? <p className="soft">Nothing yet.</p> : null}
      <ol aria-label="What happened, newest first">
        {entries.map((entry) => (
          <Entry key={entry.hash} entry={entry} />
        ))}
      </ol>
      {entries.length === 0 ? null : (
        <p className={styles.mark}>
          The eight signs at the end of an entry seal it together with all before it: a change
          afterwards would show.
        </p>
      )}
    </Panel>
  );
}

function Entry({ entry }: { entry: JournalEntry }) {
  return (
    <li className={styles.entry}>
      <div className={`${styles.when} figures`}>
        <span>{day(entry.at)}</span>
        <span>{clock(entry.at, 3)} UTC</span>
      </div>
      <div>
        <p className={styles.what}>{entry.what}</p>
        {entry.why ? <p>{entry.why}</p> : null}
        <p className={styles.mark}>
          {entry.actor} · event {count(entry.sequence)} · <code>{entry.hash.slice(0, 8)}</code>
        </p>
      </div>
    </li>
  );
}
