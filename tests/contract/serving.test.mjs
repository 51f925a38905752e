// Serving over OFREP: single and bulk answers, ETags, exposure on request, kill and stop.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { arm, units_in } from './assignment.mjs';
import { browser } from './clients.mjs';
import { definitions } from './messages.mjs';
import { ofrep_schemas } from './ofrep_schema.mjs';
import { application } from './server_clients/clients.mjs';
import { arm_of, eventually, Server } from './server.mjs';

const launch = 'served';
let server;
let schemas;

before(async () => {
  schemas = await ofrep_schemas();
  server = await Server.start();
  const all = definitions(launch, 'to-kill', 'to-stop', 'a-draft');
  await server.launch(all, launch, 'to-kill', 'to-stop');
});

after(() => server?.remove());

/** Checks a body against the published document, where that is here. */
function valid(name, body, t) {
  if (schemas) assert.deepEqual(schemas[name](body), [], `${name}: ${JSON.stringify(body)}`);
  else t.diagnostic('skipped: not here: ofrep-openapi.yaml');
}

const [treated] = units_in(launch, 'treatment', 1);

test('a single evaluation names value, variant, reason and where it comes from', async (t) => {
  const answer = await server.decide(launch, { targetingKey: treated });
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type'), /^application\/json/);
  valid('single', answer.body, t);
  const { key, value, variant, reason, metadata } = answer.body;
  assert.deepEqual({ key, value, variant, reason }, {
    key: launch, value: true, variant: 'treatment', reason: 'SPLIT',
  });
  assert.equal(metadata.experiment, launch);
  assert.equal(metadata.variation, 'treatment');
  for (const one of Object.values(metadata)) {
    assert.ok(['string', 'number', 'boolean'].includes(typeof one), JSON.stringify(metadata));
  }
});

test('a context id wins over the targeting key; numbers count as their text', async () => {
  const units = [...units_in(launch, 'treatment', 5), ...units_in(launch, 'control', 5)];
  for (const unit of units) {
    const answer = await server.decide(launch, { targetingKey: 'somebody', id: unit });
    assert.equal(answer.body.variant, arm(launch, unit), unit);
  }
  for (const id of [1, 12345, 1.5]) {
    const answer = await server.decide(launch, { id });
    assert.equal(answer.body.variant, arm(launch, String(id)), String(id));
  }
});

test('without a unit: the default, not an error', async (t) => {
  for (const context of [{}, { targetingKey: '' }, { plan: 'pro' }]) {
    const answer = await server.decide(launch, context);
    assert.equal(answer.status, 200);
    assert.equal(answer.body.value, false);
    assert.notEqual(answer.body.reason, 'SPLIT');
    valid('single', answer.body, t);
  }
});

test('any context is fine: nesting, dates, other alphabets', async (t) => {
  const answer = await server.decide(launch, {
    targetingKey: 'жук-🦋', born: new Date().toISOString(), deep: { er: [1, null, { est: [] }] },
  });
  assert.equal(answer.status, 200);
  assert.equal(answer.body.variant, arm(launch, 'жук-🦋'));
  valid('single', answer.body, t);
});

test('an unknown flag is 404 FLAG_NOT_FOUND, with its key', async (t) => {
  const answer = await server.decide('no-such-flag', { targetingKey: 'u' });
  assert.equal(answer.status, 404);
  assert.equal(answer.body.key, 'no-such-flag');
  assert.equal(answer.body.errorCode, 'FLAG_NOT_FOUND');
  valid('notFound', answer.body, t);
  const app = await application(server);
  const details = await app.getBooleanDetails('no-such-flag', true, { targetingKey: 'u' });
  assert.equal(details.value, true);
  assert.equal(details.errorCode, 'FLAG_NOT_FOUND');
});

test('bad bodies and bad keys in the path are 400 with key and errorCode', async (t) => {
  const post = (path, body) =>
    fetch(`${server.url}/ofrep/v1/evaluate/flags${path}`, {
      method: 'POST', headers: { authorization: `Bearer ${server.keys.server_key}` }, body,
    });
  for (const body of ['', '{', '[]', '"x"', '{"context":5}', '\u0000']) {
    const answer = await post(`/${launch}`, body);
    assert.equal(answer.status, 400, body);
    const json = await answer.json();
    assert.equal(json.key, launch, body);
    assert.match(json.errorCode, /^(PARSE_ERROR|INVALID_CONTEXT|GENERAL)$/);
    valid('failure', json, t);
  }
  const bulk = await post('', '{"context":');
  assert.equal(bulk.status, 400);
  valid('bulkFailure', await bulk.json(), t);
  for (const key of ['a%2Fb', 'a%00b', `${'x'.repeat(129)}`, 'my%20flag']) {
    const answer = await post(`/${key}`, '{"context":{}}');
    assert.ok([400, 404].includes(answer.status), `${key}: ${answer.status}`);
  }
});

test('a bulk evaluation lists all flags by key, with its stream', async (t) => {
  const answer = await server.decide_all({ targetingKey: treated });
  assert.equal(answer.status, 200);
  valid('bulk', answer.body, t);
  const keys = answer.body.flags.map((flag) => flag.key);
  assert.deepEqual(keys, [...keys].sort());
  for (const key of [launch, 'to-kill', 'to-stop']) assert.ok(keys.includes(key), key);
  const flag = answer.body.flags.find((one) => one.key === launch);
  assert.equal(flag.value, true);
  assert.equal(flag.variant, 'treatment');
  assert.equal(answer.body.eventStreams.length, 1);
  assert.equal(answer.body.eventStreams[0].type, 'sse');
  const again = await server.decide_all({ targetingKey: treated });
  assert.equal(again.text, answer.text, 'equal states give equal bytes');
});

test('the ETag covers configuration and context', async () => {
  const first = await server.decide_all({ targetingKey: treated, plan: 'free' });
  const etag = first.headers.get('etag');
  assert.match(etag, /^"[^"]+"$/);
  const known = { headers: { 'if-none-match': etag } };
  const same = await server.decide_all({ targetingKey: treated, plan: 'free' }, known);
  assert.equal(same.status, 304);
  assert.equal(same.text, '');
  assert.equal(same.headers.get('etag'), etag);
  const other = await server.decide_all({ targetingKey: treated, plan: 'pro' }, known);
  assert.equal(other.status, 200, 'an attribute changed');
  assert.notEqual(other.headers.get('etag'), etag);
  await server.launch(definitions('etag-change'), 'etag-change');
  const changed = await server.decide_all({ targetingKey: treated, plan: 'free' }, known);
  assert.equal(changed.status, 200, 'the configuration changed');
  assert.notEqual(changed.headers.get('etag'), etag);
});

test('the web provider refreshes with 304 while nothing changed', async () => {
  const statuses = [];
  const web = await browser(server, { targetingKey: 'etag-user', plan: 'a' }, {
    fetchImplementation: async (...request) => {
      const answer = await fetch(...request);
      statuses.push(answer.status);
      return answer;
    },
    cacheMode: 'disabled',
  });
  await web.become({ targetingKey: 'etag-user', plan: 'a' });
  await web.become({ targetingKey: 'etag-user', plan: 'b' });
  await web.close();
  assert.deepEqual(statuses, [200, 304, 200]);
});

test('single evaluations count as exposures on request only, bulk ones never', async () => {
  const [a, b, c, d] = units_in(launch, 'treatment', 4, 'asked');
  await server.decide(launch, { targetingKey: a });
  const bulk = { headers: { 'spotter-exposure': '1' } };
  await server.decide_all({ targetingKey: b }, bulk);
  await server.decide(launch, { targetingKey: c }, { headers: { 'spotter-exposure': '1' } });
  await server.decide(launch, { targetingKey: d }, { query: '?exposure=1' });
  await server.decide(launch, { targetingKey: d }, { query: '?exposure=1' });
  const units = async () => arm_of(await server.results(launch), 'treatment').units;
  await eventually(async () => (await units()) >= 2, 'two exposures');
  const app = await application(server, { headers: [['Spotter-Exposure', '1']] });
  const [e] = units_in(launch, 'control', 1, 'asked');
  await app.getBooleanValue(launch, false, { targetingKey: e });
  await eventually(
    async () => arm_of(await server.results(launch), 'control').units === 1,
    'an exposure through the provider',
  );
  assert.equal(await units(), 2);
});

test('kill: no value, reason DISABLED, and the launch is stopped', async (t) => {
  const [unit] = units_in('to-kill', 'treatment', 1);
  const web = await browser(server, { targetingKey: unit });
  assert.equal(web.client.getBooleanValue('to-kill', false), true);
  await server.act('kill', 'to-kill');
  const answer = await server.decide('to-kill', { targetingKey: unit });
  assert.equal(answer.status, 200);
  assert.equal(answer.body.reason, 'DISABLED');
  assert.ok(!('value' in answer.body) && !('variant' in answer.body), answer.text);
  valid('single', answer.body, t);
  await eventually(() => web.client.getBooleanValue('to-kill', false) === false, 'off', 1_000);
  assert.equal(web.client.getBooleanValue('to-kill', true), true, 'the code default holds');
  await web.close();
  assert.equal(await server.launch_state('to-kill'), 'stopped');
  assert.equal((await server.api('POST', '/api/launches/to-kill/start')).status, 409);
});

test('stop: control for everybody', async (t) => {
  const units = units_in('to-stop', 'treatment', 10);
  const web = await browser(server, { targetingKey: units[0] });
  assert.equal(web.client.getBooleanValue('to-stop', false), true);
  await server.act('stop', 'to-stop');
  for (const targetingKey of units) {
    const answer = await server.decide('to-stop', { targetingKey });
    assert.equal(answer.body.value, false);
    assert.notEqual(answer.body.reason, 'DISABLED');
    valid('single', answer.body, t);
  }
  await eventually(() => web.client.getBooleanValue('to-stop', true) === false, 'off', 1_000);
  await web.close();
  assert.equal(await server.launch_state('to-stop'), 'stopped');
});

test('a person rolls back: control for everybody, and a receipt that names a person', async () => {
  await server.launch(definitions('by-hand'), 'by-hand');
  const [unit] = units_in('by-hand', 'treatment', 1);
  assert.equal((await server.decide('by-hand', { targetingKey: unit })).body.value, true);
  const done = await server.api('POST', '/api/launches/by-hand/roll-back', { reason: 'A hunch.' });
  assert.equal(done.status, 200, done.text);
  assert.equal(done.body.state, 'rolled_back');
  assert.equal((await server.decide('by-hand', { targetingKey: unit })).body.value, false);
  const receipt = await server.receipt('by-hand');
  assert.equal(receipt.decided_by, 'person');
  assert.match(JSON.stringify(await server.get('/api/launches/by-hand/journal')), /A hunch\./);
});

test('a draft is served as its default to everybody', async () => {
  for (const targetingKey of units_in('a-draft', 'treatment', 5)) {
    const answer = await server.decide('a-draft', { targetingKey });
    assert.equal(answer.status, 200);
    assert.equal(answer.body.value, false);
  }
  assert.equal(await server.launch_state('a-draft'), 'draft');
});
