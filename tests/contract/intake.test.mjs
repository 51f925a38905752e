// The tracking API's edges: limits, encodings, bodies of all sorts, and what the answers say.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { arm, units_in } from './assignment.mjs';
import { definitions, event, exposure } from './messages.mjs';
import { arm_of, basic, Server, sequence_of } from './server.mjs';

const launch = 'taken-in';
let server;

before(async () => {
  server = await Server.start();
  await server.launch(definitions(launch, 'many'), launch, 'many');
});

after(() => server?.remove());

/** POSTs those bytes and gives {status, text, headers}. */
async function post(path, body, headers = {}) {
  const answer = await fetch(server.url + path, {
    method: 'POST',
    headers: {
      authorization: basic(server.keys.client_key), 'content-type': 'application/json', ...headers,
    },
    body,
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** That accepted answer brings exactly `count` more exposed units in that arm. */
async function counted(where, count, send, name = launch) {
  const before = arm_of(await server.results(name), where).units;
  const answer = await send();
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(JSON.parse(answer.text), { success: true });
  const results = await server.results_at(name, sequence_of(answer.headers));
  assert.equal(arm_of(results, where).units - before, count);
}

let used = 0;
const visitor = () => units_in(launch, 'control', ++used, 'taken').at(-1);
const batch_of = (...messages) => JSON.stringify({ batch: messages });

test('gzip is read whatever the content type says', async () => {
  const types = [
    'application/json', 'application/json; charset=utf-8', 'text/plain',
    'application/x-www-form-urlencoded', 'application/octet-stream',
  ];
  for (const type of types) {
    const plain = batch_of(exposure(visitor(), launch));
    await counted('control', 1, () => post('/v1/batch', plain, { 'content-type': type }));
    const zipped = gzipSync(batch_of(exposure(visitor(), launch)));
    const headers = { 'content-type': type, 'content-encoding': 'gzip' };
    await counted('control', 1, () => post('/v1/batch', zipped, headers));
  }
});

test('a body over 500 KB is 400, plain or inflated; just under it is fine', async () => {
  const filler = (bytes) => Array.from({ length: Math.ceil(bytes / 20_000) }, () =>
    event('filler', 'Page Read', { properties: { text: 'x'.repeat(19_700) } }));
  const over = batch_of(...filler(540_000));
  assert.ok(over.length > 512_000);
  assert.equal((await post('/v1/batch', over)).status, 400);
  const bomb = gzipSync(over);
  assert.ok(bomb.length < 20_000);
  assert.equal((await post('/v1/batch', bomb, { 'content-encoding': 'gzip' })).status, 400);
  const huge = gzipSync(Buffer.alloc(50_000_000, 0x20));
  assert.equal((await post('/v1/batch', huge, { 'content-encoding': 'gzip' })).status, 400);
  const broken = gzipSync(batch_of(exposure('x', launch))).subarray(0, 60);
  assert.equal((await post('/v1/batch', broken, { 'content-encoding': 'gzip' })).status, 400);
  const under = batch_of(...filler(470_000), exposure(visitor(), launch));
  assert.ok(under.length > 450_000 && under.length < 500_000);
  await counted('control', 1, () => post('/v1/batch', under));
});

test('a single call over 32 KB is 400; in a batch that event alone is dropped', async () => {
  const long = { properties: { text: 'x'.repeat(33_000) } };
  const single = JSON.stringify(event('someone', 'Page Read', long));
  assert.equal((await post('/v1/track', single)).status, 400);
  const dropped = exposure(visitor(), launch, long);
  const kept = exposure(visitor(), launch, { properties: { text: 'x'.repeat(30_000) } });
  await counted('control', 1, () => post('/v1/batch', batch_of(dropped, kept)));
});

test('of 2,501 events the last is dropped', async () => {
  const units = units_in('many', 'control', 2_501);
  const messages = units.map((userId, i) => ({
    type: 'track',
    messageId: `many-${i}`,
    userId,
    event: 'Experiment Viewed',
    properties: { experiment_id: 'many', variation_id: 'control' },
  }));
  await counted('control', 2_500, () => post('/v1/batch', batch_of(...messages)), 'many');
  await counted('control', 1, () => post('/v1/batch', batch_of(messages.at(-1))), 'many');
});

test('not JSON, or without a batch, is 400', async () => {
  const bodies = [
    '', '{', 'hello', '[]', '{}', '{"batch":5}', '{"batch":{}}', 'null', '"batch"',
    '{"batch":[{}]', Buffer.from([0xff, 0xfe, 0x00]),
  ];
  for (const body of bodies) {
    const answer = await post('/v1/batch', body);
    assert.equal(answer.status, 400, `${body}: ${answer.text}`);
  }
  assert.equal((await post('/v1/track', '[1,2')).status, 400);
  assert.equal((await post('/v1/batch', '{"batch":[]}')).status, 200);
});

test('bad events in a batch do not harm the good ones', async () => {
  const bad = [
    {}, null, 5, 'text', [], { type: 'track' }, { type: 'track', userId: 'a' },
    { type: 'unheard-of', userId: 'a' }, { type: 'track', event: 'No One' },
    { type: 'track', userId: '', anonymousId: null, event: 'Checkout Error' },
    { type: 'track', userId: { a: 1 }, event: 'Checkout Error' },
    { type: 'track', userId: 'a', event: 'x'.repeat(10_000) },
    event('a', 'Experiment Viewed', { properties: null }),
    event('a', 'Experiment Viewed', { properties: { experiment_id: 5, variation_id: [] } }),
    event('a', 'Checkout Error', { timestamp: 'yesterday', sentAt: {} }),
  ];
  const good = exposure(visitor(), launch);
  await counted('control', 1, () => post('/v1/batch', batch_of(...bad, good, ...bad)));
});

test('all message types are taken; ids may be numbers; anonymousId stands in', async () => {
  const person = { userId: 'someone', anonymousId: 'a-1' };
  const all = [
    { ...person, type: 'identify', traits: { email: 'a@b.example' } },
    { ...person, type: 'page', name: 'Home' },
    { ...person, type: 'screen', name: 'Home' },
    { ...person, type: 'group', groupId: 'g' },
    { type: 'alias', userId: 'someone', previousId: 'a-1' },
    { type: 'alias', userId: 'someone', previousId: 'someone' },
  ];
  const anonymous = { ...exposure(visitor(), launch), anonymousId: undefined };
  anonymous.anonymousId = anonymous.userId;
  anonymous.userId = '';
  await counted('control', 1, () => post('/v1/batch', batch_of(...all, anonymous)));
  for (const message of all) {
    const answer = await post(`/v1/${message.type}`, JSON.stringify(message));
    assert.equal(answer.status, 200, `${message.type}: ${answer.text}`);
  }
  let number = 4_000_000;
  while (arm(launch, String(number)) !== 'control') number++;
  const numbered = { ...exposure(String(number), launch), userId: number };
  await counted('control', 1, () => post('/v1/batch', batch_of(numbered)));
  const as_text = { ...exposure(String(number), launch) };
  await counted('control', 0, () => post('/v1/batch', batch_of(as_text)));
});

test('experimentId and variationId are the same exposure', async () => {
  const userId = visitor();
  const properties = { experimentId: launch, variationId: 'control' };
  const message = event(userId, 'Experiment Viewed', { properties });
  await counted('control', 1, () => post('/v1/batch', batch_of(message)));
});

test('context of the envelope, unknown fields and retry marks are no trouble', async () => {
  const body = JSON.stringify({
    batch: [{ ...exposure(visitor(), launch), context: { ip: '10.1.2.3' }, foo: [{}] }],
    context: { library: { name: 'x' } }, integrations: {}, timestamp: 'meaningless', bar: 1,
  });
  const headers = { 'x-retry-count': '3', anonymousid: 'YQ==', sentat: new Date().toISOString() };
  await counted('control', 1, () => post('/v1/batch', body, headers));
});

test('no answer of the intake redirects, and other methods are refused', async () => {
  for (const path of ['/v1/batch', '/v1/track', '/v1/batch/']) {
    const answer = await fetch(server.url + path, { redirect: 'manual' });
    assert.ok(answer.status >= 400 && answer.status < 500, `GET ${path}: ${answer.status}`);
  }
});
