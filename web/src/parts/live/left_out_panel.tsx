import type { Launch, Results } from "../../api/types";
import { Panel } from "../../ui/panel";
import { left_out_lines } from "../../words/left_out";
import styles from "./left_out_panel.module.css";

interface LeftOutPanelProps {
  launch: Launch;
  results: Results | null;
}

/** What came in and does not count, or not yet: each with its reason. */
export function LeftOutPanel({ launch, results }: LeftOutPanelProps) {
  if (!results || launch.state === "draft") return null;
  const lines = left_out_lines(results);
  return (
    <Panel title="Left out">
      {lines.length === 0 ? (
        <p className="soft">Nothing was left out: everything that came in counts.</p>
      ) : (
        <dl className={styles.lines}>
          {lines.map(({ key, what, why }) => (
            <div key={key}>
              <dt className="figures">{what}</dt>
              <dd>{why}</dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
