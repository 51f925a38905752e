import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type LaunchAction, launch_query, results_query } from "../../api/queries";
import { usePageTitle } from "../../ui/page_title";
import { STATE_WORDS } from "../../words/states";
import { ArmsPanel } from "./arms_panel";
import { EvidencePanel } from "./evidence_panel";
import { FeedPanel } from "./feed_panel";
import { GoalsPanel } from "./goals_panel";
import { HowToSend } from "./how_to";
import { LaunchHeader } from "./launch_header";
import { LaunchNotes } from "./launch_notes";
import { LeftOutPanel } from "./left_out_panel";
import styles from "./live_panels.module.css";
import { ReceiptPanel } from "./receipt_panel";
import { SampleRatioPanel } from "./sample_ratio_panel";

interface LivePanelsProps {
  launch_key: string;
  /** What the agreement offers already, as what the launch waits for. */
  on_top: LaunchAction | null;
  /** What the sides agreed, and whose turn it is. */
  agreement: ReactNode;
  /** The spotter's name under the receipt. */
  receipt_signature: ReactNode;
  /** How it all came about, at the end. */
  story: ReactNode;
}

/** A launch's page: one screen from "who asked" over "is it on" to "what did it cost". */
export function LivePanels(props: LivePanelsProps) {
  const { launch_key, on_top, agreement, receipt_signature, story } = props;
  const { data: launch } = useQuery(launch_query(launch_key));
  const { data: results } = useQuery(results_query(launch_key));
  usePageTitle(launch ? `${STATE_WORDS[launch.state]}: ${launch.name}` : "");
  if (!launch) return null;
  const exposed = results?.arms.reduce((sum, arm) => sum + arm.units, 0) ?? null;
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <LaunchHeader launch={launch} results={results ?? null} on_top={on_top} />
      </div>
      <div className={styles.agreement}>{agreement}</div>
      <div className={styles.receipt}>
        <LaunchNotes launch={launch} results={results ?? null} />
        <ReceiptPanel launch={launch} signature={receipt_signature} />
        {launch.state === "live" && exposed === 0 ? <HowToSend launch={launch} /> : null}
      </div>
      <div className={styles.evidence}>
        <EvidencePanel launch={launch} results={results ?? null} />
      </div>
      <div className={styles.goals}>
        <GoalsPanel launch={launch} results={results ?? null} />
      </div>
      <div className={styles.right}>
        <ArmsPanel launch={launch} results={results ?? null} />
        <SampleRatioPanel launch={launch} results={results ?? null} />
        <LeftOutPanel launch={launch} results={results ?? null} />
        <div className="screen_only">
          <FeedPanel launch={launch} />
        </div>
      </div>
      <div className={styles.story}>{story}</div>
    </div>
  );
}
