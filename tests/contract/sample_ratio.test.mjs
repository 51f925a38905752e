// The sample ratio: an alarm at ln 100 over exact bucket shares turns amber and hides goals; it
// never blocks a rollback, and a person clears it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { merged, label_evidence, place, units_in } from './assignment.mjs';
import { definitions, event, exposure, failure, launch_text } from './messages.mjs';
import { Server } from './server.mjs';
import { sample_ratio } from './statistics.mjs';

const alarm_at = Math.log(100);
const with_goals = '    goals: [signup, revenue]\n';
let server;

before(async () => {
  server = await Server.start();
});

after(() => server?.remove());

/** A launch with goals, started. */
const begin = (key, edit = (text) => text) =>
  server.launch(definitions(edit(launch_text(key, ['checkout-error'], with_goals))), key);

/** Sends messages as one batch; the results that have judged them. */
const judged = async (key, messages) => server.results_at(key, await server.send(messages));

const near = (actual, expected, what) =>
  assert.ok(Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected)), what);

const said = ({ sample_ratio: { log_bayes_factor, state } }) => ({ log_bayes_factor, state });
const hidden = ['difference', 'low', 'high', 'lift', 'lift_low', 'lift_high', 'log_e', 'p_value'];

/** The first count of treatment alone, after that many of each arm, at which the alarm rings. */
function alarm_after(each) {
  let more = 0;
  while (sample_ratio([each, each + more], [0.5, 0.5]) < alarm_at) more++;
  return more;
}

test('it rings at the unit that reaches ln 100, turns amber and hides the goals', async () => {
  const key = 'skewed';
  await begin(key);
  const [control, treatment] = ['control', 'treatment'].map((arm) => units_in(key, arm, 200));
  await judged(key, control.slice(0, 20).flatMap((unit, i) => [
    exposure(unit, key), exposure(treatment[i], key),
  ]));
  const due = alarm_after(20);
  const messages = treatment.slice(20, 20 + due + 5).map((unit) => exposure(unit, key));
  let results = await judged(key, messages.slice(0, due - 1));
  assert.equal(said(results).state, 'fine');
  near(said(results).log_bayes_factor, sample_ratio([20, 19 + due], [0.5, 0.5]), 'just before');
  assert.equal(results.state, 'live');
  assert.notEqual(results.goals[0].difference, null);
  results = await judged(key, messages.slice(due - 1));
  assert.equal(results.state, 'amber');
  assert.equal(said(results).state, 'alarm');
  near(said(results).log_bayes_factor, sample_ratio([20, 25 + due], [0.5, 0.5]), 'after');
  assert.deepEqual(results.sample_ratio.arms, [
    { arm: 'control', expected: 0.5, observed: 20 / (45 + due) },
    { arm: 'treatment', expected: 0.5, observed: (25 + due) / (45 + due) },
  ]);
  const [crossing, ...more] = results.rollback.crossings;
  assert.deepEqual(more, []);
  assert.equal(crossing.state, 'amber');
  assert.equal(crossing.cause, 'sample_ratio');
  assert.equal(crossing.message_id, messages[due - 1].messageId);
  near(crossing.log_e, sample_ratio([20, 20 + due], [0.5, 0.5]), 'at the crossing');
  assert.equal(results.rollback.state, 'green', 'no guardrail says harm');
  for (const goal of results.goals) {
    assert.equal(goal.state, 'hidden');
    for (const field of hidden) assert.equal(goal[field], null, `${goal.metric} ${field}`);
  }
  const { entries } = await server.get(`/api/launches/${key}/journal`);
  assert.equal(entries.at(-1).what, 'turned amber');
  assert.match(entries.at(-1).why, /not split as they should/);
  // Served as before, in both arms.
  for (const [value, units] of [[false, control], [true, treatment]]) {
    const { body } = await server.decide(key, { targetingKey: units[150] });
    assert.deepEqual([body.value, body.reason], [value, 'SPLIT']);
  }
});

test('it never blocks a rollback', async () => {
  const key = 'skewed';
  const treatment = units_in(key, 'treatment', 30);
  const messages = treatment.slice(0, 10).map((unit) => failure(unit));
  const results = await judged(key, messages);
  assert.equal(results.state, 'rolled_back');
  near(results.rollback.log_e, merged(label_evidence(10)), 'log e');
  const [ratio, amber, red] = results.rollback.crossings;
  assert.deepEqual([ratio.cause, amber.cause, red.cause], ['sample_ratio', 'harm', 'harm']);
  assert.deepEqual([amber.state, red.state], ['amber', 'red']);
  assert.equal(red.message_id, messages[9].messageId);
  assert.equal((await server.receipt(key)).deciding_event.message_id, messages[9].messageId);
});

test('a person clears it: live again, goals still hidden, no second alarm', async () => {
  const key = 'cleared';
  await begin(key);
  const treatment = units_in(key, 'treatment', 40);
  const control = units_in(key, 'control', 90);
  let results = await judged(key, treatment.map((unit) => exposure(unit, key)));
  assert.equal(results.state, 'amber');
  const done = await server.command('launch', 'clear', key, '--reason', 'A bot, blocked now.');
  assert.equal(done.code, 0, done.stderr);
  assert.match(done.stdout, /cleared is live/);
  results = await server.results(key);
  assert.equal(results.state, 'live');
  assert.equal(said(results).state, 'alarm', 'the units still say so');
  assert.equal(results.goals[0].state, 'hidden');
  const last = (await server.get(`/api/launches/${key}/journal`)).entries.at(-1);
  assert.deepEqual([last.what, last.why], ['amber cleared', 'A bot, blocked now.']);
  results = await judged(key, [event(treatment[0], 'Signed Up'), exposure('one-more', key)]);
  assert.equal(results.state, 'live', 'the same alarm does not ring twice');
  const before = results;
  await server.restart();
  assert.deepEqual(await server.results(key), before, 'and stays cleared after a restart');
  // Once the arms are as they should be, results are shown; a new skew rings again.
  const counts = before.arms.map(({ units }) => units);
  results = await judged(key, control.slice(0, 40 - counts[0]).map((unit) => exposure(unit, key)));
  assert.equal(said(results).state, 'fine');
  assert.equal(results.goals[0].state === 'hidden', false);
  const again = units_in(key, 'treatment', 60, 'again').map((unit) => exposure(unit, key));
  results = await judged(key, again);
  assert.equal(results.state, 'amber');
  assert.deepEqual(results.rollback.crossings.map(({ cause }) => cause), [
    'sample_ratio', 'sample_ratio',
  ]);
});

/** Buckets of 10,000 of each arm: place n is n / 10,000; ranges as GrowthBook lays them. */
function bucket_counts(weights, coverage) {
  const counts = weights.map(() => 0);
  for (let n = 0; n < 10_000; n++) {
    let start = 0;
    for (const [i, weight] of weights.entries()) {
      if (n / 10_000 >= start && n / 10_000 < start + coverage * weight) counts[i]++;
      start += weight;
    }
  }
  return counts;
}

test('shares are the exact buckets, not the weights', async () => {
  const key = 'thirds';
  const weights = [1 / 3, 2 / 3];
  const coverage = 0.01;
  await begin(key, (text) =>
    text.replace('value: false, weight: 0.5', `value: false, weight: ${weights[0]}`)
      .replace('value: true, weight: 0.5', `value: true, weight: ${weights[1]}`)
      .replace('coverage: 1.0', `coverage: ${coverage}`));
  const counts = bucket_counts(weights, coverage);
  const sum = counts[0] + counts[1];
  const shares = counts.map((count) => count / sum);
  assert.ok(Math.abs(shares[0] - weights[0]) > 0.001, `buckets differ from weights: ${counts}`);
  const { arms } = await server.get(`/api/launches/${key}`);
  assert.deepEqual(arms.map(({ share }) => share), counts.map((count) => count / 10_000));
  const units = [[], []];
  for (let i = 0; units[0].length < 25 || units[1].length < 30; i++) {
    const at = place(key, `visitor-${i}`);
    if (at < coverage * weights[0]) units[0].push(`visitor-${i}`);
    if (at >= weights[0] && at < weights[0] + coverage * weights[1]) units[1].push(`visitor-${i}`);
  }
  const messages = [
    ...units[0].slice(0, 25).map((unit) => exposure(unit, key, {}, 'control')),
    ...units[1].slice(0, 30).map((unit) => exposure(unit, key, {}, 'treatment')),
  ];
  const results = await judged(key, messages);
  assert.equal(results.multiple_exposure, 0);
  near(said(results).log_bayes_factor, sample_ratio([25, 30], shares), 'over exact shares');
  const { arms: both } = results.sample_ratio;
  near(both[0].expected, shares[0], 'expected share of control');
  near(both[1].expected, shares[1], 'expected share of treatment');
});

test('without units there is nothing to say; excluded units do not count', async () => {
  const key = 'quiet';
  await begin(key);
  let results = await server.results(key);
  assert.deepEqual(said(results), { log_bayes_factor: 0, state: 'fine' });
  assert.deepEqual(results.sample_ratio.arms.map(({ observed }) => observed), [null, null]);
  const [kept, double] = units_in(key, 'treatment', 2);
  results = await judged(key, [
    exposure(kept, key), exposure(double, key), exposure(double, key, {}, 'control'),
  ]);
  assert.equal(results.multiple_exposure, 1);
  near(said(results).log_bayes_factor, sample_ratio([0, 1], [0.5, 0.5]), 'one unit');
});
