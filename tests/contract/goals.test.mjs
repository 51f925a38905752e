// Means and goals: what became better, by how much, with bounds that hold at every moment. Every
// figure is compared with the same formulas over plain lists (statistics.mjs).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { random_from, shuffled } from '../kill/load.mjs';
import { arm, label_evidence, merged, place, units_in } from './assignment.mjs';
import { definitions, event, exposure, launch_text, order, pieces } from './messages.mjs';
import { analytics } from './server_clients/clients.mjs';
import { arm_of, Server, spring_banner } from './server.mjs';
import { conversion_goal, Values } from './statistics.mjs';

const with_goals = '    goals: [signup, revenue]\n';
const sides = ['control', 'treatment'];
let server;

before(async () => {
  server = await Server.start();
});

after(() => server?.remove());

/** Equal to 1e-9, as the program promises for means and log e; undefined is null. */
function close(actual, expected, what) {
  if (expected === null) return assert.equal(actual, null, what);
  const off = Math.abs(actual - expected);
  const near = off <= 1e-9 * Math.max(1, Math.abs(expected));
  assert.ok(typeof actual === 'number' && near, `${what}: ${actual}, not ${expected}`);
}

/** The goal of that metric says what the formulas say. */
function goal_is(results, metric, expected, what = '') {
  const goal = results.goals.find((one) => one.metric === metric);
  assert.equal(goal.arm, 'treatment');
  for (const [field, value] of Object.entries(expected)) {
    close(goal[field], value, `${what} ${metric} ${field}`);
  }
  const { low, high } = expected;
  const apart = low > 0 || high < 0;
  assert.equal(goal.state, low === null ? 'collecting' : apart ? 'separated' : 'open', what);
  return goal;
}

const arm_counts = (results, metric) =>
  results.arms.map(({ units, metrics }) => ({ n: units, count: metrics[metric].count }));

/** The conversion goal and its counts fit together. */
function conversions_are(results, metric, [control, treatment]) {
  assert.deepEqual(arm_counts(results, metric), [control, treatment]);
  return goal_is(results, metric, conversion_goal(control, treatment));
}

/** The mean's goal, means and counts are those of `values`. */
function means_are(results, values, what) {
  for (const arm of sides) {
    const found = arm_of(results, arm).metrics.revenue;
    assert.equal(found.count, values.count(arm), `${what} count in ${arm}`);
    close(found.mean, values.moments(arm).mean, `${what} mean in ${arm}`);
  }
  return goal_is(results, 'revenue', values.goal(), what);
}

/** One of each list in turn: 70 of one arm in a row would be a wrong sample ratio. */
const in_turn = (a, b) => a.flatMap((one, i) => [one, b[i]]);

/** Sends through the analytics library, as one batch, and gives the results that judged it. */
async function track(launch, messages) {
  const people = analytics(server, { flushAt: 1_000 });
  for (const message of messages) people.client.track(message);
  await people.close();
  assert.equal(people.answers.length, 1, 'one batch, so that its order is known');
  assert.equal(people.answers[0].status, 200);
  return server.results_at(launch, people.answers[0].sequence);
}

const seen = (userId, launch, arm) => ({
  userId,
  event: 'Experiment Viewed',
  properties: { experiment_id: launch, variation_id: arm },
});
const bought = (userId, revenue) => ({
  userId,
  event: 'Order Completed',
  properties: { revenue, currency: 'EUR' },
});

test('spring-banner as it stands, with its goal: amber at 7, rolled back at 11', async () => {
  const said = await server.apply(spring_banner);
  assert.match(said, /revenue/);
  const key = 'spring-banner';
  assert.deepEqual((await server.get(`/api/launches/${key}`)).goals, ['signup']);
  await server.act('start', key);
  const units = sides.map((arm) => units_in(key, arm, 70));
  let results = await track(key, in_turn(...units).map((unit) => seen(unit, key, arm(key, unit))));
  conversions_are(results, 'signup', [{ n: 70, count: 0 }, { n: 70, count: 0 }]);
  for (let n = 1; n <= 11; n++) {
    results = await track(key, [{ userId: units[1][n - 1], event: 'Checkout Error' }]);
    const state = n < 7 ? 'live' : n < 11 ? 'amber' : 'rolled_back';
    assert.equal(results.state, state, `after ${n}`);
    close(results.rollback.log_e, merged(label_evidence(n), 0), `log e after ${n}`);
  }
  const sign_up = (userId) => ({ userId, event: 'Signed Up' });
  results = await track(key, [...units[0].slice(0, 25), ...units[1].slice(0, 65)].map(sign_up));
  const signup = conversions_are(results, 'signup', [{ n: 70, count: 25 }, { n: 70, count: 65 }]);
  assert.equal(signup.state, 'separated');
  assert.equal(signup.unbalanced, false);
  assert.equal(signup.lift_low, null, 'control is too small for a percentage');
  assert.equal(results.state, 'rolled_back', 'a goal does not bring a launch back');
});

/** Arm, visitor, what is sent, and what it counts if that is something else; null: unusable. */
const odd_orders = [
  ['control', 0, 12.5],
  ['control', 1, '12.50', 12.5], // as text
  ['control', 2, undefined, null], // missing
  ['control', 3, 1e300, null], // no sum could hold it
  ['control', 4, 'twelve', null],
  ['control', 5, '', null],
  ['control', 5, null, null],
  ['control', 5, true, null],
  ['control', 6, ' 5', null],
  ['control', 7, 'Infinity', null],
  ['control', 8, 0], // an order of nothing is an order
  ['treatment', 0, 60],
  ['treatment', 0, 70.25], // several orders add up
  ['treatment', 1, -20], // a refund alone
  ['treatment', 2, 90],
  ['treatment', 2, -90], // bought and brought back
  ['treatment', 3, 4_000], // beyond the cap
  ['treatment', 4, 700],
  ['treatment', 4, -300], // back under the cap
  ['treatment', 5, -700], // refunds count down to minus the cap
  ['treatment', 6, '1e2', 100],
  ['treatment', 7, 1e15], // the largest number that counts
  ['treatment', 7, 1.01e15, null],
];

test('revenue of every sort through the analytics library', async () => {
  const key = 'shop';
  await server.launch(definitions(launch_text(key, ['checkout-error'], with_goals)), key);
  const units = Object.fromEntries(sides.map((arm) => [arm, units_in(key, arm, 80)]));
  const values = new Values({ cap: 500 });
  let peak = 0;
  /** Exposes units from..to of both arms, then lets them buy. */
  async function stage(from, to, orders) {
    const messages = [];
    const note = (apply) => {
      apply();
      peak = Math.max(peak, values.goal().log_e);
    };
    for (let i = from; i < to; i++) {
      for (const arm of sides) {
        messages.push(seen(units[arm][i], key, arm));
        note(() => values.expose(units[arm][i], arm));
      }
    }
    for (const [arm, i, sent, counts] of orders) {
      messages.push(bought(units[arm][i], sent));
      if (counts !== null) note(() => values.add(units[arm][i], arm, counts ?? sent));
    }
    return track(key, messages);
  }

  let results = await stage(0, 1, []);
  means_are(results, values, 'one visitor each');
  results = await stage(1, 20, odd_orders);
  const early = means_are(results, values, '20 each');
  assert.equal(early.state, 'collecting');
  assert.equal(early.low, null);
  assert.notEqual(early.difference, null);
  assert.equal(results.unusable, 9);
  assert.equal(early.cap, 500);
  close(early.capped_share, values.capped_share(), 'share beyond the cap');
  assert.equal(values.capped_share(), 3 / 40);
  conversions_are(results, 'signup', [{ n: 20, count: 0 }, { n: 20, count: 0 }]);

  results = await stage(20, 49, []);
  const first = means_are(results, values, '49 each');
  assert.equal(first.state, 'open', 'an interval exists');
  results = await stage(49, 80, [['control', 70, 33.3]]);
  assert.notEqual(values.reference, undefined, 'growing totals have their reference');
  means_are(results, values, '80 each');
  const random = random_from(11);
  const orders = Array.from({ length: 300 }, (_, n) => [
    n % 3 === 0 ? 'control' : 'treatment',
    Math.floor(random() * 80),
    Math.round(random() * 20_000) / 100,
  ]);
  results = await stage(80, 80, orders);
  const late = means_are(results, values, 'after 300 orders');
  assert.equal(late.state, 'separated');
  assert.ok(late.low > 0 && late.lift_low > 0 && late.lift_high > late.lift);
  close(late.p_value, Math.min(1, Math.exp(-peak)), 'p-value of the largest evidence ever');
  assert.equal(results.state, 'live', 'a goal never rolls back');
  assert.equal(results.unusable, 9);
});

/** What both workspaces must agree on, to the digit and to 1e-9. */
function same_results(there, here) {
  const counts = ({ arms, guardrails, multiple_exposure, late, waiting, unusable, state }) => ({
    arms: arms.map(({ key, units, metrics }) => ({
      key, units, counts: Object.entries(metrics).map(([name, { count }]) => [name, count]),
    })),
    failing: guardrails.map(({ metric, failing }) => [metric, failing]),
    multiple_exposure, late, waiting, unusable, state,
  });
  assert.deepEqual(counts(there), counts(here));
  for (const [i, goal] of here.goals.entries()) {
    for (const field of ['difference', 'low', 'high', 'lift', 'lift_low', 'lift_high', 'log_e']) {
      close(there.goals[i][field], goal[field], `${goal.metric} ${field}`);
    }
    assert.equal(there.goals[i].state, goal.state);
  }
  for (const [i, arm] of here.arms.entries()) {
    for (const [name, { mean }] of Object.entries(arm.metrics)) {
      close(there.arms[i].metrics[name].mean, mean, `mean of ${name}`);
    }
  }
  for (const [i, { log_e }] of here.guardrails.entries()) {
    close(there.guardrails[i].log_e, log_e, 'log e of a guardrail');
  }
  close(there.sample_ratio.log_bayes_factor, here.sample_ratio.log_bayes_factor, 'sample ratio');
}

const ago = (seconds) => ({ timestamp: new Date(Date.now() - seconds * 1_000).toISOString() });

/** Exposures of `size` visitors an arm, then orders, refunds, sign-ups and errors of some. */
function mixed_history(launch, size, random) {
  const units = in_turn(...sides.map((arm) => units_in(launch, arm, size, launch)));
  const some = () => units[Math.floor(random() * units.length)];
  const times = (count, make) => Array.from({ length: count }, make);
  return {
    exposures: units.map((unit) => exposure(unit, launch, ago(60))),
    rest: [
      ...times(120, () => order(some(), Math.round(random() * 9_000) / 100, ago(30))),
      ...times(15, () => order(some(), -Math.round(random() * 9_000) / 100, ago(30))),
      ...times(4, () => order(some(), 'no number', ago(30))),
      ...times(4, () => order(some(), 3_000 * random(), ago(30))),
      ...times(30, () => event(some(), 'Signed Up', ago(30))),
      ...times(5, () => event(some(), 'Checkout Error', ago(30))),
      exposure(units[0], launch, ago(20), 'treatment'), // of control: seen in both
    ],
  };
}

/** Sends in random pieces; the launch's results that have judged all. */
async function send_in_pieces(to, launch, messages, random) {
  let sequence = 0;
  for (let at = 0; at < messages.length; ) {
    const size = 1 + Math.floor(random() * 40);
    sequence = await to.send(messages.slice(at, at + size));
    at += size;
  }
  return to.results_at(launch, sequence);
}

test('shuffled and re-batched elsewhere: the same counts, means and log e', async (t) => {
  const key = 'order-free';
  const random = random_from(5);
  const other = await Server.start(t);
  const text = definitions(launch_text(key, ['checkout-error'], with_goals));
  for (const one of [server, other]) await one.launch(text, key);
  const { exposures, rest } = mixed_history(key, 45, random);
  const [all, again] = [[...exposures, ...rest], shuffled([...exposures, ...rest], random)];
  const here = await send_in_pieces(server, key, all, random);
  // Some arrive before their exposure, and every message twice.
  const there = await send_in_pieces(other, key, [...again, ...again.slice(0, 60)], random);
  same_results(there, here);
  assert.equal(here.multiple_exposure, 1);
  assert.equal(here.unusable, 4);
  assert.notEqual(here.goals[1].low, null);
});

test('growing totals: the order after their reference was frozen does not matter', async (t) => {
  const key = 'growing';
  const random = random_from(6);
  const other = await Server.start(t);
  const text = definitions(launch_text(key, ['checkout-error'], with_goals));
  for (const one of [server, other]) await one.launch(text, key);
  const { exposures, rest } = mixed_history(key, 120, random);
  const [first, second] = [rest.slice(0, 30), rest.slice(30)];
  for (const one of [server, other]) await one.send([...exposures, ...first]);
  const here = await send_in_pieces(server, key, second, random);
  const there = await send_in_pieces(other, key, shuffled(second, random), random);
  same_results(there, here);
});

/** Where a mean guardrail crosses when orders come one by one: {amber, red} by message id. */
function crossings_of(values, messages, { better, margin, value }) {
  const found = {};
  for (const [arm, message] of messages) {
    values.add(message.userId, arm, value(message));
    const log_e = values.harm(better, margin);
    if (log_e >= Math.log(10)) found.amber ??= { message_id: message.messageId, log_e };
    if (log_e >= Math.log(100)) found.red ??= { message_id: message.messageId, log_e };
    if (found.red) break;
  }
  return found;
}

const falling = {
  metric: 'revenue', better: 'up', margin: 0.05, cap: 500,
  make: (unit, arm, i) => order(unit, arm === 'control' ? 40 + ((i * 7) % 21) : 15 + (i % 11)),
  value: (message) => message.properties.revenue,
};
const slower = {
  metric: 'wait', better: 'down', margin: 0.1,
  make: (unit, arm, i) =>
    event(unit, 'Page Loaded', {
      properties: { timing: { seconds: (arm === 'control' ? 1 : 1.6) + (i % 7) / 10 } },
    }),
  value: (message) => message.properties.timing.seconds,
};

for (const rule of [falling, slower]) {
  test(`a mean guardrail rolls back at the event the formulas name: ${rule.metric}`, async () => {
    const { metric, better, margin, cap } = rule;
    const key = `harmed-${metric}`;
    const text = launch_text(key, [metric]).replace('margin: 0}', `margin: ${margin}}`);
    await server.launch(definitions(text), key);
    const values = new Values({ cap });
    const exposures = [];
    const messages = [];
    const arms = sides.map((arm) => [arm, units_in(key, arm, 150, key)]);
    for (let i = 0; i < 150; i++) {
      for (const [arm, units] of arms) {
        exposures.push(exposure(units[i], key));
        values.expose(units[i], arm);
        messages.push([arm, rule.make(units[i], arm, i)]);
      }
    }
    await server.send(exposures);
    const expected = crossings_of(values, messages, rule);
    assert.ok(expected.red, 'the history is harmful enough');
    const sequence = await server.send(messages.map(([, message]) => message));
    const results = await server.results_at(key, sequence);
    assert.equal(results.state, 'rolled_back');
    const [amber, red] = results.rollback.crossings;
    assert.deepEqual([amber.state, red.state], ['amber', 'red']);
    assert.equal(amber.message_id, expected.amber.message_id);
    assert.equal(red.message_id, expected.red.message_id);
    close(amber.log_e, expected.amber.log_e, 'log e at amber');
    close(red.log_e, expected.red.log_e, 'log e at red');
    const receipt = await server.receipt(key);
    assert.equal(receipt.deciding_event.message_id, expected.red.message_id);
    const [unit] = units_in(key, 'treatment', 1, 'newcomer');
    assert.equal((await server.decide(key, { targetingKey: unit })).body.value, false);
    const [guardrail] = results.guardrails;
    assert.equal(guardrail.kind, 'mean');
    assert.equal(guardrail.better, better);
    assert.equal(guardrail.unbalanced, false);
  });
}

test('within its margin a mean stays; refunds put the limit further down', async () => {
  const key = 'refunded';
  const text = launch_text(key, ['revenue']).replace('margin: 0}', 'margin: 0.2}');
  await server.launch(definitions(text), key);
  const values = new Values({ cap: 500 });
  const messages = [];
  for (const unit of in_turn(...sides.map((arm) => units_in(key, arm, 100, key)))) {
    messages.push(exposure(unit, key));
    values.expose(unit, arm(key, unit));
  }
  for (const arm of sides) {
    for (const [i, unit] of units_in(key, arm, 100, key).entries()) {
      const amount = -20 - (i % 5) - (arm === 'treatment' ? 1 : 0);
      messages.push(order(unit, amount));
      values.add(unit, arm, amount);
    }
  }
  let sequence = 0;
  // One order a batch would ask whether it was ever red on the way; only the end is asked here.
  for (const piece of pieces(messages, 100)) sequence = await server.send(piece);
  const results = await server.results_at(key, sequence);
  close(results.guardrails[0].log_e, values.harm('up', 0.2), 'log e with a negative mean');
  assert.ok(results.guardrails[0].log_e < 0, '5 % more refunds are within 20 %');
});

test('unbalanced arms: shown with a mark, never rolled back on a mean', async () => {
  const key = 'lopsided';
  const text = launch_text(key, ['revenue'], '    goals: [revenue, signup]\n')
    .replace('value: false, weight: 0.5', 'value: false, weight: 0.9')
    .replace('value: true, weight: 0.5', 'value: true, weight: 0.1');
  await server.launch(definitions(text), key);
  const values = new Values({ cap: 500 });
  const messages = [];
  for (let i = 0; i < 1_200; i++) {
    const unit = `${key}-${i}`;
    const arm = place(key, unit) < 0.9 ? 'control' : 'treatment';
    messages.push(exposure(unit, key, {}, arm));
    values.expose(unit, arm);
    if (arm === 'treatment') continue; // nobody there buys anything
    messages.push(order(unit, 80 + (i % 13)));
    values.add(unit, arm, 80 + (i % 13));
  }
  let sequence = 0;
  for (const piece of pieces(messages, 1_000)) sequence = await server.send(piece);
  const results = await server.results_at(key, sequence);
  assert.ok(values.harm('up', 0) > Math.log(1_000), 'in balanced arms it would be over long ago');
  assert.equal(results.state, 'live');
  assert.equal(results.rollback.state, 'green');
  assert.equal(results.rollback.log_e, 0);
  assert.deepEqual([results.guardrails[0].unbalanced, results.guardrails[0].log_e], [true, 0]);
  const revenue = means_are(results, values, 'lopsided');
  assert.equal(revenue.unbalanced, true);
  assert.equal(revenue.state, 'separated', 'it is still shown');
});
