// Keys in every place where clients put them, and the cross-origin rules browsers enforce.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { units_in } from './assignment.mjs';
import { definitions, exposure } from './messages.mjs';
import { arm_of, basic, Server, sequence_of } from './server.mjs';

const launch = 'keyed';
let server;
let units;

before(async () => {
  server = await Server.start();
  await server.launch(definitions(launch), launch);
  units = units_in(launch, 'control', 200);
});

after(() => server?.remove());

/** A request exactly as given: {status, headers, text}. */
function send(method, path, { headers = {}, body } = {}) {
  return new Promise((done, fail) => {
    const sent = request(server.url + path, { method, headers, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (more) => (text += more));
      answer.on('end', () => {
        const headers = new Headers(answer.headers);
        done({ status: answer.statusCode, headers, text });
      });
    });
    sent.on('error', fail);
    sent.end(body);
  });
}

const wrong = 'spc_0000000000000000000000000000000000000000000000000000000000000000';
const base64 = (text) => Buffer.from(text).toString('base64');

/** The same key in each place: name → request parts. */
const places = {
  'Basic with colon': (key) => ({ headers: { authorization: basic(key) } }),
  'Basic without colon': (key) => ({ headers: { authorization: `Basic ${base64(key)}` } }),
  Bearer: (key) => ({ headers: { authorization: `Bearer ${key}` } }),
  'bearer in small letters': (key) => ({ headers: { authorization: `bearer ${key}` } }),
  'X-API-Key': (key) => ({ headers: { 'x-api-key': key } }),
  'body writeKey': (key) => ({ fields: { writeKey: key } }),
  'query writeKey': (key) => ({ query: `?writeKey=${key}` }),
  'Bearer and body': (key) => ({
    headers: { authorization: `Bearer ${key}` },
    fields: { writeKey: key },
  }),
};

for (const [place, parts] of Object.entries(places)) {
  test(`the write key as ${place}, in a batch and in a single call`, async () => {
    const calls = [
      (message) => ['/v1/batch', { batch: [message] }],
      (message) => ['/v1/track', message],
      (message) => ['/v1/t', message],
      (message) => ['/v1/b', { batch: [message] }],
    ];
    for (const call of calls) {
      for (const key of [server.keys.client_key, server.keys.server_key]) {
        const before = arm_of(await server.results(launch), 'control').units;
        const { headers, fields, query = '' } = parts(key);
        const [path, content] = call(exposure(units.pop(), launch));
        const body = JSON.stringify({ ...content, ...fields });
        const answer = await send('POST', path + query, { headers, body });
        assert.equal(answer.status, 200, `${path}: ${answer.text}`);
        assert.deepEqual(JSON.parse(answer.text), { success: true });
        const results = await server.results_at(launch, sequence_of(answer.headers));
        assert.equal(arm_of(results, 'control').units, before + 1, path);
      }
    }
    const { headers, fields, query = '' } = parts(wrong);
    const body = JSON.stringify({ batch: [exposure(units.pop(), launch)], ...fields });
    const answer = await send('POST', `/v1/batch${query}`, { headers, body });
    assert.equal(answer.status, 401, answer.text);
  });
}

test('without a key 401; a key in the header wins over one in the body', async () => {
  const body = (writeKey) => JSON.stringify({ batch: [exposure('u', launch)], writeKey });
  assert.equal((await send('POST', '/v1/batch', { body: body() })).status, 401);
  const good = server.keys.client_key;
  const bad = await send('POST', '/v1/batch', {
    headers: { authorization: basic(wrong) }, body: body(good),
  });
  assert.equal(bad.status, 401);
  const fine = await send('POST', '/v1/batch', {
    headers: { authorization: basic(good) }, body: body(wrong),
  });
  assert.equal(fine.status, 200);
});

test('each key opens its own plane and no other', async () => {
  const { client_key, server_key, admin_key } = server.keys;
  const body = JSON.stringify({ context: { targetingKey: 'u' } });
  const status = async (method, path, key) => {
    const headers = key ? { authorization: `Bearer ${key}` } : {};
    const sent = method === 'POST' ? { headers, body } : { headers };
    return (await send(method, path, sent)).status;
  };
  const single = `/ofrep/v1/evaluate/flags/${launch}`;
  const bulk = '/ofrep/v1/evaluate/flags';
  for (const path of [single, bulk]) {
    assert.equal(await status('POST', path), 401);
    assert.equal(await status('POST', path, wrong), 401);
    assert.equal(await status('POST', path, server_key), 200);
  }
  assert.equal(await status('POST', bulk, client_key), 200);
  assert.equal(await status('POST', single, client_key), 403);
  for (const path of ['/api/launches', `/api/launches/${launch}/results`]) {
    assert.equal(await status('GET', path), 401);
    assert.equal(await status('GET', path, wrong), 401);
    assert.equal(await status('GET', path, client_key), 403);
    assert.equal(await status('GET', path, server_key), 403);
    assert.equal(await status('GET', path, admin_key), 200);
  }
  assert.equal(await status('POST', '/api/apply', client_key), 403);
  assert.equal(await status('POST', `/api/launches/${launch}/kill`, server_key), 403);
  assert.notEqual(await server.launch_state(launch), 'stopped');
});

test('OFREP takes its key as X-API-Key too', async () => {
  const answer = await send('POST', '/ofrep/v1/evaluate/flags', {
    headers: { 'x-api-key': server.keys.client_key },
    body: '{"context":{"targetingKey":"u"}}',
  });
  assert.equal(answer.status, 200);
});

const preflights = [
  ['/ofrep/v1/evaluate/flags', 'authorization, content-type, if-none-match'],
  ['/v1/t', 'authorization'],
  ['/v1/batch', 'authorization, x-retry-count'],
  ['/v1/track', 'anonymousid, authorization, content-type, sentat, rsa-retry-attempt'],
];

test('preflights are answered 204 and echo the headers asked for', async () => {
  for (const [path, wanted] of preflights) {
    const answer = await send('OPTIONS', path, {
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': wanted,
      },
    });
    assert.equal(answer.status, 204, path);
    assert.equal(answer.text, '');
    const header = (name) => answer.headers.get(name);
    assert.equal(header('access-control-allow-origin'), '*');
    assert.equal(header('access-control-allow-methods'), 'GET, POST, OPTIONS');
    assert.equal(header('access-control-allow-headers'), wanted);
    assert.equal(header('access-control-max-age'), '7200');
    assert.equal(header('vary'), 'Origin, Access-Control-Request-Headers');
    assert.equal(header('access-control-allow-credentials'), null);
  }
});

test('every answer of the public plane may be read across origins', async () => {
  const origin = 'https://shop.example';
  const key = { authorization: `Bearer ${server.keys.client_key}`, origin };
  const context = '{"context":{"targetingKey":"u"}}';
  const answers = [
    await send('POST', '/ofrep/v1/evaluate/flags', { headers: key, body: context }),
    await send('POST', '/ofrep/v1/evaluate/flags', { headers: { origin }, body: context }),
    await send('POST', '/ofrep/v1/evaluate/flags', { headers: key, body: '{' }),
    await send('POST', '/v1/batch', { headers: key, body: '{"batch":[]}' }),
    await send('POST', '/v1/batch', { headers: { origin }, body: '{"batch":[]}' }),
    await send('POST', '/v1/t', { headers: key, body: 'no json' }),
  ];
  assert.deepEqual(answers.map((answer) => answer.status), [200, 401, 400, 200, 401, 400]);
  for (const answer of answers) {
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    const exposed = answer.headers.get('access-control-expose-headers') ?? '';
    const names = exposed.split(',').map((name) => name.trim().toLowerCase());
    for (const name of ['etag', 'retry-after', 'x-sse-support']) {
      assert.ok(names.includes(name), `${name} exposed with ${answer.status}`);
    }
  }
});
