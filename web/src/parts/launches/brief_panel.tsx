import { Button } from "../../ui/button";
import { Chip } from "../../ui/chip";
import { Panel } from "../../ui/panel";
import { stamp_words } from "../../words/agreement";
import { brief_lines } from "../../words/brief";
import styles from "./brief_panel.module.css";
import panels from "./panels.module.css";
import type { PanelProps } from "./use_questions";

/** What is known about a launch, and what the brief still lacks. */
export function BriefPanel({ agreement, on_top, open }: PanelProps) {
  const { brief, readiness, returned, asked_by, may } = agreement;
  if (!brief && !asked_by) return null;
  return (
    <Panel
      title="Brief"
      aside={readiness ? <Chip tone="shared">{readiness.percent} % complete</Chip> : null}
    >
      {returned ? (
        <p>
          Returned: “{returned.text}” <span className="soft small">{stamp_words(returned)}</span>
        </p>
      ) : null}
      {brief ? (
        <dl className={styles.lines}>
          {brief_lines(brief.brief).map(({ name, text }) => (
            <div key={name}>
              <dt className="soft small">{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="soft">
          Not written yet. It says what for, for whom, with which data, tools and money, where, and
          until when: with it the other side can answer at once.
        </p>
      )}
      {readiness && readiness.missing.length > 0 ? (
        <>
          <h3>What is missing</h3>
          <ul className={styles.missing} aria-label="What the brief lacks">
            {readiness.missing.map(({ field, sentence }) => (
              <li key={field}>{sentence}</li>
            ))}
          </ul>
        </>
      ) : null}
      {brief ? (
        <p className={panels.stamp}>
          {stamp_words(brief.changed)}, revision {brief.revision}
        </p>
      ) : null}
      {may.brief || may.return_brief ? (
        <div className={`${panels.buttons} screen_only`}>
          {may.brief && on_top !== "brief" ? (
            <Button onClick={() => open("brief")}>
              {brief ? "Change the brief" : "Write the brief"}
            </Button>
          ) : null}
          {may.return_brief ? (
            <Button onClick={() => open("return_brief")}>Return the brief</Button>
          ) : null}
        </div>
      ) : null}
    </Panel>
  );
}
