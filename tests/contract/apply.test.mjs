// Definitions as code: applied once, refused with file and line, all or nothing.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { definitions, launch_text } from './messages.mjs';
import { run, Server, spring_banner } from './server.mjs';

let server;
let good;

before(async () => {
  server = await Server.start();
  good = await readFile(spring_banner, 'utf8');
});

after(() => server?.remove());

const launch_keys = async () => (await server.get('/api/launches')).launches.map(({ key }) => key);

test('applying the same file again changes nothing and says so', async () => {
  const first = await server.command('apply', spring_banner);
  assert.equal(first.code, 0, first.stderr);
  for (const key of ['signup', 'checkout-error', 'spring-banner']) {
    assert.match(first.stdout, new RegExp(key));
  }
  assert.match(first.stdout, /created/);
  const before = await server.get('/api/launches/spring-banner');
  const journal = await server.get('/api/launches/spring-banner/journal');
  const again = await server.command('apply', spring_banner);
  assert.equal(again.code, 0, again.stderr);
  assert.doesNotMatch(again.stdout, /created/);
  assert.match(again.stdout, /unchanged|nothing/i);
  assert.deepEqual(await server.get('/api/launches/spring-banner'), before);
  assert.deepEqual(await server.get('/api/launches/spring-banner/journal'), journal);
});

test('a changed draft says what changed', async () => {
  const file = await server.file(good.replace('name: Spring banner', 'name: Banner of spring'));
  const done = await server.command('apply', file);
  assert.equal(done.code, 0, done.stderr);
  assert.match(done.stdout, /spring-banner/);
  assert.match(done.stdout, /changed/);
  assert.equal((await server.get('/api/launches/spring-banner')).name, 'Banner of spring');
});

/** What is wrong → [text of the file, line where it stands, a word the sentence must have]. */
const refused = {
  'a missing weight': () => edit('value: true, weight: 0.5', 'value: true', 'weight'),
  'an unknown metric': () => edit('metric: signup', 'metric: sing-up', 'sing-up'),
  'weights that do not add up to 1': () =>
    edit('value: true, weight: 0.5', 'value: true, weight: 0.6', 'weight'),
  'a key given twice': () => edit('    coverage: 1.0', '    unit: id', 'unit'),
  'a tab': () => edit('    coverage: 1.0', '\tcoverage: 1.0', ''),
  'an unknown kind': () => edit('kind: conversion\n', 'kind: vibes\n', 'vibes'),
  'an unknown field': () => edit('    coverage: 1.0', '    covrage: 1.0', 'covrage'),
  'a bad window': () => edit('window: 7d', 'window: seven', 'length of time'),
  'a value of another type': () => edit('value: true,', 'value: "yes",', 'value'),
  'a key with a slash': () => edit('- key: spring-banner', '- key: spring/banner', 'key'),
  'another threshold': () => edit('rollback_at: 100', 'rollback_at: 50', 'rollback_at'),
  'coverage over 1': () => edit('coverage: 1.0', 'coverage: 1.5', 'overage'),
  'an unknown side': () => edit('side: it', 'side: sales', 'sales'),
};

/** The good file with the first `from` replaced: {text, line, word}. */
function edit(from, to, word) {
  const at = good.indexOf(from);
  assert.ok(at >= 0, from);
  const line = good.slice(0, at).split('\n').length;
  return { text: good.slice(0, at) + to + good.slice(at + from.length), line, word };
}

/** Lines by which an answer may differ: a key given twice has two, a sum stands in a list. */
const apart = { 'a key given twice': 5, 'weights that do not add up to 1': 2 };

for (const [what, make] of Object.entries(refused)) {
  test(`refused with file and line: ${what}`, async () => {
    const { text, line, word } = make();
    const name = 'refused.yaml';
    const other = text.replaceAll('spring-banner', 'never-made').replace('key: spring/', 'key: n/');
    const done = await server.command('apply', await server.file(other, name));
    assert.notEqual(done.code, 0, done.stdout);
    const found = new RegExp(`${name}:(\\d+)`).exec(done.stderr);
    assert.ok(found, `names file and line: ${done.stderr}`);
    const off = Math.abs(Number(found[1]) - line);
    assert.ok(off <= (apart[what] ?? 0), `${found[0]}, not ${line}`);
    assert.ok(done.stderr.includes(word), `says ${word}: ${done.stderr}`);
    assert.ok(!(await launch_keys()).includes('never-made'));
  });
}

test('all or nothing: one bad launch keeps the good one beside it out', async () => {
  const bad = launch_text('bad-one').replace('weight: 0.5', 'weight: 0.9');
  const text = definitions(launch_text('good-one'), bad);
  const done = await server.command('apply', await server.file(text));
  assert.notEqual(done.code, 0);
  const keys = await launch_keys();
  assert.ok(!keys.includes('good-one') && !keys.includes('bad-one'), keys.join());
});

test('no file, an empty file, a file that is no mapping: a sentence each', async () => {
  const paths = ['/nowhere/definitions.yaml', await server.file('', 'empty.yaml')];
  paths.push(await server.file('- just\n- a list\n', 'list.yaml'));
  paths.push(await server.file('a: *unknown\n', 'alias.yaml'));
  for (const path of paths) {
    const done = await server.command('apply', path);
    if (path.endsWith('empty.yaml') && done.code === 0) continue; // nothing to do is fine
    assert.notEqual(done.code, 0, path);
    assert.match(done.stderr, /\S+ \S+/, path);
    assert.doesNotMatch(done.stderr, /terminate|exception|Assertion|core dumped/i, path);
  }
});

test('arms, metrics and margins of a live launch cannot change: 409', async () => {
  const text = definitions('fixed');
  await server.launch(text, 'fixed');
  const file = (from, to) => server.file(text.replace(from, to));
  const changes = [
    ['- {key: control, value: false, weight: 0.5}', '- {key: kontrol, value: false, weight: 0.5}'],
    ['- {key: control, value: false, weight: 0.5}', '- {key: control, value: true, weight: 0.5}'],
    ['margin: 0}', 'margin: 0.1}'],
    ['- {metric: checkout-error, side: it', '- {metric: slow-page, side: it'],
  ];
  const before = await server.get('/api/launches/fixed');
  for (const [from, to] of changes) {
    const done = await server.command('apply', await file(from, to));
    assert.notEqual(done.code, 0, `${to}: ${done.stdout}`);
    assert.match(done.stderr, /fixed|live/, to);
  }
  assert.deepEqual(await server.get('/api/launches/fixed'), before);
  const again = await server.command('apply', await server.file(text));
  assert.equal(again.code, 0, again.stderr);
});

test('over HTTP: changes as JSON, problems with pointers, 409 for a live launch', async () => {
  const metrics = [
    { key: 'm', name: 'M', kind: 'conversion', event: 'E', window: '1d', better: 'up' },
  ];
  const arms = (weight) => [
    { key: 'a', value: 1, weight: 0.5 },
    { key: 'b', value: 2, weight },
  ];
  const launch = (weight) => ({
    key: 'by-http', name: 'By HTTP', flag: { key: 'by-http', type: 'number', default: 1 },
    unit: 'id', arms: arms(weight), coverage: 1,
    guardrails: [{ metric: 'm', side: 'it', margin: 0 }], rollback_at: 20,
  });
  const bad = await server.api('POST', '/api/apply', { metrics, launches: [launch(0.7)] });
  assert.ok(bad.status >= 400 && bad.status < 500, bad.text);
  assert.match(bad.headers.get('content-type'), /^application\/problem\+json/);
  const problem = bad.body;
  assert.equal(problem.status, bad.status);
  assert.ok(problem.detail);
  const pointers = [problem.pointer, ...(problem.errors ?? []).map((one) => one.pointer)];
  assert.ok(pointers.some((one) => one?.startsWith('/launches/0/arms')), JSON.stringify(pointers));
  const good = { metrics, launches: [launch(0.5)] };
  const made = await server.api('POST', '/api/apply', good);
  assert.equal(made.status, 200, made.text);
  assert.ok(Number.isInteger(made.body.sequence));
  const said = made.body.changes.map(({ what, key, change }) => `${what} ${key} ${change}`);
  assert.deepEqual(said.sort(), ['launch by-http created', 'metric m created']);
  const again = await server.api('POST', '/api/apply', good);
  assert.ok(again.body.changes.every((one) => one.change === 'unchanged'), again.text);
  await server.act('start', 'by-http');
  const other = structuredClone(good);
  other.launches[0].arms[1].value = 3;
  const refused = await server.api('POST', '/api/apply', other);
  assert.equal(refused.status, 409, refused.text);
});

test('init refuses a folder that is a workspace already', async () => {
  const again = await run(['init', '--data', server.data]);
  assert.notEqual(again.code, 0);
  assert.match(again.stderr, /\S/);
  assert.equal(await server.launch_state('fixed'), 'live');
});

test('commands with a wrong key, launch or server say so and end with an error', async () => {
  const { client_key, admin_key } = server.keys;
  const tries = [
    ['launch', 'start', 'fixed', '--server', server.url, '--key', client_key],
    ['launch', 'start', 'unheard-of', '--server', server.url, '--key', admin_key],
    ['launch', 'dance', 'fixed', '--server', server.url, '--key', admin_key],
    ['results', 'fixed', '--json', '--server', 'http://127.0.0.1:1', '--key', admin_key],
    ['results', 'unheard-of', '--json', '--server', server.url, '--key', admin_key],
    ['receipt', 'fixed', '--server', server.url, '--key', admin_key], // none yet
    ['serve'], ['no-such-command'],
  ];
  for (const args of tries) {
    const done = await run(args);
    assert.notEqual(done.code, 0, args.join(' '));
    assert.match(done.stderr, /\S+ \S+/, args.join(' '));
    assert.doesNotMatch(done.stderr, /terminate called|Assertion/i);
  }
});

test('results --json and receipt print what the API answers', async () => {
  const done = await server.command('results', 'fixed', '--json');
  assert.equal(done.code, 0, done.stderr);
  assert.deepEqual(JSON.parse(done.stdout), await server.results('fixed'));
  await server.act('roll-back', 'fixed');
  const json = await server.command('receipt', 'fixed', '--json');
  const printed = JSON.parse(json.stdout);
  assert.deepEqual({ ...printed, times: 0 }, { ...(await server.receipt('fixed')), times: 0 });
  const words = await server.command('receipt', 'fixed');
  assert.equal(words.code, 0, words.stderr);
  assert.match(words.stdout, /Launch fixed/);
});
