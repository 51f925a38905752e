import { Button } from "../../ui/button";
import { Panel } from "../../ui/panel";
import { person_words, SPOTTER_SENTENCE } from "../../words/agreement";
import styles from "./panels.module.css";
import type { PanelProps } from "./use_questions";

/** The named person of the other side who watches it. */
export function SpotterPanel({ agreement, on_top, open }: PanelProps) {
  const { spotter, may } = agreement;
  return (
    <Panel title="Spotter">
      {spotter ? (
        <p className={styles.strong}>{person_words(spotter)}</p>
      ) : (
        <p>Nobody is named yet. It is a person of the other side.</p>
      )}
      <p className="soft">{SPOTTER_SENTENCE}</p>
      {may.name_spotter && on_top !== "name_spotter" ? (
        <div className={`${styles.buttons} screen_only`}>
          <Button onClick={() => open("name_spotter")}>
            {spotter ? "Name somebody else" : "Name the spotter"}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}
