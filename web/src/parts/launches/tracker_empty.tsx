import { Button } from "../../ui/button";
import { AddIcon } from "../../ui/icons";
import { STAGE_WORDS } from "../../words/tracker";
import { ExampleLink } from "./example_link";
import styles from "./tracker_page.module.css";

/** Nothing in hand yet: how a launch will pass, and the two ways to a first one. */
export function TrackerEmpty({ ask }: { ask: () => void }) {
  return (
    <section className={styles.lesson} aria-label="How it goes">
      <h2>Nothing in hand yet. A launch will pass through six stages:</h2>
      <ol className={styles.stages}>
        {Object.values(STAGE_WORDS).map(({ name, sentence }, index) => (
          <li key={name}>
            <h3>
              <span className={styles.number}>{index + 1}</span> {name}
            </h3>
            <p className="soft">{sentence}</p>
          </li>
        ))}
      </ol>
      <div className={styles.ways}>
        <Button tone="main" icon={<AddIcon size={17} />} onClick={ask}>
          Ask for the first launch
        </Button>
        <ExampleLink>Start from an example</ExampleLink>
        <p className="soft">
          or apply a definitions file, which comes here by itself:{" "}
          <code>spotter apply examples/spring-banner.yaml</code>
        </p>
      </div>
    </section>
  );
}
