import type { Launch, Results } from "../../api/types";
import { Notice } from "../../ui/panel";
import { amber_sentences, watch_sentences } from "../../words/crossings";
import styles from "./launch_notes.module.css";

interface LaunchNotesProps {
  launch: Launch;
  results: Results | null;
}

/** Below the header: what watch mode would have done, and why a launch is amber. */
export function LaunchNotes({ launch, results }: LaunchNotesProps) {
  if (!results) return null;
  const judged = { ...results, state: launch.state };
  const amber = launch.mode === "armed" ? amber_sentences(judged) : [];
  return (
    <>
      {launch.mode === "watch" ? (
        <Notice tone="watch">
          <Sentences title="Watch mode:" sentences={watch_sentences(judged)} />
        </Notice>
      ) : null}
      {amber.length > 0 ? (
        <Notice tone="hint">
          <Sentences
            title={launch.state === "amber" ? "Amber:" : "Amber once it is resumed:"}
            sentences={amber}
          />
          {launch.state === "amber" ? (
            <p className="soft">
              Visitors still see their arm. Roll it back, pause it, or clear amber once you have
              looked.
            </p>
          ) : null}
        </Notice>
      ) : null}
    </>
  );
}

function Sentences({ title, sentences }: { title: string; sentences: string[] }) {
  return (
    <p className={styles.sentences}>
      <strong>{title}</strong> {sentences.join(" ")}
    </p>
  );
}
