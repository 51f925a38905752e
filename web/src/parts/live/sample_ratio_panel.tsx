import type { Launch, Results } from "../../api/types";
import { Chip } from "../../ui/chip";
import { Panel } from "../../ui/panel";
import { RATIO_STEPS, ratio_evidence, ratio_sentence, share_words } from "../../words/sample_ratio";
import styles from "./sample_ratio_panel.module.css";

interface SampleRatioPanelProps {
  launch: Launch;
  results: Results | null;
}

/** Whether each arm gets the visitors it should; if not, nothing else here can be trusted. */
export function SampleRatioPanel({ launch, results }: SampleRatioPanelProps) {
  if (!results || launch.state === "draft") return null;
  const ratio = results.sample_ratio;
  const alarm = ratio.state === "alarm";
  const anybody = ratio.arms.some((arm) => arm.observed !== null);
  return (
    <Panel
      title="Sample ratio"
      aside={
        anybody ? <Chip tone={alarm ? "amber" : "good"}>{alarm ? "Alarm" : "Fine"}</Chip> : null
      }
    >
      <p className={alarm ? undefined : "soft"}>
        {ratio_sentence(ratio, alarm && launch.state === "live" && launch.mode === "armed")}
      </p>
      <ul className={styles.arms} aria-label="Shares of visitors by arm">
        {ratio.arms.map((arm) => (
          <li key={arm.arm}>
            <p className={styles.line}>
              <strong>{arm.arm}</strong> <span className="figures">{share_words(arm)}</span>
            </p>
            <div className={styles.bar} aria-hidden="true">
              <div
                className={styles.fill}
                data-alarm={alarm || undefined}
                style={{ transform: `scaleX(${arm.observed ?? 0})` }}
              />
              <div className={styles.mark} style={{ left: `${100 * arm.expected}%` }} />
            </div>
          </li>
        ))}
      </ul>
      {alarm ? (
        <>
          <p className={styles.todo}>What to do:</p>
          <ol className={styles.steps}>
            {RATIO_STEPS.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </>
      ) : null}
      {anybody ? <p className={styles.foot}>{ratio_evidence(ratio)}</p> : null}
    </Panel>
  );
}
