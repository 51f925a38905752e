// Nothing is counted twice: batches sent twice, resent after a lost answer, resent after a
// restart.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { units_in } from './assignment.mjs';
import { definitions, event, exposure, failure, new_message_id, pieces } from './messages.mjs';
import { arm_of, basic, Server, without_as_of } from './server.mjs';

const launch = 'sent-twice';
let server;
let sent = [];

before(async () => {
  server = await Server.start();
  await server.launch(definitions(launch), launch);
});

after(() => server?.remove());

/** A whole little history: exposures, sign-ups, too few errors to roll back. */
function history(prefix) {
  const control = units_in(launch, 'control', 40, prefix);
  const treatment = units_in(launch, 'treatment', 40, prefix);
  const all = [...control, ...treatment];
  return pieces(
    [
      ...all.map((unit) => exposure(unit, launch)),
      ...all.filter((_, i) => i % 3 === 0).map((unit) => event(unit, 'Signed Up')),
      ...treatment.slice(0, 2).map((unit) => failure(unit)),
      ...control.slice(0, 2).map((unit) => failure(unit)),
    ],
    25,
  );
}

/** Sends that text as a batch on a socket that is torn down without reading the answer. */
function send_and_hang_up(body, wait) {
  const { hostname, port } = new URL(server.url);
  const head = [
    'POST /v1/batch HTTP/1.1',
    `Host: ${hostname}:${port}`,
    `Authorization: ${basic(server.keys.client_key)}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    '',
  ].join('\r\n');
  return new Promise((done, fail) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(head + body, async () => {
        await sleep(wait);
        socket.destroy();
        done();
      });
    });
    socket.on('error', fail);
  });
}

test('every batch sent twice changes nothing', async () => {
  sent = history('twice');
  let sequence = 0;
  for (const batch of sent) sequence = await server.send(batch);
  const once = await server.results_at(launch, sequence);
  assert.deepEqual(once.arms.map((arm) => arm.units), [40, 40]);
  assert.equal(arm_of(once, 'treatment').metrics['checkout-error'].count, 2);
  assert.equal(once.multiple_exposure, 0);
  for (const batch of [...sent, ...sent.slice().reverse()]) {
    sequence = await server.send(batch, { sentAt: new Date(Date.now() + 1_000) });
  }
  assert.equal(without_as_of(await server.results_at(launch, sequence)), without_as_of(once));
});

test('a resend after a lost answer changes nothing', async () => {
  const batches = history('lost-answer');
  for (const [i, batch] of batches.entries()) {
    const body = JSON.stringify({ batch, sentAt: new Date() });
    await send_and_hang_up(body, i % 3 === 0 ? 0 : i % 3);
    await server.send(batch);
  }
  const sequence = await server.send(batches[0]);
  const results = await server.results_at(launch, sequence);
  assert.deepEqual(results.arms.map((arm) => arm.units), [80, 80]);
  assert.equal(arm_of(results, 'treatment').metrics['checkout-error'].count, 4);
  assert.equal(arm_of(results, 'control').metrics['checkout-error'].count, 4);
  sent.push(...batches);
});

test('the same message id twice in one batch, and in two at once, counts once', async () => {
  const [first, second] = units_in(launch, 'treatment', 2, 'same-id');
  const same = new_message_id();
  const twin = { ...exposure(first, launch), messageId: same };
  const before = await server.results(launch);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      server.send([twin, { ...exposure(second, launch), messageId: same }, twin]),
    ),
  );
  const results = await server.results_at(launch, Math.max(...answers));
  const more = arm_of(results, 'treatment').units - arm_of(before, 'treatment').units;
  assert.equal(more, 1, 'one id, one event: the first');
  sent.push([twin]);
});

test('ids longer than a hundred characters are told apart', async () => {
  const [first, second] = units_in(launch, 'control', 2, 'long-id');
  const long = 'x'.repeat(300);
  const before = await server.results(launch);
  const batch = [
    { ...exposure(first, launch), messageId: `${long}1` },
    { ...exposure(second, launch), messageId: `${long}2` },
  ];
  await server.send(batch);
  const results = await server.results_at(launch, await server.send(batch));
  assert.equal(arm_of(results, 'control').units - arm_of(before, 'control').units, 2);
  sent.push(batch);
});

test('what was sent before a restart is still known after it', async () => {
  const before = await server.results(launch);
  await server.restart();
  assert.equal(without_as_of(await server.results(launch)), without_as_of(before));
  let sequence = 0;
  for (const batch of sent) sequence = await server.send(batch);
  assert.equal(without_as_of(await server.results_at(launch, sequence)), without_as_of(before));
  await server.kill();
  await server.serve();
  for (const batch of sent) sequence = await server.send(batch);
  assert.equal(without_as_of(await server.results_at(launch, sequence)), without_as_of(before));
});
