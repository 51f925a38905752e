import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { launches_query, polled_results_query } from "../../api/queries";
import type { LaunchEntry, Results } from "../../api/types";
import { EvidenceBar } from "../../charts/evidence_bar";
import { usePageTitle } from "../../ui/page_title";
import { Empty, Notice } from "../../ui/panel";
import { distance_sentence, lines_sentence, odds_against_chance } from "../../words/evidence";
import { capitalised } from "../../words/numbers";
import { is_over } from "../../words/states";
import styles from "./launch_list_page.module.css";
import { StateBadge, WatchBadge } from "./state_badge";

/** All launches of the workspace, with how each one's evidence stands. */
export function LaunchListPage() {
  const { data, error } = useQuery(launches_query);
  usePageTitle("Launches");
  return (
    <>
      <h1 className={styles.title}>Launches</h1>
      <p className={`${styles.intro} soft`}>
        What is being tried, and whether anything speaks against it.
      </p>
      {error && !data ? <Notice tone="wrong">{error.message}</Notice> : null}
      {data?.launches.length === 0 ? <NoLaunch /> : null}
      {data && data.launches.length > 0 ? (
        <ul className={styles.list} aria-label="Launches">
          {data.launches.map((launch) => (
            <LaunchRow key={launch.key} launch={launch} />
          ))}
        </ul>
      ) : null}
    </>
  );
}

function LaunchRow({ launch }: { launch: LaunchEntry }) {
  const { data: results } = useQuery({
    ...polled_results_query(launch.key),
    enabled: launch.state !== "draft",
  });
  return (
    <li className={styles.row}>
      <div>
        <Link
          className={styles.name}
          to="/launches/$launch_key"
          params={{ launch_key: launch.key }}
        >
          {launch.name}
        </Link>
        <code className={styles.key}>{launch.key}</code>
      </div>
      <div className={styles.badges}>
        <StateBadge state={launch.state} />
        {results?.mode === "watch" ? <WatchBadge /> : null}
      </div>
      <div className={styles.evidence}>
        {launch.state === "draft" ? (
          <span className="soft small">Not started: nothing is judged yet.</span>
        ) : null}
        {results ? <LaunchEvidence results={results} /> : null}
      </div>
    </li>
  );
}

function LaunchEvidence({ results }: { results: Results }) {
  const { log_e, amber_log_e, red_log_e } = results.rollback;
  return (
    <>
      <span className="small figures">
        <strong>{capitalised(odds_against_chance(log_e))}.</strong>{" "}
        <span className="soft">
          {is_over(results.state)
            ? lines_sentence(results.rollback)
            : distance_sentence(log_e, results.rollback, results.mode)}
        </span>
        {results.sample_ratio.state === "alarm" ? (
          <strong> Sample ratio alarm: not to be trusted.</strong>
        ) : null}
      </span>
      <EvidenceBar
        log_e={log_e}
        amber_log_e={amber_log_e}
        red_log_e={red_log_e}
        colour="var(--shared)"
      />
    </>
  );
}

function NoLaunch() {
  const options = `--server ${location.origin} --key ADMIN_KEY`;
  return (
    <Empty title="No launch yet" command={`spotter apply examples/spring-banner.yaml ${options}`}>
      A launch is a flag with two arms and the guardrails that may roll it back. It is defined in a
      file, so that both sides can read it and Git can keep it. Try the example:
    </Empty>
  );
}
