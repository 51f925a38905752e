import { useQuery } from "@tanstack/react-query";
import { launch_query, results_query } from "../../api/queries";
import { usePageTitle } from "../../ui/page_title";
import { STATE_WORDS } from "../../words/states";
import { ArmsPanel } from "./arms_panel";
import { EvidencePanel } from "./evidence_panel";
import { FeedPanel } from "./feed_panel";
import { GoalsPanel } from "./goals_panel";
import { HowToSend, HowToStart } from "./how_to";
import { JournalPanel } from "./journal_panel";
import { LaunchHeader } from "./launch_header";
import { LaunchNotes } from "./launch_notes";
import { LeftOutPanel } from "./left_out_panel";
import styles from "./live_panels.module.css";
import { ReceiptPanel } from "./receipt_panel";
import { SampleRatioPanel } from "./sample_ratio_panel";

/** The live page of a launch: one screen from "is it on" to "what did it cost". */
export function LivePanels({ launch_key }: { launch_key: string }) {
  const { data: launch } = useQuery(launch_query(launch_key));
  const { data: results } = useQuery(results_query(launch_key));
  usePageTitle(launch ? `${STATE_WORDS[launch.state]}: ${launch.name}` : "");
  if (!launch) return null;
  const exposed = results?.arms.reduce((sum, arm) => sum + arm.units, 0) ?? null;
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <LaunchHeader launch={launch} results={results ?? null} />
      </div>
      <div className={styles.receipt}>
        <LaunchNotes launch={launch} results={results ?? null} />
        <ReceiptPanel launch={launch} />
        {launch.state === "draft" ? <HowToStart launch={launch} /> : null}
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
        <FeedPanel launch={launch} />
      </div>
      <div className={styles.journal}>
        <JournalPanel launch_key={launch_key} />
      </div>
    </div>
  );
}
