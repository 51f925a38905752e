// What people's browsers send about them is nowhere in the data directory: no id, address, trait
// or context, in no file and no encoding, nor in what the program prints.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { arm, units_in } from './assignment.mjs';
import { definitions, event, exposure, failure } from './messages.mjs';
import { basic, eventually, Server } from './server.mjs';
import { open_stream } from './stream.mjs';

const launch = 'private';
const tokens = new Map();
let server;

before(async () => {
  server = await Server.start();
  await server.launch(definitions(launch), launch);
});

after(() => server?.remove());

/** A word that stands nowhere else, remembered under what it was used for. */
function token(use) {
  const letters = Array.from(randomBytes(14), (byte) => String.fromCharCode(97 + (byte % 26)));
  const word = `Qz${letters.join('')}7`;
  tokens.set(word, use);
  return word;
}

/** A unit of treatment whose name is a token. */
function secret_unit(use) {
  for (;;) {
    const unit = token(use);
    if (arm(launch, unit) === 'treatment') return unit;
    tokens.delete(unit);
  }
}

const personal = () => ({
  ip: token('context.ip'),
  userAgent: token('context.userAgent'),
  traits: { email: `${token('context.traits.email')}@mail.example` },
  page: { url: `https://shop.example/?q=${token('page.url')}`, referrer: token('referrer') },
  device: { id: token('context.device.id') },
});

/** Messages of every type with something personal in every place for it. */
function everything() {
  const userId = secret_unit('userId');
  const anonymousId = token('anonymousId');
  const who = { userId, anonymousId, context: personal() };
  const properties = { email: token('properties.email'), order: { name: token('deep property') } };
  return [
    { ...exposure(userId, launch, { properties }), ...who },
    { ...failure(userId, { properties }), ...who },
    { ...event(userId, 'Signed Up', { properties }), ...who },
    { ...event(userId, 'Something Else', { properties }), ...who },
    { ...who, type: 'identify', traits: { email: token('traits.email'), phone: token('phone') } },
    { ...who, type: 'page', name: token('page name'), properties },
    { ...who, type: 'screen', name: token('screen name'), properties },
    { ...who, type: 'group', groupId: token('groupId'), traits: { name: token('group name') } },
    { type: 'alias', userId, previousId: token('previousId'), context: personal() },
    { ...exposure('', launch), userId: undefined, anonymousId: token('anonymousId alone') },
    { ...failure(token('userId that was never exposed')), context: personal() },
    { ...failure(''), userId: `${token('id with signs')}+ü@mail.example` },
    { ...event(userId, 'Experiment Viewed', { properties: { experiment_id: token('launch') } }) },
    { type: 'track', userId: token('userId without event') },
    { type: token('type'), userId },
    {
      ...exposure(token('userId in an unknown arm'), launch),
      properties: { experiment_id: launch, variation_id: token('variation') },
    },
  ];
}

async function post(path, body, headers = {}) {
  const answer = await fetch(server.url + path, {
    method: 'POST',
    headers: {
      authorization: basic(server.keys.client_key),
      'user-agent': token('user-agent'),
      'x-forwarded-for': token('x-forwarded-for'),
      anonymousid: Buffer.from(token('anonymousid header')).toString('base64'),
      cookie: `session=${token('cookie')}`,
      ...headers,
    },
    body,
  });
  await answer.text();
  return answer.status;
}

/** Sends personal things down every road there is. */
async function send_everything() {
  for (const message of everything()) {
    await post(`/v1/${message.type}`, JSON.stringify(message));
  }
  const envelope = { context: personal(), batch: everything() };
  assert.equal(await post('/v1/batch', JSON.stringify(envelope)), 200);
  const zipped = gzipSync(JSON.stringify({ batch: everything() }));
  assert.equal(await post('/v1/batch', zipped, { 'content-encoding': 'gzip' }), 200);
  await post('/v1/batch', `{"batch":[{"userId":"${token('broken JSON')}"`);
  await post('/v1/batch', JSON.stringify({ writeKey: token('writeKey'), batch: everything() }));
  const wrong = { authorization: basic(token('key')) };
  assert.equal(await post('/v1/batch', JSON.stringify({ batch: everything() }), wrong), 401);
  for (const headers of [{}, { 'spotter-exposure': '1' }]) {
    const context = {
      targetingKey: secret_unit('targetingKey'), email: token('context email'),
      address: { street: token('street') }, tags: [token('tag')],
    };
    assert.equal((await server.decide(launch, context, { headers })).status, 200);
    assert.equal((await server.decide_all(context, { headers })).status, 200);
    const id = secret_unit('context id');
    await server.decide(launch, { id }, { headers, query: `?exposure=1&q=${token('query')}` });
  }
  await post(`/ofrep/v1/evaluate/flags`, `{"context":{"targetingKey":"${token('broken')}"`);
  await fetch(`${server.url}/v1/pixel/track?data=${token('pixel')}`);
  await fetch(`${server.url}/nowhere?user=${token('unknown path')}`);
}

/** Every file under that folder. */
async function files(folder) {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** The ways in which a word may stand in a file. */
function disguises(word) {
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.from('\0'.repeat(offset) + word).toString('base64');
    return text.slice(offset ? 4 : 0, -4);
  });
  const hex = Buffer.from(word).toString('hex');
  const utf16 = [Buffer.from(word, 'utf16le'), Buffer.from(word, 'utf16le').swap16()];
  const turned = [...word].reverse().join('');
  const texts = [word, word.toLowerCase(), word.toUpperCase(), hex, hex.toUpperCase(), turned];
  return [...texts, ...base64].map((text) => Buffer.from(text)).concat(utf16);
}

/** Words found in that content. */
const found = (content) =>
  [...tokens].filter(([word]) => disguises(word).some((bytes) => content.includes(bytes)));

/** The event log is prewritten with zeros: nothing to search in those. */
function without_zeros(content) {
  const parts = [];
  const gap = Buffer.alloc(64);
  for (let at = 0; at < content.length; ) {
    const found = content.indexOf(gap, at);
    const end = found < 0 ? content.length : found + gap.length;
    parts.push(content.subarray(at, end));
    at = end;
    while (at < content.length && content[at] === 0) at++;
  }
  return Buffer.concat(parts);
}

async function search_folder() {
  const names = await files(server.data);
  let bytes = 0;
  for (const name of names) {
    const content = without_zeros(await readFile(name));
    bytes += content.length;
    assert.deepEqual(found(content), [], `in ${name}`);
    assert.deepEqual(found(Buffer.from(name)), [], 'in a file name');
  }
  return { files: names.length, bytes };
}

test('the search itself finds what is there', async () => {
  const word = token('planted');
  const plants = {
    plain: word,
    utf16: Buffer.from(`x${word}`, 'utf16le'),
    hex: Buffer.from(word).toString('hex'),
    base64: Buffer.from(`ab${word}c`).toString('base64'),
    base64b: Buffer.from(`abc${word}`).toString('base64'),
  };
  for (const [name, content] of Object.entries(plants)) {
    const path = await server.file('', name);
    await writeFile(path, content);
    assert.equal(found(await readFile(path)).length, 1, name);
  }
});

test('no file of the data directory holds anything personal, stopped or killed', async (t) => {
  await send_everything();
  const results = await eventually(async () => {
    const results = await server.results(launch);
    return results.arms[1].units >= 3 && results;
  }, 'exposures of the secret units');
  assert.ok(results.guardrails[0].failing.treatment >= 1, 'they were counted all the same');
  await server.stop();
  t.diagnostic(`after a stop: ${JSON.stringify(await search_folder())}`);
  await server.serve();
  await send_everything();
  await server.kill();
  t.diagnostic(`after kill -9: ${JSON.stringify(await search_folder())}`);
  await server.serve();
  await server.stop();
  t.diagnostic(`${tokens.size} words: ${JSON.stringify(await search_folder())}`);
});

test('nor does what the program prints, nor what its API tells', async () => {
  assert.deepEqual(found(Buffer.from(server.stderr + server.stdout)), []);
  await server.serve();
  const live = await open_stream(`${server.url}/api/launches/${launch}/live`, {
    authorization: `Bearer ${server.keys.admin_key}`,
  });
  await eventually(() => live.events().length >= 2, 'the first live events');
  await send_everything();
  await server.send(units_in(launch, 'treatment', 15).map((unit) => exposure(unit, launch)));
  await server.send(units_in(launch, 'treatment', 15).map((unit) => failure(unit)));
  await eventually(async () => (await server.launch_state(launch)) === 'rolled_back', 'a rollback');
  await eventually(() => live.events().some((one) => one.event === 'receipt'), 'the receipt');
  live.close();
  const paths = ['', '/results', '/evidence', '/receipt', '/journal'].map(
    (path) => `/api/launches/${launch}${path}`,
  );
  let said = live.text;
  for (const path of [...paths, '/metrics', '/api/launches']) {
    said += (await server.api('GET', path)).text;
  }
  assert.deepEqual(found(Buffer.from(said)), []);
  assert.deepEqual(found(Buffer.from(server.stderr + server.stdout)), []);
});
