// The change stream: what it says first, at a change, and to those who come back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { units_in } from './assignment.mjs';
import { browser, ProviderEvents } from './clients.mjs';
import { definitions } from './messages.mjs';
import { ofrep_schemas } from './ofrep_schema.mjs';
import { eventually, Server } from './server.mjs';
import { open_stream } from './stream.mjs';

let server;
let launches = 0;

before(async () => {
  server = await Server.start();
  await server.launch(definitions('first'), 'first');
});

after(() => server?.remove());

/** The stream a browser is told to open now. */
async function stream_url() {
  const { body } = await server.decide_all({ targetingKey: 'u' });
  const [stream] = body.eventStreams;
  return new URL(stream.endpoint?.requestUri ?? stream.url, server.url).href;
}

/** Any change of configuration. */
async function change() {
  const key = `change-${launches++}`;
  await server.launch(definitions(key), key);
}

const type = (event) => JSON.parse(event.data).type;
const is_hello = (event) => type(event) === 'hello';
const is_refetch = (event) => type(event) === 'refetchEvaluation';

test('headers and first bytes', async () => {
  const stream = await open_stream(await stream_url(), { 'accept-encoding': 'gzip' });
  assert.equal(stream.status, 200);
  assert.match(stream.headers['content-type'], /^text\/event-stream/);
  assert.equal(stream.headers['cache-control'], 'no-cache, no-transform');
  assert.equal(stream.headers['x-accel-buffering'], 'no');
  assert.equal(stream.headers['content-length'], undefined);
  assert.equal(stream.headers['content-encoding'], undefined);
  assert.equal(stream.headers['access-control-allow-origin'], '*');
  const hello = await stream.next(is_hello, 1_000);
  assert.ok(hello.id, 'an id from the first second');
  assert.match(stream.text, /^retry: 1000$/m);
  assert.ok(stream.comments().length >= 1);
  stream.close();
});

test('a wrong key opens no stream', async () => {
  const url = new URL(await stream_url());
  for (const [name, value] of url.searchParams) {
    if (value === server.keys.client_key) url.searchParams.set(name, 'spc_wrong');
  }
  const stream = await open_stream(url.href);
  assert.ok([401, 403].includes(stream.status), String(stream.status));
  stream.close();
});

test('a change is one refetchEvaluation with a new id and without etag or time', async () => {
  const schemas = await ofrep_schemas();
  const stream = await open_stream(await stream_url());
  const hello = await stream.next(is_hello);
  await change();
  const refetch = await stream.next(is_refetch, 1_000);
  assert.equal(refetch.event, 'message');
  assert.ok(refetch.id && refetch.id !== hello.id);
  const data = JSON.parse(refetch.data);
  assert.ok(!('etag' in data) && !('lastModified' in data), refetch.data);
  if (schemas) assert.deepEqual(schemas.sseData(data), []);
  assert.ok(stream.events().every((event) => event.id), 'an id on every event');
  stream.close();
});

test('who missed a change is told to refetch at once, who missed nothing is not', async () => {
  const url = await stream_url();
  const first = await open_stream(url);
  const { id } = await first.next(is_hello);
  first.close();
  await change();
  const back = await open_stream(url, { 'last-event-id': id });
  const refetch = await back.next(is_refetch, 1_000);
  const newest = refetch.id;
  back.close();
  const again = await open_stream(url, { 'last-event-id': newest });
  await again.next(is_hello, 1_000);
  await sleep(300);
  assert.equal(again.events().filter(is_refetch).length, 0, again.text);
  again.close();
});

test('a change between the bulk answer and the opening of its stream is told at once', async () => {
  const url = await stream_url();
  await change();
  const stream = await open_stream(url);
  await stream.next(is_refetch, 1_000);
  stream.close();
  const fresh = await open_stream(await stream_url());
  await fresh.next(is_hello, 1_000);
  await sleep(300);
  assert.equal(fresh.events().filter(is_refetch).length, 0, fresh.text);
  fresh.close();
});

test('a stored stream address and id still work after a restart', async () => {
  const url = new URL(await stream_url());
  const before = await open_stream(url.href);
  const { id } = await before.next(is_hello);
  before.close();
  await server.restart();
  const same = await open_stream(url.href, { 'last-event-id': id });
  await same.next(is_hello, 1_000);
  await sleep(200);
  assert.equal(same.events().filter(is_refetch).length, 0, 'nothing changed');
  await change();
  await same.next(is_refetch, 1_000);
  same.close();
});

test('three hundred browsers hear of a kill within a second', async () => {
  await server.launch(definitions('watched'), 'watched');
  const url = await stream_url();
  const streams = await Promise.all(Array.from({ length: 300 }, () => open_stream(url)));
  await Promise.all(streams.map((stream) => stream.next(is_hello)));
  await server.act('kill', 'watched');
  const killed = performance.now();
  await Promise.all(streams.map((stream) => stream.next(is_refetch, 1_000)));
  assert.ok(performance.now() - killed < 1_000);
  streams.forEach((stream) => stream.close());
});

test('the web provider hears changes, also after the server was away', async () => {
  const [unit] = units_in('seen-later', 'treatment', 1);
  const web = await browser(server, { targetingKey: unit });
  await sleep(200);
  let changes = 0;
  web.client.addHandler(ProviderEvents.ConfigurationChanged, () => changes++);
  await server.launch(definitions('seen-later'), 'seen-later');
  await eventually(() => web.client.getBooleanValue('seen-later', false), 'the new value', 1_500);
  await eventually(() => changes >= 1, 'an event for the page');
  await server.kill();
  await sleep(300);
  assert.equal(web.client.getBooleanValue('seen-later', false), true, 'the last value holds');
  await server.serve();
  await server.act('kill', 'seen-later');
  await eventually(() => !web.client.getBooleanValue('seen-later', false), 'the kill', 5_000);
  await web.close();
});
