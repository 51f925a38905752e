// Which arm a unit is in, computed apart from the program: GrowthBook's hash version 2 and the
// label test's evidence, straight from their published formulas.

/** FNV-1a, 32 bit, over UTF-16 code units. */
function fnv(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 16777619) >>> 0;
  }
  return hash;
}

/** A unit's place in [0, 1) under that seed. */
export const place = (seed, unit) => (fnv(String(fnv(seed + unit))) % 10_000) / 10_000;

/** The same under hash version 1: 1,000 places only. */
export const old_place = (seed, unit) => (fnv(unit + seed) % 1_000) / 1_000;

/** The arm of a launch with two arms of weight 0.5 at full coverage. */
export const arm = (launch, unit) => (place(launch, unit) < 0.5 ? 'control' : 'treatment');

/** The first `count` units of that arm among prefix-0, prefix-1, … */
export function units_in(launch, wanted, count, prefix = 'visitor') {
  const units = [];
  for (let i = 0; units.length < count; i++) {
    const unit = `${prefix}-${i}`;
    if (arm(launch, unit) === wanted) units.push(unit);
  }
  return units;
}

/**
 * ln e of the label test with equal arms and margin 0: of the failing units, that many in
 * treatment and that many in control.
 */
export function label_evidence(treatment, control = 0) {
  const logs = [1.1, 1.25, 1.5, 2, 3, 5, 10, 30].map((ratio) => {
    const share = ratio / (ratio + 1);
    return treatment * Math.log(share / 0.5) + control * Math.log((1 - share) / 0.5);
  });
  return log_sum_of_exponentials(logs) - Math.log(logs.length);
}

/** ln of the equally weighted mean of e-values given as logarithms. */
export const merged = (...logs) => log_sum_of_exponentials(logs) - Math.log(logs.length);

function log_sum_of_exponentials(logs) {
  const top = Math.max(...logs);
  return top + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - top), 0));
}
