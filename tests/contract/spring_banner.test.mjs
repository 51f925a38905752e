// The main job, end to end: decided, observed, judged, rolled back, told. Through the clients
// people already use.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { arm, label_evidence, merged, units_in } from './assignment.mjs';
import { browser } from './clients.mjs';
import { analytics, application } from './server_clients/clients.mjs';
import { arm_of, eventually, microseconds, Server, spring_banner } from './server.mjs';

const key = 'spring-banner';
let server;
let web;

before(async () => {
  server = await Server.start();
});

after(async () => {
  await web?.close();
  await server?.remove();
});

test('spring-banner is accepted as it stands, and starts', async () => {
  const said = await server.apply(spring_banner);
  assert.match(said, /spring-banner/);
  const launch = await server.get(`/api/launches/${key}`);
  assert.equal(launch.state, 'draft');
  assert.deepEqual(launch.flag, { key, type: 'boolean', default: false });
  assert.deepEqual(
    launch.arms.map(({ key, value, weight, share }) => ({ key, value, weight, share })),
    [
      { key: 'control', value: false, weight: 0.5, share: 0.5 },
      { key: 'treatment', value: true, weight: 0.5, share: 0.5 },
    ],
  );
  assert.equal((await server.decide(key, { targetingKey: 'anyone' })).body.value, false);
  await server.act('start', key);
  assert.equal(await server.launch_state(key), 'live');
});

test('browser and application agree on the arm of 200 visitors, about half each', async () => {
  const app = await application(server);
  web = await browser(server, { targetingKey: 'nobody' });
  let treated = 0;
  for (let i = 0; i < 200; i++) {
    const targetingKey = `visitor-${i}`;
    const expected = arm(key, targetingKey);
    await web.become({ targetingKey });
    const here = web.client.getBooleanDetails(key, false);
    const there = await app.getBooleanDetails(key, false, { targetingKey });
    for (const details of [here, there]) {
      assert.equal(details.value, expected === 'treatment', targetingKey);
      assert.equal(details.variant, expected, targetingKey);
      assert.equal(details.reason, 'SPLIT', targetingKey);
      assert.equal(details.errorCode, undefined, targetingKey);
      assert.equal(details.flagMetadata.experiment, key);
      assert.equal(details.flagMetadata.variation, expected);
    }
    if (here.value) treated++;
  }
  assert.ok(treated > 70 && treated < 130, `about half of 200: ${treated}`);
});

test('exposures arrive through the analytics library and count, once per visitor', async () => {
  const people = analytics(server);
  // In turns: 65 of one arm alone would be a sample-ratio alarm.
  const arms = ['control', 'treatment'].map((arm) => ({ arm, units: units_in(key, arm, 65) }));
  for (let i = 0; i < 65; i++) {
    for (const { arm, units } of arms) {
      people.client.track({
        userId: units[i],
        event: 'Experiment Viewed',
        properties: { experiment_id: key, variation_id: arm },
      });
    }
  }
  await people.close();
  assert.equal(people.answers.flatMap((answer) => answer.batch).length, 130);
  assert.ok(people.answers.every((answer) => answer.status === 200));
  const sequence = Math.max(...people.answers.map((answer) => answer.sequence));
  const results = await server.results_at(key, sequence);
  assert.deepEqual(
    results.arms.map(({ key, units }) => ({ key, units })),
    [
      { key: 'control', units: 65 },
      { key: 'treatment', units: 65 },
    ],
  );
  assert.equal(results.multiple_exposure, 0);
  assert.equal(results.state, 'live');
  assert.equal(results.rollback.state, 'green');
});

test('amber at exactly 7 failing visitors, rolled back at exactly 11', async () => {
  const failing = units_in(key, 'treatment', 11);
  await web.become({ targetingKey: failing[0] });
  assert.equal(web.client.getBooleanValue(key, false), true);
  await sleep(300); // the stream is open
  const people = analytics(server, { flushAt: 1 });
  for (let n = 1; n <= 11; n++) {
    const answer = await people.tell({ userId: failing[n - 1], event: 'Checkout Error' });
    assert.equal(answer.status, 200);
    if (n === 11) await held_within_a_second(answer.at);
    await state_after(n, answer);
  }
  await people.close();
});

/** The browser's value turns to control within a second of the answer to the deciding batch. */
async function held_within_a_second(answered) {
  while (web.client.getBooleanValue(key, false)) {
    assert.ok(performance.now() - answered < 1_000, 'control within 1 s of the answer');
    await sleep(2);
  }
  const took = performance.now() - answered;
  console.log(`the browser held control ${took.toFixed(0)} ms after the answer`);
  assert.ok(took < 1_000);
}

/** Results after the nth failing visitor: state, evidence, and who decided what. */
async function state_after(n, answer) {
  const results = await server.results_at(key, answer.sequence);
  const state = n < 7 ? 'live' : n < 11 ? 'amber' : 'rolled_back';
  assert.equal(results.state, state, `state after ${n}`);
  assert.equal(await server.launch_state(key), state);
  assert.equal(results.rollback.state, n < 7 ? 'green' : n < 11 ? 'amber' : 'red');
  const errors = results.guardrails.find((one) => one.metric === 'checkout-error');
  assert.deepEqual(errors.failing, { control: 0, treatment: n });
  assert.ok(Math.abs(errors.log_e - label_evidence(n)) < 1e-9, `log e after ${n}`);
  assert.ok(Math.abs(results.rollback.log_e - merged(label_evidence(n), 0)) < 1e-9);
  assert.equal(arm_of(results, 'treatment').metrics['checkout-error'].count, n);
  assert.equal(arm_of(results, 'control').metrics['checkout-error'].count, 0);
  const crossed = results.rollback.crossings.map((one) => one.state);
  assert.deepEqual(crossed, n < 7 ? [] : n < 11 ? ['amber'] : ['amber', 'red']);
  if (n === 7 || n === 11) {
    const crossing = results.rollback.crossings.at(-1);
    assert.equal(crossing.message_id, answer.batch[0].messageId);
    assert.ok(crossing.sequence <= answer.sequence);
  }
  if (n < 11) assert.equal((await server.api('GET', `/api/launches/${key}/receipt`)).status, 404);
}

test('the receipt names the deciding event, its times, the exposed and the loss', async () => {
  const results = await server.results(key);
  const receipt = await eventually(async () => {
    const receipt = await server.receipt(key);
    return receipt.times.pushed && receipt;
  }, 'a pushed time on the receipt');
  assert.equal(receipt.state, 'rolled_back');
  assert.equal(receipt.decided_by, 'judge');
  const red = results.rollback.crossings.find((one) => one.state === 'red');
  assert.equal(receipt.deciding_event.message_id, red.message_id);
  assert.equal(receipt.deciding_event.sequence, red.sequence);
  const { arrived, decided, pushed } = receipt.times;
  const times = [arrived, decided, pushed].map(microseconds);
  console.log(`decided after ${times[1] - times[0]} us, pushed after ${times[2] - times[0]} us`);
  assert.ok(times[0] <= times[1] && times[1] <= times[2], `in order: ${times}`);
  assert.ok(times[2] - times[0] < 1_000_000, 'within a second');
  assert.deepEqual(receipt.exposed, { control: 65, treatment: 65 });
  assert.equal(receipt.loss.amount, 11 * 1500);
  assert.equal(receipt.loss.currency, 'EUR');
  assert.ok(receipt.loss.low <= receipt.loss.amount && receipt.loss.amount <= receipt.loss.high);
  assert.ok(receipt.loss.low > 0, 'eleven against none leaves no doubt that something was lost');
  for (const words of [receipt.in_marketing_words, receipt.in_it_words]) {
    assert.ok(words.length > 80, words);
    assert.match(words, /Spring banner|spring-banner/);
  }
});

test('after a rollback everybody has control, and later events change no verdict', async () => {
  const app = await application(server);
  for (const targetingKey of units_in(key, 'treatment', 20, 'newcomer')) {
    assert.equal(await app.getBooleanValue(key, true, { targetingKey }), false);
  }
  const before = await server.receipt(key);
  const people = analytics(server, { flushAt: 1 });
  for (const userId of units_in(key, 'control', 15)) {
    await people.tell({ userId, event: 'Checkout Error' });
  }
  const { sequence } = people.answers.at(-1);
  await people.close();
  const results = await server.results_at(key, sequence);
  assert.equal(results.state, 'rolled_back');
  assert.equal(results.rollback.state, 'red');
  assert.equal(arm_of(results, 'control').metrics['checkout-error'].count, 15);
  assert.deepEqual(await server.receipt(key), before);
});

test('the verdict survives a restart, to the letter', async () => {
  const before = await server.receipt(key);
  const results = await server.results(key);
  await web.close();
  await server.restart();
  assert.deepEqual(await server.receipt(key), before);
  assert.deepEqual({ ...(await server.results(key)), as_of: 0 }, { ...results, as_of: 0 });
  assert.equal(await server.launch_state(key), 'rolled_back');
  assert.equal((await server.api('POST', `/api/launches/${key}/start`)).status, 409);
  const again = await server.api('POST', `/api/launches/${key}/roll-back`);
  assert.ok([200, 409].includes(again.status), again.text);
  assert.deepEqual(await server.receipt(key), before, 'a second rollback is none');
});
