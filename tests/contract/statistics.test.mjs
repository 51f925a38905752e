// The formulas that the other tests compare with, against cases from R, avlm and scipy.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { goal, moments, sample_ratio, t_mixture_one_sided } from './statistics.mjs';

const file = fileURLToPath(new URL('../../../shared/reference/statistics.json', import.meta.url));
const skip = existsSync(file) ? false : `skipped: not here: ${file}`;
const cases = (method) =>
  JSON.parse(readFileSync(file)).cases.filter((one) => one.method === method);

function near(actual, expected, { id, rel_tol, abs_tol }) {
  if (expected === null) return assert.equal(actual, null, id);
  const off = Math.abs(actual - expected);
  assert.ok(off <= abs_tol + rel_tol * Math.abs(expected), `${id}: ${actual}, not ${expected}`);
}

const summed = ({ n, sum, sum_squares }) => ({ n, mean: sum / n, m2: sum_squares - sum ** 2 / n });
const defaults = ({ input }) => input.alpha === 0.05 && input.tau_opt === 1_250;

test('interval and evidence of a difference', { skip }, () => {
  const all = [
    ...cases('av_mean_diff').map((one) => [one, moments]),
    ...cases('av_mean_diff_summary').map((one) => [one, summed]),
  ].filter(([one]) => defaults(one));
  assert.ok(all.length >= 3);
  for (const [one, read] of all) {
    const found = goal(read(one.input.control), read(one.input.treatment));
    near(found.difference, one.expected.diff, one);
    near(found.log_e, one.expected.log_e, one);
    near(found.low, one.expected.lo, one);
    near(found.high, one.expected.hi, one);
  }
});

test('relative lift', { skip }, () => {
  const all = cases('relative_lift_fieller').filter(defaults);
  assert.ok(all.length >= 2);
  for (const one of all) {
    const read = Array.isArray(one.input.control) ? moments : summed;
    const found = goal(read(one.input.control), read(one.input.treatment));
    near(found.lift, one.expected.lift, one);
    near(found.lift_low, one.expected.bounded ? one.expected.lo : null, one);
    near(found.lift_high, one.expected.bounded ? one.expected.hi : null, one);
  }
});

test('one-sided evidence', { skip }, () => {
  for (const one of cases('av_t_log_e_one_sided')) {
    const { t, nu, tau, kappa } = one.input;
    near(t_mixture_one_sided(t, nu, tau, kappa), one.expected.log_e, one);
  }
});

test('sample ratio', { skip }, () => {
  for (const one of cases('srm_sequential').filter(({ input }) => input.concentration === 100)) {
    const counts = one.input.batches.reduce((sum, batch) => sum.map((n, i) => n + batch[i]));
    near(sample_ratio(counts, one.input.expected_share), one.expected.log_bayes_factor, one);
  }
});
