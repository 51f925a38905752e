// What operators ask: health, metrics, the API's own description.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { units_in } from './assignment.mjs';
import { definitions, exposure } from './messages.mjs';
import { Server } from './server.mjs';

let server;

before(async () => {
  server = await Server.start();
  await server.launch(definitions('operated'), 'operated');
  await server.send(units_in('operated', 'control', 20).map((unit) => exposure(unit, 'operated')));
});

after(() => server?.remove());

const get = async (path, headers = {}) => {
  const answer = await fetch(server.url + path, { headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

test('health needs no key', async () => {
  for (const path of ['/healthz', '/readyz']) {
    const answer = await get(path);
    assert.equal(answer.status, 200, path);
    assert.equal(answer.text.trim(), 'ok', path);
  }
});

const sample_form =
  /^([a-zA-Z_:][\w:]*)(\{(?:[a-zA-Z_]\w*="(?:[^"\\]|\\.)*",?)*\})? (\S+)$/;

/** Families of an exposition, checked: {name → {type, help, samples}}. */
function families(text) {
  const all = new Map();
  let current;
  assert.ok(text.endsWith('\n'), 'ends with a line feed');
  for (const line of text.trimEnd().split('\n')) {
    const meta = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line);
    if (meta) {
      const [, what, name, rest] = meta;
      if (current?.name !== name) {
        assert.ok(!all.has(name), `${name}: samples of a family are contiguous`);
        all.set(name, (current = { name, samples: [] }));
      }
      assert.equal(current[what], undefined, `${name}: one ${what}`);
      current[what] = rest;
      continue;
    }
    const sample = sample_form.exec(line);
    assert.ok(sample, `a sample: ${line}`);
    const [, name, labels = '', value] = sample;
    assert.ok(current && name.startsWith(current.name), `${name} follows its TYPE`);
    assert.match(value, /^(NaN|[+-]Inf|-?\d+(\.\d+)?(e[+-]?\d+)?)$/i, line);
    assert.ok(!current.samples.includes(name + labels), `one series each: ${line}`);
    current.samples.push(name + labels);
  }
  return all;
}

test('/metrics is a sound exposition without a visitor in it', async () => {
  const answer = await get('/metrics');
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type'), /^text\/plain; version=0\.0\.4/);
  const all = families(answer.text);
  assert.ok(all.size >= 3, `families: ${[...all.keys()]}`);
  for (const { name, TYPE, HELP, samples } of all.values()) {
    assert.ok(HELP, `${name} has HELP`);
    assert.match(TYPE ?? '', /^(counter|gauge|histogram|summary|untyped)$/, name);
    assert.ok(samples.length > 0, `${name} has samples`);
    if (TYPE === 'counter') assert.match(name, /_total$/);
    if (TYPE === 'histogram') assert.ok(samples.some((one) => one.includes('le="+Inf"')), name);
  }
  assert.doesNotMatch(answer.text, /visitor-\d/);
});

test('/api/openapi.json describes the whole API', async () => {
  const answer = await get('/api/openapi.json');
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type'), /^application\/json/);
  const document = JSON.parse(answer.text);
  assert.match(document.openapi, /^3\./);
  const paths = Object.keys(document.paths);
  for (const path of ['/api/apply', '/api/launches', '/api/workspace']) {
    assert.ok(paths.includes(path), `${path} of ${paths}`);
  }
  for (const what of ['', '/results', '/receipt', '/journal', '/evidence', '/start', '/kill']) {
    const pattern = new RegExp(`^/api/launches/\\{\\w+\\}${what}$`);
    assert.ok(paths.some((path) => pattern.test(path)), `launches/{key}${what}`);
  }
  const references = [...answer.text.matchAll(/"\$ref":\s*"#\/components\/schemas\/([^"]+)"/g)];
  for (const [, name] of references) assert.ok(document.components.schemas[name], name);
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      assert.ok(operation.summary ?? operation.description, `${method} ${path} has a sentence`);
    }
  }
});

test('the workspace tells its version and notice without a key', async () => {
  const answer = await get('/api/workspace');
  assert.equal(answer.status, 200);
  const { version, notice } = JSON.parse(answer.text);
  assert.match(version, /^\d+\.\d+\.\d+$/);
  assert.equal(notice, null);
});

test('unknown paths are 404 problems; unknown launches too', async () => {
  for (const path of ['/api/no-such-thing', '/api/launches/unheard-of/results']) {
    const answer = await server.api('GET', path);
    assert.equal(answer.status, 404, path);
    assert.match(answer.headers.get('content-type'), /^application\/problem\+json/);
    assert.equal(answer.body.status, 404);
    assert.ok(answer.body.detail);
  }
});

test('the page is there, with a strict content security policy', async () => {
  const answer = await get('/');
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type'), /^text\/html/);
  const policy = answer.headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'self'|default-src 'none'/);
  assert.doesNotMatch(policy, /script-src[^;]*'unsafe-(inline|eval)'/);
});

test('evidence and journal of a launch can be read', async () => {
  const { points } = await server.get('/api/launches/operated/evidence');
  assert.ok(Array.isArray(points) && points.length <= 600);
  const { entries } = await server.get('/api/launches/operated/journal');
  assert.ok(entries.length >= 2, 'applied and started');
  for (const entry of entries) {
    for (const field of ['sequence', 'at', 'actor', 'what', 'hash']) assert.ok(field in entry);
  }
});

test('garbage on the wire does not end the serving', async () => {
  const { hostname, port } = new URL(server.url);
  const garbage = [
    'GET / HTTP/9.9\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00',
    `GET /${'a'.repeat(60_000)} HTTP/1.1\r\n`,
    'POST /v1/batch HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n',
    'POST /v1/batch HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n',
    `GET / HTTP/1.1\r\nHost: x\r\n${'X: y\r\n'.repeat(20_000)}\r\n`,
  ];
  for (const text of garbage) {
    await new Promise((done) => {
      const socket = connect(Number(port), hostname, () => socket.write(text));
      socket.on('error', done).on('close', done).on('data', () => socket.destroy());
      setTimeout(() => socket.destroy(), 1_000);
    });
    assert.equal((await get('/healthz')).status, 200);
  }
});
