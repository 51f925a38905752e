import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useMemo } from "react";
import { with_latest } from "../../api/live_push";
import { evidence_query } from "../../api/queries";
import type { GuardrailResult, Launch, MetricCard, Results } from "../../api/types";
import { EvidenceBar } from "../../charts/evidence_bar";
import { Chip } from "../../ui/chip";
import { Panel } from "../../ui/panel";
import {
  distance_sentence,
  evidence_sentence,
  line_names,
  lines_sentence,
  odds,
  odds_against_chance,
} from "../../words/evidence";
import { guardrail_sentence, harm_words, unbalanced_sentence } from "../../words/guardrails";
import { capitalised, count, round_percent } from "../../words/numbers";
import { owners_sentence } from "../../words/owners";
import { is_over, SIDE_WORDS } from "../../words/states";
import { clock, instant_ms, tick_words } from "../../words/times";
import styles from "./evidence_panel.module.css";
import { until_shortly_after_end } from "./history";
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
      {launch.state === "draft" ? (
        <p className="soft">
          With the first visitor a line starts here for each guardrail below, and a strong one for
          both sides together. It is the strong line that {decides_words(launch)}.
        </p>
      ) : (
        <div className={styles.chart}>
          <Drawing launch={launch} results={results} />
        </div>
      )}
      {results ? (
        <ul className={styles.guardrails} aria-label="Guardrails">
          {results.guardrails.map((guardrail) =>
            launch.state === "draft" ? (
              <DraftGuardrail
                key={`${guardrail.metric} ${guardrail.side}`}
                guardrail={guardrail}
                launch={launch}
              />
            ) : (
              <GuardrailRow
                key={`${guardrail.metric} ${guardrail.side}`}
                guardrail={guardrail}
                launch={launch}
                results={results}
              />
            ),
          )}
        </ul>
      ) : null}
      <p className={styles.explain}>
        “29 to 1” means: what happened is 29 times better explained by harm than by chance. You may
        look as often as you like; the odds stay honest.
      </p>
    </Panel>
  );
}

function decides_words({ mode }: Launch): string {
  return mode === "watch"
    ? "says when Spotter would roll back"
    : "turns the launch amber, and rolls it back";
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

function lines_words({ state, mode, rollback }: Results): string {
  return is_over(state)
    ? lines_sentence(rollback)
    : distance_sentence(rollback.log_e, rollback, mode);
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
  const words = useMemo(() => results && chart_words(results), [results]);
  if (!results || !words || points.length === 0) return <Waiting />;
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
        words={words}
      />
    </Suspense>
  );
}

function chart_words({ rollback, mode }: Results) {
  return {
    odds,
    tick: tick_words,
    moment: ({ ms, sequence }: { ms: number; sequence: number }) =>
      `At ${clock(new Date(ms).toISOString())} UTC, event ${count(sequence)}:`,
    ...line_names(rollback, mode),
  };
}

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

function Waiting() {
  return (
    <p className={styles.waiting}>
      Collecting: the lines start with the first event that a guardrail counts.
    </p>
  );
}

interface DraftGuardrailProps {
  guardrail: GuardrailResult;
  launch: Launch;
}

/** Nothing is counted yet: what will be, and what would be harm. */
function DraftGuardrail({ guardrail, launch }: DraftGuardrailProps) {
  const margin = launch.guardrails.find((one) => one.metric === guardrail.metric)?.margin ?? 0;
  return (
    <li className={styles.guardrail}>
      <div className={styles.name}>
        {guardrail.name}
        <Chip tone={side_tone(guardrail.side)}>{SIDE_WORDS[guardrail.side]}</Chip>
      </div>
      <p className="small">{harm_words(guardrail, margin)}</p>
      <p className="small soft">Counts {round_percent(guardrail.weight)} of the whole.</p>
      <Owners metric={launch.metrics.find((one) => one.key === guardrail.metric)} />
    </li>
  );
}

function Owners({ metric }: { metric: MetricCard | undefined }) {
  return metric ? <p className="small soft">{owners_sentence(metric.owners)}</p> : null;
}

interface GuardrailRowProps extends DraftGuardrailProps {
  results: Results;
}

function GuardrailRow({ guardrail, launch, results }: GuardrailRowProps) {
  const { amber_log_e, red_log_e } = results.rollback;
  const metric = launch.metrics.find((one) => one.key === guardrail.metric);
  const never_decides = unbalanced_sentence(guardrail);
  return (
    <li className={styles.guardrail}>
      <div className={styles.name}>
        {guardrail.name}
        <Chip tone={side_tone(guardrail.side)}>{SIDE_WORDS[guardrail.side]}</Chip>
        {guardrail.unbalanced ? <Chip tone="amber">Unbalanced</Chip> : null}
      </div>
      <div className={`${styles.odds} figures`}>{odds(guardrail.log_e)}</div>
      <EvidenceBar
        log_e={guardrail.log_e}
        amber_log_e={amber_log_e}
        red_log_e={red_log_e}
        colour={side_colour(guardrail.side)}
      />
      <p className="small">{guardrail_sentence(guardrail, metric?.worth ?? null)}</p>
      <p className="small soft">
        {never_decides ?? evidence_sentence(guardrail.log_e)} Counts{" "}
        {round_percent(guardrail.weight)} of the whole.
      </p>
      <Owners metric={metric} />
    </li>
  );
}
