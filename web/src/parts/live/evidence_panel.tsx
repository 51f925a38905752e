import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useMemo } from "react";
import { with_latest } from "../../api/live_push";
import { evidence_query } from "../../api/queries";
import type { GuardrailResult, Launch, Results } from "../../api/types";
import { EvidenceBar } from "../../charts/evidence_bar";
import { Chip } from "../../ui/chip";
import { Panel } from "../../ui/panel";
import {
  distance_sentence,
  evidence_sentence,
  lines_sentence,
  odds,
  odds_against_chance,
} from "../../words/evidence";
import { guardrail_sentence } from "../../words/guardrails";
import { capitalised, count, round_percent } from "../../words/numbers";
import { is_over, SIDE_WORDS } from "../../words/states";
import { clock, instant_ms, tick_words } from "../../words/times";
import styles from "./evidence_panel.module.css";
import { side_colour, side_tone } from "./side_tone";

type Points = ReturnType<typeof with_latest>;

const EvidenceChart = lazy(() => import("./evidence_drawing"));

interface EvidencePanelProps {
  launch: Launch;
  results: Results | null;
}

/** Evidence of harm: the figure that decides, its way there, and each guardrail's share in it. */
export function EvidencePanel({ launch, results }: EvidencePanelProps) {
  return (
    <Panel
      title="Evidence of harm"
      aside={<Chip tone="shared">Shared: both sides' guardrails</Chip>}
    >
      {results ? <Merged results={results} /> : null}
      <div className={launch.state === "draft" ? undefined : styles.chart}>
        <Drawing launch={launch} results={results} />
      </div>
      {results ? (
        <ul className={styles.guardrails} aria-label="Guardrails">
          {results.guardrails.map((guardrail) => (
            <GuardrailRow
              key={`${guardrail.metric} ${guardrail.side}`}
              guardrail={guardrail}
              results={results}
            />
          ))}
        </ul>
      ) : null}
      <p className={styles.explain}>
        “29 to 1” means: what happened is 29 times better explained by harm than by chance. You may
        look as often as you like; the odds stay honest.
      </p>
    </Panel>
  );
}

function Merged({ results }: { results: Results }) {
  const { log_e, state } = results.rollback;
  const judged = results.state !== "draft";
  return (
    <div className={styles.now}>
      <p className={`${styles.headline} figures`} data-state={state}>
        {judged ? capitalised(odds_against_chance(log_e)) : "Nothing judged yet"}
      </p>
      <p className="soft">
        {judged ? evidence_sentence(log_e) : null} {lines_words(results)}
      </p>
    </div>
  );
}

/** What comes long after the end would only press the story to the left edge. */
function until_shortly_after_end(points: Points, ended_at: string | null): Points {
  const first = points[0];
  if (!first || !ended_at) return points;
  const end_ms = instant_ms(ended_at);
  const last_ms = end_ms + Math.max(4_000, (end_ms - instant_ms(first.at)) * 0.1);
  const kept = points.filter((point) => instant_ms(point.at) <= last_ms);
  const last = kept.at(-1);
  if (!last || kept.length === points.length) return points;
  return [...kept, { ...last, at: new Date(last_ms).toISOString() }];
}

function lines_words({ state, rollback }: Results): string {
  return is_over(state) ? lines_sentence(rollback) : distance_sentence(rollback.log_e, rollback);
}

function Drawing({ launch, results }: EvidencePanelProps) {
  const { data: evidence } = useQuery(evidence_query(launch.key));
  const points = useMemo(
    () => until_shortly_after_end(with_latest(evidence?.points ?? [], results), launch.ended_at),
    [evidence?.points, results, launch.ended_at],
  );
  const moments = useMemo(
    () => points.map(({ at, sequence }) => ({ ms: instant_ms(at), sequence })),
    [points],
  );
  const series = useMemo(() => series_of(points, results?.guardrails ?? []), [points, results]);
  if (!results || points.length === 0) return <Waiting launch={launch} />;
  const { log_e, amber_log_e, red_log_e } = results.rollback;
  return (
    <Suspense fallback={<p className={styles.waiting}>Drawing…</p>}>
      <EvidenceChart
        moments={moments}
        series={series}
        amber_log_e={amber_log_e}
        red_log_e={red_log_e}
        description={
          "Evidence of harm over time, on a logarithmic scale. " +
          `Now: ${odds_against_chance(log_e)}. ${lines_words(results)}`
        }
        words={CHART_WORDS}
      />
    </Suspense>
  );
}

const CHART_WORDS = {
  odds,
  tick: tick_words,
  moment: ({ ms, sequence }: { ms: number; sequence: number }) =>
    `At ${clock(new Date(ms).toISOString())} UTC, event ${count(sequence)}:`,
};

function series_of(points: Points, guardrails: GuardrailResult[]) {
  const each = guardrails.map((guardrail, index) => ({
    name: guardrail.name,
    colour: side_colour(guardrail.side),
    log_e: points.map((point) => point.guardrails[index] ?? 0),
    decides: false,
  }));
  const merged = {
    name: "Both together",
    colour: "var(--shared)",
    log_e: points.map((point) => point.log_e),
    decides: true,
  };
  return [merged, ...each];
}

function Waiting({ launch }: { launch: Launch }) {
  return (
    <p className={styles.waiting} data-small={launch.state === "draft" || undefined}>
      {launch.state === "draft"
        ? "The lines start with the first visitor after the start."
        : "Collecting: the lines start with the first event that a guardrail counts."}
    </p>
  );
}

interface GuardrailRowProps {
  guardrail: GuardrailResult;
  results: Results;
}

function GuardrailRow({ guardrail, results }: GuardrailRowProps) {
  const { amber_log_e, red_log_e } = results.rollback;
  return (
    <li className={styles.guardrail}>
      <div className={styles.name}>
        {guardrail.name}
        <Chip tone={side_tone(guardrail.side)}>{SIDE_WORDS[guardrail.side]}</Chip>
      </div>
      <div className={`${styles.odds} figures`}>{odds(guardrail.log_e)}</div>
      <EvidenceBar
        log_e={guardrail.log_e}
        amber_log_e={amber_log_e}
        red_log_e={red_log_e}
        colour={side_colour(guardrail.side)}
      />
      <p className="small">{guardrail_sentence(guardrail)}</p>
      <p className="small soft">
        {evidence_sentence(guardrail.log_e)} Counts {round_percent(guardrail.weight)} of the whole.
      </p>
    </li>
  );
}
