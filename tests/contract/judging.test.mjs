// Exact counts and verdicts: single guardrails, units counted once, windows, late and double
// exposures, clocks that are wrong.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { label_evidence, units_in } from './assignment.mjs';
import { definitions, event, exposure, failure, launch_text } from './messages.mjs';
import { arm_of, Server } from './server.mjs';

const names = ['alone', 'one-control', 'once', 'clocks', 'late', 'double', 'wrong-arm', 'lost'];
const minute = 60_000;
const hour = 60 * minute;
let server;

before(async () => {
  server = await Server.start();
  const launches = names.map((name) => {
    if (name === 'clocks') return launch_text(name, ['slow-page', 'checkout-error']);
    return name === 'lost' ? launch_text(name, ['signup']) : launch_text(name);
  });
  await server.launch(definitions(...launches), ...names);
});

after(() => server?.remove());

/** That many exposed units of both arms: {control: […], treatment: […]}. */
async function exposed(launch, count, more) {
  const units = {
    control: units_in(launch, 'control', count, launch),
    treatment: units_in(launch, 'treatment', count, launch),
  };
  const all = [...units.control, ...units.treatment];
  await server.send(all.map((unit) => exposure(unit, launch, more)));
  return units;
}

/** Sends one message and gives the launch's results that have judged it. */
async function judged(launch, ...messages) {
  return server.results_at(launch, await server.send(messages));
}

const failing = (results, metric = 'checkout-error') =>
  results.guardrails.find((one) => one.metric === metric).failing;
const iso = (time) => new Date(time).toISOString();

test('checkout errors alone: amber at 6, rolled back at exactly 10', async () => {
  const { treatment } = await exposed('alone', 20);
  for (let n = 1; n <= 10; n++) {
    const message = failure(treatment[n - 1]);
    const results = await judged('alone', message);
    assert.equal(results.state, n < 6 ? 'live' : n < 10 ? 'amber' : 'rolled_back', `after ${n}`);
    assert.ok(Math.abs(results.rollback.log_e - label_evidence(n)) < 1e-9, `log e after ${n}`);
    if (n < 10) continue;
    const receipt = await server.receipt('alone');
    assert.equal(receipt.deciding_event.message_id, message.messageId);
    assert.equal(receipt.loss.amount, 10 * 1500);
  }
});

test('one failing control unit first: rolled back at exactly 13', async () => {
  const { control, treatment } = await exposed('one-control', 20);
  await judged('one-control', failure(control[0]));
  for (let n = 1; n <= 13; n++) {
    const message = failure(treatment[n - 1]);
    const results = await judged('one-control', message);
    assert.equal(results.state === 'rolled_back', n === 13, `after ${n}: ${results.state}`);
    assert.ok(Math.abs(results.rollback.log_e - label_evidence(n, 1)) < 1e-9, `after ${n}`);
    if (n < 13) continue;
    const receipt = await server.receipt('one-control');
    assert.equal(receipt.deciding_event.message_id, message.messageId);
    const { low, amount, high } = receipt.loss;
    assert.ok(low <= amount && amount <= high && high <= 13 * 1500, `${low} ${amount} ${high}`);
  }
});

test('a batch that crosses both thresholds is decided by its tenth event', async () => {
  const launch = 'in-one-batch';
  await server.launch(definitions(launch), launch);
  const { treatment } = await exposed(launch, 15);
  const messages = treatment.map((unit) => failure(unit));
  const results = await judged(launch, ...messages);
  assert.equal(results.state, 'rolled_back');
  const [amber, red] = results.rollback.crossings;
  assert.equal(amber.message_id, messages[5].messageId);
  assert.equal(red.message_id, messages[9].messageId);
  assert.equal(arm_of(results, 'treatment').metrics['checkout-error'].count, 15);
});

test('lost sign-ups are evidence too: ten in control and none in treatment', async () => {
  const { control } = await exposed('lost', 20);
  for (let n = 1; n <= 10; n++) {
    const results = await judged('lost', event(control[n - 1], 'Signed Up'));
    assert.equal(results.state, n < 6 ? 'live' : n < 10 ? 'amber' : 'rolled_back', `after ${n}`);
    assert.ok(Math.abs(results.rollback.log_e - label_evidence(n)) < 1e-9);
  }
});

test('many errors of one visitor count once; unexposed visitors do not count', async () => {
  const { treatment } = await exposed('once', 5);
  const many = Array.from({ length: 40 }, () => failure(treatment[0]));
  const strangers = units_in('once', 'treatment', 30, 'stranger').map((unit) => failure(unit));
  const results = await judged('once', ...many, ...strangers);
  assert.equal(results.state, 'live');
  assert.deepEqual(failing(results), { control: 0, treatment: 1 });
  const metric = arm_of(results, 'treatment').metrics['checkout-error'];
  assert.equal(metric.count, 1);
  assert.ok(Math.abs(metric.mean - 1 / 5) < 1e-12);
  assert.equal(arm_of(results, 'treatment').units, 5);
  assert.equal((await server.results_at('once', 0)).multiple_exposure, 0);
});

test('a client clock three hours off, either way, changes nothing', async () => {
  const { treatment } = await exposed('clocks', 6);
  for (const [i, skew] of [-3 * hour, 3 * hour].entries()) {
    const there = Date.now() + skew;
    const sequence = await server.send(
      [event(treatment[i], 'Slow Page', { timestamp: iso(there - 200) })],
      { sentAt: iso(there) },
    );
    const results = await server.results_at('clocks', sequence);
    assert.equal(failing(results, 'slow-page').treatment, i + 1, `skew ${skew / hour} h`);
  }
  // sentAt of the message wins over the batch's; originalTimestamp over timestamp.
  const there = Date.now() - 3 * hour;
  const own = { timestamp: iso(0), originalTimestamp: iso(there - 200), sentAt: iso(there) };
  const results = await judged('clocks', event(treatment[2], 'Slow Page', own));
  assert.equal(failing(results, 'slow-page').treatment, 3);
});

test('what happened before the exposure or after the window does not count', async () => {
  const unit = units_in('clocks', 'treatment', 40, 'clocks').slice(10);
  const now = Date.now();
  const results = await judged(
    'clocks',
    exposure(unit[0], 'clocks', { timestamp: iso(now) }),
    event(unit[0], 'Slow Page', { timestamp: iso(now - 6_000) }), // 6 s before: no
    exposure(unit[1], 'clocks', { timestamp: iso(now) }),
    event(unit[1], 'Slow Page', { timestamp: iso(now - 4_000) }), // within the 5 s of grace: yes
    exposure(unit[2], 'clocks', { timestamp: iso(now - 2 * hour) }),
    event(unit[2], 'Slow Page', { timestamp: iso(now - 61 * minute) }), // window 1 h: yes
    exposure(unit[3], 'clocks', { timestamp: iso(now - 2 * hour) }),
    event(unit[3], 'Slow Page', { timestamp: iso(now - 59 * minute) }), // an hour is over: no
    exposure(unit[4], 'clocks', { timestamp: iso(now) }),
    event(unit[4], 'Slow Page', { timestamp: iso(now - 3 * hour) }), // truly old: no
  );
  assert.equal(failing(results, 'slow-page').treatment, 3 + 2);
});

test('a time after its arrival is taken as its arrival; without any time too', async () => {
  const unit = units_in('clocks', 'treatment', 60, 'clocks').slice(50);
  await judged('clocks', exposure(unit[0], 'clocks'), exposure(unit[1], 'clocks'));
  const before = await server.results('clocks');
  const sequence = await server.send(
    [
      event(unit[0], 'Slow Page', { timestamp: iso(Date.now() + 5 * hour) }),
      event(unit[1], 'Slow Page', { timestamp: undefined }),
    ],
    { sentAt: null },
  );
  const results = await server.results_at('clocks', sequence);
  const more = failing(results, 'slow-page').treatment - failing(before, 'slow-page').treatment;
  assert.equal(more, 2);
});

test('an exposure that arrives after its events still counts them', async () => {
  const [early, before, soon] = units_in('late', 'treatment', 3, 'late');
  const now = Date.now();
  const minute_ago = { timestamp: iso(now - minute) };
  await judged('late', failure(early), failure(before, minute_ago), failure(soon));
  let results = await server.results('late');
  assert.equal(arm_of(results, 'treatment').units, 0);
  assert.deepEqual(failing(results), { control: 0, treatment: 0 });
  results = await judged(
    'late',
    exposure(early, 'late', { timestamp: iso(now - 30_000) }),
    exposure(before, 'late', { timestamp: iso(now - 30_000) }),
    exposure(soon, 'late'),
  );
  assert.equal(arm_of(results, 'treatment').units, 3);
  assert.deepEqual(failing(results), { control: 0, treatment: 2 });
});

test('a visitor seen in both arms leaves both', async () => {
  const { treatment } = await exposed('double', 5);
  let results = await judged('double', failure(treatment[0]), failure(treatment[1]));
  assert.deepEqual(failing(results), { control: 0, treatment: 2 });
  results = await judged('double', exposure(treatment[0], 'double', {}, 'control'));
  assert.equal(results.multiple_exposure, 1);
  assert.deepEqual(failing(results), { control: 0, treatment: 1 });
  assert.equal(arm_of(results, 'treatment').units, 4);
  assert.equal(arm_of(results, 'control').units, 5);
  assert.ok(Math.abs(results.rollback.log_e - label_evidence(1)) < 1e-9);
  results = await judged('double', failure(treatment[0]), exposure(treatment[0], 'double'));
  assert.equal(results.multiple_exposure, 1);
  assert.deepEqual(failing(results), { control: 0, treatment: 1 });
});

test('an exposure in an arm that is not the assigned one is excluded at once', async () => {
  const [unit] = units_in('wrong-arm', 'treatment', 1, 'wrong');
  let results = await judged('wrong-arm', exposure(unit, 'wrong-arm', {}, 'control'));
  assert.equal(results.multiple_exposure, 1);
  assert.deepEqual(results.arms.map((arm) => arm.units), [0, 0]);
  const unknown = exposure(unit, 'no-such-launch', {}, 'treatment');
  results = await judged('wrong-arm', failure(unit), unknown);
  assert.deepEqual(failing(results), { control: 0, treatment: 0 });
});
