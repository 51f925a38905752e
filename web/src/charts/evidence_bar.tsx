import styles from "./evidence_bar.module.css";
import { way_to_red } from "./evidence_scale";

interface EvidenceBarProps {
  log_e: number;
  amber_log_e: number;
  red_log_e: number;
  colour: string;
}

/** Evidence on its way to the roll-back line at the right end; the mark is amber. For the eye. */
export function EvidenceBar({ log_e, amber_log_e, red_log_e, colour }: EvidenceBarProps) {
  const way = way_to_red(log_e, red_log_e);
  return (
    <div className={styles.bar} aria-hidden="true">
      <div className={styles.fill} style={{ background: colour, transform: `scaleX(${way})` }} />
      <div
        className={styles.mark}
        style={{ left: `${100 * way_to_red(amber_log_e, red_log_e)}%` }}
      />
    </div>
  );
}
