import { useQuery } from "@tanstack/react-query";
import { members_query } from "../../api/members";
import { journal_query } from "../../api/queries";
import type { JournalEntry } from "../../api/types";
import { Panel } from "../../ui/panel";
import { actor_words, deed_words, reason_words } from "../../words/agreement";
import { count } from "../../words/numbers";
import { clock, day } from "../../words/times";
import styles from "./story_panel.module.css";

/** The journal as this launch's story: who did what, when and why; it ends with the newest. */
export function StoryPanel({ launch_key }: { launch_key: string }) {
  const { data } = useQuery(journal_query(launch_key));
  const { data: members } = useQuery(members_query);
  const entries = [...(data?.entries ?? [])].sort((one, other) => one.sequence - other.sequence);
  return (
    <Panel title="The story so far">
      {entries.length === 0 ? <p className="soft">Nothing yet.</p> : null}
      <ol className={styles.story} aria-label="What happened, newest last">
        {entries.map((entry, index) => (
          <Chapter
            key={entry.hash}
            entry={entry}
            who={actor_words(entry.actor, members?.members ?? [])}
            new_day={day(entry.at) !== day(entries[index - 1]?.at ?? "")}
          />
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

interface ChapterProps {
  entry: JournalEntry;
  who: string;
  new_day: boolean;
}

function Chapter({ entry, who, new_day }: ChapterProps) {
  const why = reason_words(entry);
  return (
    <li className={styles.entry}>
      <p className={`${styles.when} figures`}>
        <span data-repeated={!new_day || undefined}>{day(entry.at)}</span>
        <time dateTime={entry.at}>{clock(entry.at)} UTC</time>
      </p>
      <div className={styles.words}>
        <p>
          <strong>{who}</strong> {deed_words(entry.what)}
          {why ? "." : null}
        </p>
        {why ? <p className={styles.why}>{why}</p> : null}
        <p className={styles.mark}>
          event {count(entry.sequence)} · <code>{entry.hash.slice(0, 8)}</code>
        </p>
      </div>
    </li>
  );
}
