import { Link } from "@tanstack/react-router";
import type { ConnectionState } from "../../api/live_connection";
import type { LaunchAction } from "../../api/queries";
import type { Launch, Results } from "../../api/types";
import { count, round_percent } from "../../words/numbers";
import { state_sentence } from "../../words/states";
import { clock, day_and_clock } from "../../words/times";
import { LaunchButtons } from "./launch_buttons";
import { useConnection } from "./launch_frame";
import styles from "./launch_header.module.css";
import { StateBadge, WatchBadge } from "./state_badge";

const CONNECTION_WORDS: Record<ConnectionState, string> = {
  connecting: "Connecting…",
  open: "Updates by itself",
  reconnecting: "Connection lost, trying again…",
  refused: "Not updating: the server refused",
};

interface LaunchHeaderProps extends FreshnessProps {
  /** Stands below already, as what the launch waits for. */
  on_top: LaunchAction | null;
}

interface FreshnessProps {
  launch: Launch;
  results: Results | null;
}

/** What it is, how it stands, how fresh that is, and the buttons. */
export function LaunchHeader({ launch, results, on_top }: LaunchHeaderProps) {
  return (
    <header>
      <nav className={`${styles.crumbs} screen_only`} aria-label="Back">
        <Link to="/">← All launches</Link>
      </nav>
      <div className={styles.row}>
        <div>
          <div className={styles.title}>
            <h1>{launch.name}</h1>
            <StateBadge state={launch.state} big />
            {launch.mode === "watch" ? <WatchBadge big /> : null}
          </div>
          <p className={styles.facts}>
            {state_sentence(launch)} <span className="soft">{split_words(launch)}</span>
          </p>
          <Freshness launch={launch} results={results} />
        </div>
        <div className={`${styles.actions} screen_only`}>
          <LaunchButtons launch={launch} on_top={on_top} />
        </div>
      </div>
    </header>
  );
}

/** "Control 50 %, treatment 50 % of the 20 % that take part." */
function split_words(launch: Launch): string {
  if (launch.state !== "live" && launch.state !== "amber" && launch.state !== "draft") return "";
  const arms = launch.arms.map((arm) => `${round_percent(arm.weight)} ${arm.key}`).join(", ");
  const all =
    launch.coverage >= 1 ? "all visitors" : `${round_percent(launch.coverage)} of visitors`;
  return `Split of ${all}: ${arms}.`;
}

function Freshness({ launch, results }: FreshnessProps) {
  const connection = useConnection();
  return (
    <p className={`${styles.as_of} figures`}>
      <span className={styles.connection}>
        <span className={styles.dot} data-state={connection} aria-hidden="true" />
        {CONNECTION_WORDS[connection]}
      </span>
      {results ? (
        <span>
          Judged up to event {count(results.as_of.sequence)}
          {results.as_of.at ? `, ${clock(results.as_of.at)} UTC` : ""}
        </span>
      ) : null}
      {launch.started_at ? <span>Started {day_and_clock(launch.started_at)}</span> : null}
      {launch.ended_at ? <span>Ended {day_and_clock(launch.ended_at)}</span> : null}
    </p>
  );
}
