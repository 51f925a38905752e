/** What the judge did, or in watch mode would have done, and why. */
import { odds } from "./evidence";
import { count } from "./numbers";
import { is_over, type LaunchState } from "./states";
import { clock, day } from "./times";

interface Crossing {
  state: "green" | "amber" | "red";
  cause: "harm" | "sample_ratio";
  sequence: number;
  at: string;
  log_e: number;
}

interface Judged {
  state: LaunchState;
  mode: "armed" | "watch";
  as_of: { at: string | null };
  rollback: { state: "green" | "amber" | "red"; amber_log_e: number; crossings: Crossing[] };
  sample_ratio: { state: "fine" | "alarm" };
}

/** "at 14:03:22 UTC (event 1,234)", with the day where it is not that of `now`. */
export function moment_words({ at, sequence }: Crossing, now: string | null): string {
  const same_day = now !== null && day(now) === day(at);
  const when = same_day ? `at ${clock(at)} UTC` : `on ${day(at)} at ${clock(at)} UTC`;
  return `${when} (event ${count(sequence)})`;
}

/** What watch mode would have done, newest last; one sentence that nothing was, if nothing. */
export function watch_sentences({ state, as_of, rollback }: Judged): string[] {
  if (state === "draft") {
    return ["Once started, Spotter judges every event and says what it would do. It does nothing."];
  }
  const ended = is_over(state);
  if (rollback.crossings.length === 0) {
    return [
      ended
        ? "Spotter would have done nothing: no line was reached."
        : "Spotter would have done nothing so far: no line is reached.",
    ];
  }
  return [
    ...first_of_each(rollback.crossings).map((crossing) => would_have(crossing, as_of.at)),
    "Nothing was changed.",
  ];
}

/** After a person cleared it, a line may be crossed again: the first time says enough. */
function first_of_each(crossings: Crossing[]): Crossing[] {
  return crossings.filter(
    ({ state, cause }, index) =>
      crossings.findIndex((one) => one.state === state && one.cause === cause) === index,
  );
}

function would_have(crossing: Crossing, now: string | null): string {
  const when = moment_words(crossing, now);
  if (crossing.state === "red") return `Spotter would have rolled this back ${when}.`;
  return crossing.cause === "harm"
    ? `Spotter would have turned this amber ${when}: evidence of harm at ${odds(crossing.log_e)}.`
    : `Spotter would have turned this amber ${when}: the sample ratio is wrong.`;
}

/**
 * Why a launch is amber, cause by cause. While it is paused only harm is said: whether a person has
 * cleared a sample ratio alarm before is not known then.
 */
export function amber_sentences(judged: Judged): string[] {
  const { state, as_of, rollback, sample_ratio } = judged;
  if (state !== "amber" && state !== "paused") return [];
  const last = (cause: Crossing["cause"]) =>
    rollback.crossings.findLast((one) => one.cause === cause && one.state === "amber");
  const harm = rollback.state === "amber" ? last("harm") : undefined;
  const alarm = state === "amber" && sample_ratio.state === "alarm";
  const ratio = alarm ? last("sample_ratio") : undefined;
  return [
    harm
      ? `The evidence of harm reached ${odds(harm.log_e)} ${moment_words(harm, as_of.at)}; amber ` +
        `begins at ${odds(rollback.amber_log_e)}. See which guardrail it is, and why.`
      : "",
    ratio
      ? `The arms stopped getting the visitors they should ${moment_words(ratio, as_of.at)}. The ` +
        "results are not to be trusted; Sample ratio says what to look for."
      : "",
  ].filter(Boolean);
}
