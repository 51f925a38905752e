import { useState } from "react";
import glossary_text from "../../../GLOSSARY.md?raw";
import { Drawer } from "../ui/drawer";
import { LineField } from "../ui/fields";
import { ARTICLE_NAMES, ORGANISATION_NAMES } from "../words/articles";
import { glossary_parts, glossary_search } from "../words/glossary";
import { STAGE_WORDS } from "../words/tracker";
import styles from "./help_panel.module.css";

const PARTS = glossary_parts(glossary_text);

/** What the literature calls it, how a launch passes, and every word in both wordings. */
export default function HelpPanel({ close }: { close: () => void }) {
  return (
    <Drawer opened title="Help and words" close={close}>
      <div className={styles.help}>
        <section aria-label="How a launch passes">
          <h2>How a launch passes</h2>
          <ol className={styles.stages}>
            {Object.values(STAGE_WORDS).map(({ name, sentence }) => (
              <li key={name}>
                <strong>{name}.</strong> {sentence}
              </li>
            ))}
          </ol>
        </section>
        <ArticleNames />
        <Glossary />
      </div>
    </Drawer>
  );
}

function ArticleNames() {
  return (
    <section aria-label="As the articles put it">
      <h2>As the articles put it</h2>
      <p className="soft small">
        Much has been written about why marketing and IT fall out. Its names, and what stands for
        them here:
      </p>
      <dl className={styles.articles}>
        {ARTICLE_NAMES.map(({ name, what, here }) => (
          <div key={name}>
            <dt>“{name}”</dt>
            <dd>
              {what} <span className={styles.here}>{here}</span>
            </dd>
          </div>
        ))}
      </dl>
      <h3>Five ways to live together</h3>
      <ul className={styles.ways}>
        {ORGANISATION_NAMES.map(({ name, what }) => (
          <li key={name}>
            <strong>{name}</strong>: {what}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Glossary() {
  const [typed, set_typed] = useState("");
  const parts = glossary_search(PARTS, typed);
  return (
    <section aria-label="Spotter’s words">
      <h2>Spotter’s words</h2>
      <p className="soft small">One word for one thing, in the wording of each side.</p>
      <LineField label="Find a word" value={typed} change={set_typed} />
      {parts.length === 0 ? <p className="soft">No such word here.</p> : null}
      {parts.map(({ title, words }) => (
        <div key={title}>
          <h3 className={styles.part}>{title}</h3>
          <dl className={styles.words}>
            {words.map(({ word, marketing, it }) => (
              <div key={word}>
                <dt>{word}</dt>
                <dd data-side="marketing">
                  <span className={styles.side}>Marketing</span> {marketing}
                </dd>
                <dd data-side="it">
                  <span className={styles.side}>IT</span> {it}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </section>
  );
}
