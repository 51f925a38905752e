/** Whether the arms get the visitors they should, in plain words. */
import { odds } from "./evidence";
import { percent, round_percent } from "./numbers";

interface ArmShare {
  arm: string;
  expected: number;
  observed: number | null;
}

interface SampleRatioFigures {
  state: "fine" | "alarm";
  log_bayes_factor: number;
  arms: ArmShare[];
}

/** "should get 50 %, gets 49.6 %". */
export function share_words({ expected, observed }: ArmShare): string {
  return observed === null
    ? `should get ${round_percent(expected)}; nobody has come yet`
    : `should get ${round_percent(expected)}, gets ${percent(observed)}`;
}

/** What the state means. `cleared`: a person has looked at the alarm, and it still stands. */
export function ratio_sentence({ state, arms }: SampleRatioFigures, cleared: boolean): string {
  if (arms.every((arm) => arm.observed === null)) {
    return "Once visitors come, this says whether each arm gets the share it should.";
  }
  if (state === "fine") return "Each arm gets the visitors it should, give or take chance.";
  const looked = cleared ? " Somebody has cleared amber; the visitors still speak against it." : "";
  return (
    "The arms do not get the visitors they should: of launches that are split as defined, at " +
    `most 1 in 100 ever looks like this. The results are not to be trusted.${looked}`
  );
}

/** What to do about an alarm, in the order in which it is usually found. */
export const RATIO_STEPS = [
  "See whether one arm loses visitors before the exposure is sent: redirects, errors, slow pages.",
  "See whether robots or tests are in only one arm, or the exposure is sent at a different place.",
  "Stop the launch, mend it, and make a new one: what was counted cannot be put right.",
];

/** What the figure behind the state is. */
export function ratio_evidence({ log_bayes_factor }: SampleRatioFigures): string {
  const found = log_bayes_factor > 0 ? odds(log_bayes_factor) : "none";
  return `Evidence of a wrong split: ${found}. The alarm rings at 100 to 1.`;
}
