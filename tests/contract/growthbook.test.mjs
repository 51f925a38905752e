// GrowthBook's SDK as a client: payload, stream, encryption, remote evaluation.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { arm, units_in } from './assignment.mjs';
import { page, ready_page, requests } from './growthbook_clients.mjs';
import { definitions } from './messages.mjs';
import { eventually, Server } from './server.mjs';
import { open_stream } from './stream.mjs';

let server;

before(async () => {
  server = await Server.start();
  await server.launch(definitions('plain'), 'plain');
});

after(() => server?.remove());

const units = Array.from({ length: 60 }, (_, i) => `visitor-${i}`);

async function apply(flags) {
  const answer = await server.api('POST', '/api/apply', { metrics: [], flags, launches: [] });
  assert.equal(answer.status, 200, answer.text);
}

const payload_url = (key = server.keys.client_key) => `${server.url}/api/features/${key}`;
const payload = async (key) => (await fetch(payload_url(key))).json();

/** A further client key, made on the command line. */
async function made_key(...options) {
  const made = await server.command('key', 'create', ...options);
  assert.equal(made.code, 0, made.stderr);
  return JSON.parse(made.stdout);
}

const features_event = (event) => event.event === 'features';
const date_of = (event) => JSON.parse(event.data).dateUpdated;

// ---- payload -----------------------------------------------------------------------------------

test('the SDK puts every visitor into the arm that the program assigns', async () => {
  const seen = [];
  const growthbook = await ready_page(server, {
    trackingCallback: (experiment, result) => seen.push([experiment.key, result.key]),
  });
  for (const id of units) {
    await growthbook.setAttributes({ id });
    assert.equal(growthbook.isOn('plain'), arm('plain', id) === 'treatment', id);
    const decided = await server.decide('plain', { targetingKey: id });
    assert.equal(growthbook.getFeatureValue('plain', null), decided.body.value, id);
  }
  assert.deepEqual(
    seen,
    units.map((id) => ['plain', arm('plain', id)]),
  );
});

test('headers, and nothing sent twice', async () => {
  const first = await fetch(payload_url(), { headers: { origin: 'https://shop.example' } });
  assert.equal(first.status, 200);
  assert.equal(first.headers.get('x-sse-support'), 'enabled');
  assert.equal(first.headers.get('cache-control'), 'no-cache');
  assert.match(first.headers.get('content-type'), /^application\/json/);
  assert.equal(first.headers.get('access-control-allow-origin'), '*');
  assert.match(first.headers.get('access-control-expose-headers'), /x-sse-support/);
  const etag = first.headers.get('etag');
  const again = await fetch(payload_url(), { headers: { 'if-none-match': etag } });
  assert.equal(again.status, 304);
  assert.equal(await again.text(), '');
  await server.restart();
  const changed = await fetch(payload_url(), { headers: { 'if-none-match': etag } });
  assert.equal(changed.status, 200, 'published again, with a date of its own');
});

test('every path answers a preflight of any header', async () => {
  for (const path of ['/api/features/k', '/api/eval/k', '/sub/k', '/track']) {
    const answer = await fetch(server.url + path, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-headers': 'x-mine' },
    });
    assert.equal(answer.status, 204, path);
    assert.equal(answer.headers.get('access-control-allow-headers'), 'x-mine', path);
  }
});

test('an unknown key is 400 in GrowthBook’s words, and the SDK lives on', async () => {
  for (const options of [{}, { method: 'POST', body: '{}' }]) {
    const path = options.method ? '/api/eval/' : '/api/features/';
    const answer = await fetch(`${server.url}${path}spc_wrong`, options);
    assert.equal(answer.status, 400);
    const { status, error } = await answer.json();
    assert.equal(status, 400);
    assert.equal(typeof error, 'string');
  }
  const stream = await open_stream(`${server.url}/sub/spc_wrong`);
  assert.equal(stream.status, 401);
  stream.close();
  const growthbook = page(server, { clientKey: 'spc_wrong' });
  assert.equal((await growthbook.init()).success, false);
  assert.equal(growthbook.getFeatureValue('plain', 'code default'), 'code default');
});

test('our own interface beside it still needs the admin key', async () => {
  assert.equal((await fetch(`${server.url}/api/keys`)).status, 401);
  const headers = { authorization: `Bearer ${server.keys.client_key}` };
  assert.equal((await fetch(`${server.url}/api/keys`, { headers })).status, 403);
  assert.equal((await fetch(`${server.url}/api/launches`, { headers })).status, 403);
});

test('dates are in milliseconds and grow with every publish, and over a restart', async () => {
  const dates = [(await payload()).dateUpdated];
  for (let i = 0; i < 5; i++) {
    await apply([{ key: 'dated', type: 'number', default: i }]);
    dates.push((await payload()).dateUpdated);
  }
  await server.restart();
  dates.push((await payload()).dateUpdated);
  for (const date of dates) assert.match(date, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.deepEqual(dates, [...new Set(dates)].sort());
});

test('only what is on and meant for clients is in the payload', async () => {
  await apply([
    { key: 'shown', type: 'string', default: 'a', rules: [{ id: 'r', force: 'b' }] },
    { key: 'off', type: 'boolean', default: true, enabled: false },
    { key: 'hidden', type: 'boolean', default: true, visible_to_clients: false },
  ]);
  const { status, features, experiments, savedGroups } = await payload();
  assert.deepEqual(
    { status, experiments, savedGroups },
    { status: 200, experiments: [], savedGroups: {} },
  );
  assert.deepEqual(features.shown, { defaultValue: 'a', rules: [{ id: 'r', force: 'b' }] });
  assert.ok(!('off' in features) && !('hidden' in features));
  const growthbook = await ready_page(server);
  assert.equal(growthbook.getFeatureValue('shown', ''), 'b');
  assert.equal(growthbook.evalFeature('off').source, 'unknownFeature');
});

// ---- stream ------------------------------------------------------------------------------------

test('a kill and a rollback reach an open page without another request', async () => {
  await server.launch(definitions('killed', 'rolled'), 'killed', 'rolled');
  const [killed] = units_in('killed', 'treatment', 1);
  const [rolled] = units_in('rolled', 'treatment', 1);
  const growthbook = await ready_page(server, { attributes: { id: killed } }, { streaming: true });
  assert.equal(growthbook.isOn('killed'), true);
  const before = requests.length;
  await server.act('kill', 'killed');
  await eventually(() => !growthbook.isOn('killed'), 'the kill', 1_000);
  assert.equal(growthbook.evalFeature('killed').source, 'unknownFeature', 'left out');
  await growthbook.setAttributes({ id: rolled });
  assert.equal(growthbook.isOn('rolled'), true);
  await server.act('roll-back', 'rolled');
  await eventually(() => !growthbook.isOn('rolled'), 'the rollback', 1_000);
  const { source, value } = growthbook.evalFeature('rolled');
  assert.deepEqual({ source, value }, { source: 'force', value: false }, 'control, by force');
  assert.equal(requests.length, before, 'no request but the first');
  // The page hears of it before the time of the last stream stands in the log.
  const times = async () => (await server.receipt('rolled')).times;
  await eventually(async () => (await times()).pushed, 'the time of the push');
  const { pushed, decided } = await times();
  assert.ok(pushed >= decided, `${decided} … ${pushed}`);
  growthbook.destroy();
});

test('a stream begins with the payload and brings every publish, each with its date', async () => {
  const stream = await open_stream(`${server.url}/sub/${server.keys.client_key}`);
  assert.equal(stream.status, 200);
  assert.match(stream.headers['content-type'], /^text\/event-stream/);
  assert.equal(stream.headers['access-control-allow-origin'], '*');
  const first = await stream.next(features_event, 1_000);
  assert.deepEqual(JSON.parse(first.data), await payload());
  for (let i = 0; i < 20; i++) await apply([{ key: 'streamed', type: 'number', default: i }]);
  await eventually(() => stream.events().filter(features_event).length === 21, '20 more events');
  const dates = stream.events().filter(features_event).map(date_of);
  assert.deepEqual(dates, [...new Set(dates)].sort());
  const last = JSON.parse(stream.events().at(-1).data);
  assert.deepEqual(last, await payload());
  assert.equal(last.features.streamed.defaultValue, 19);
  stream.close();
});

test('who was away has what changed as soon as the stream is back', async () => {
  await server.launch(definitions('away'), 'away');
  const [id] = units_in('away', 'treatment', 1);
  const growthbook = await ready_page(server, { attributes: { id } }, { streaming: true });
  assert.equal(growthbook.isOn('away'), true);
  await server.kill();
  await server.serve();
  await server.act('kill', 'away');
  await eventually(() => !growthbook.isOn('away'), 'the kill', 10_000);
  growthbook.destroy();
});

test('a payload too long for a stream is fetched', async () => {
  const rule = (i, text) => ({ id: `r${i}`, condition: { id: `${i}` }, force: text });
  const long = 'x'.repeat(1_900);
  for (let part = 0; part < 2; part++) {
    const rules = Array.from({ length: 100 }, (_, i) => rule(i, long));
    await apply([{ key: `long-${part}`, type: 'string', default: '', rules }]);
  }
  const growthbook = await ready_page(server, { attributes: { id: '7' } }, { streaming: true });
  assert.equal(growthbook.getFeatureValue('long-1', ''), long);
  await apply([{ key: 'long-1', type: 'string', default: 'short' }]);
  await eventually(() => growthbook.getFeatureValue('long-1', '') === 'short', 'the change', 2_000);
  growthbook.destroy();
  await apply([{ key: 'long-0', type: 'string', default: 'short' }]);
});

// ---- encryption --------------------------------------------------------------------------------

test('an encrypted key: payload and stream, for who has the decryption key alone', async () => {
  const made = await made_key('--encrypted');
  assert.match(made.key, /^spc_[0-9a-f]{64}$/);
  assert.equal(Buffer.from(made.encryption_key, 'base64').length, 16);
  await server.launch(definitions('secret'), 'secret');
  const sent = await payload(made.key);
  assert.deepEqual(sent.features, {});
  assert.ok(!JSON.stringify(sent).includes('secret'));
  const [id] = units_in('secret', 'treatment', 1);
  const options = { clientKey: made.key, attributes: { id } };
  const decryptionKey = made.encryption_key;
  const growthbook = await ready_page(server, { ...options, decryptionKey }, { streaming: true });
  assert.equal(growthbook.isOn('secret'), true);
  const { error } = console;
  console.error = () => {}; // the SDK says there that it cannot decrypt
  const without = await ready_page(server, options);
  console.error = error;
  assert.equal(without.evalFeature('secret').source, 'unknownFeature');
  const stream = await open_stream(`${server.url}/sub/${made.key}`);
  await stream.next(features_event, 1_000);
  assert.ok(!stream.text.includes('secret'), 'the stream is encrypted too');
  await server.act('kill', 'secret');
  await eventually(() => !growthbook.isOn('secret'), 'the kill', 1_000);
  stream.close();
  growthbook.destroy();
});

test('keys are listed without secrets and survive a restart', async () => {
  const plain = await made_key();
  assert.equal(plain.encryption_key, null);
  const made = await made_key('--encrypted');
  const listed = await server.command('key', 'list');
  assert.equal(listed.code, 0, listed.stderr);
  const { text, body } = await server.api('GET', '/api/keys');
  const mine = body.keys.find((key) => key.id === made.id);
  assert.equal(mine.kind, 'client');
  assert.equal(mine.encrypted, true);
  for (const secret of [made.key, made.encryption_key, plain.key, server.keys.admin_key]) {
    assert.ok(!text.includes(secret));
    assert.ok(!listed.stdout.includes(secret));
  }
  assert.match(listed.stdout, new RegExp(`^${made.id} +client .* encrypted$`, 'm'));
  await server.restart();
  const growthbook = await ready_page(server, {
    clientKey: made.key,
    decryptionKey: made.encryption_key,
  });
  assert.equal(growthbook.evalFeature('plain').source === 'unknownFeature', false);
  assert.equal((await payload(plain.key)).status, 200);
});

test('a wrong order of a key is refused', async () => {
  for (const body of [{ encrypted: 'yes' }, { kind: 'owner' }, []]) {
    assert.equal((await server.api('POST', '/api/keys', body)).status, 400, JSON.stringify(body));
  }
  assert.equal((await server.command('key', 'take')).code, 2);
});

// ---- remote evaluation -------------------------------------------------------------------------

test('remote evaluation gives what the SDK evaluates itself, and tells the exposure', async () => {
  await apply([
    {
      key: 'priced',
      type: 'json',
      default: { price: 9 },
      rules: [
        { id: 'staff', condition: { email: { $regex: '@corp\\.example$' } }, force: { price: 1 } },
        {
          id: 'exp',
          key: 'prices',
          seed: 'prices',
          hashAttribute: 'id',
          hashVersion: 2,
          variations: [{ price: 2 }, { price: 3 }],
          weights: [0.5, 0.5],
          coverage: 0.8,
          meta: [{ key: 'low' }, { key: 'high' }],
        },
      ],
    },
  ]);
  const seen = [];
  const tell = (list) => (experiment, result) =>
    list.push([experiment.key, result.key, result.hashValue, result.value]);
  const remote = await ready_page(server, { remoteEval: true, trackingCallback: tell(seen) });
  const own = [];
  const local = await ready_page(server, { trackingCallback: tell(own) });
  for (const id of units) {
    const attributes = {
      id,
      email: id.endsWith('7') ? `${id}@corp.example` : `${id}@home.example`,
    };
    await remote.setAttributes(attributes);
    await local.setAttributes(attributes);
    for (const key of ['plain', 'priced']) {
      assert.deepEqual(remote.evalFeature(key).value, local.evalFeature(key).value, `${key} ${id}`);
    }
  }
  assert.ok(own.length > units.length);
  assert.deepEqual(seen, own);
});

test('remote evaluation names neither rules nor other arms, and is not kept', async () => {
  const answer = await fetch(`${server.url}/api/eval/${server.keys.client_key}`, {
    method: 'POST',
    body: JSON.stringify({
      attributes: { id: 'visitor-0' },
      url: 'https://shop.example/?prices=0',
    }),
  });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  assert.equal(answer.headers.get('x-sse-support'), null);
  const text = await answer.text();
  const { status, features, experiments, savedGroups } = JSON.parse(text);
  assert.deepEqual(
    { status, experiments, savedGroups },
    { status: 200, experiments: [], savedGroups: undefined },
  );
  assert.deepEqual(features.priced.defaultValue, { price: 2 });
  assert.ok(!text.includes('corp') && !text.includes('"price":3'), text);
});
