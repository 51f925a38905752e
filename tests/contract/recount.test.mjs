// spotter recount: the running results are what the event log says, at one frozen record, whatever
// happens meanwhile.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { units_in } from './assignment.mjs';
import { definitions, event, exposure, failure, launch_text } from './messages.mjs';
import { eventually, run, Server } from './server.mjs';

let server;
const launches = ['counted', 'harmful', 'watched'];

before(async () => {
  server = await Server.start();
  const watched = launch_text('watched', ['checkout-error', 'signup'], '    mode: watch\n');
  await server.launch(definitions('counted', 'harmful', watched), ...launches);
});

after(() => server?.remove());

const long_ago = { timestamp: '2020-01-01T00:00:00Z' };

/** Some visitors of a launch: seen, some failing, some signing up, some before they were seen. */
function history(launch, prefix, count = 60) {
  const messages = [];
  for (const arm of ['control', 'treatment']) {
    units_in(launch, arm, count, prefix).forEach((unit, i) => {
      if (i % 5 === 0) messages.push(event(unit, 'Signed Up'));
      messages.push(exposure(unit, launch));
      if (i % 4 === 0) messages.push(failure(unit));
      // Seen in both arms: belongs to neither.
      if (i % 17 === 0) messages.push(exposure(unit, launch, {}, 'control'));
      if (i % 9 === 0) messages.push(event(unit, 'Signed Up', long_ago));
    });
  }
  messages.push(failure(`${prefix}-nobody-ever-saw`));
  return messages;
}

async function no_difference(key) {
  const done = await server.command('recount', key);
  assert.equal(done.code, 0, `${done.stderr}${done.stdout}`);
  assert.match(done.stdout, /^\S+: all \d+ figures are .* up to record \d+; no difference\.\n$/);
  return Number(/record (\d+)/.exec(done.stdout)[1]);
}

test('no difference, and the command says so in one sentence', async () => {
  const sequence = await server.send(history('counted', 'first'));
  await server.send(history('watched', 'first'));
  assert.ok((await no_difference('counted')) >= sequence);
  await no_difference('watched');
});

test('a rolled-back launch and its receipt too', async () => {
  const units = units_in('harmful', 'treatment', 12, 'harmed');
  await server.send(units.map((unit) => exposure(unit, 'harmful')));
  await server.send(units.map((unit) => failure(unit)));
  await eventually(
    async () => (await server.receipt('harmful')).times.pushed,
    'the receipt has its times',
  );
  await no_difference('harmful');
});

test('while events keep coming in', async () => {
  let sending = true;
  const flood = (async () => {
    for (let i = 0; sending; i++) await server.send(history('counted', `flood-${i}`, 20));
  })();
  const seen = [];
  for (let i = 0; i < 5; i++) seen.push(await no_difference('counted'));
  sending = false;
  await flood;
  assert.deepEqual([...seen].sort((a, b) => a - b), seen);
  assert.ok(seen.at(-1) > seen[0], `records go on: ${seen}`);
  await no_difference('counted');
});

test('after a restart and after kill -9', async () => {
  await server.restart();
  for (const launch of launches) await no_difference(launch);
  const cut_off = server.send(history('counted', 'cut-off')).catch(() => null);
  await server.kill();
  await cut_off;
  await server.serve();
  for (const launch of launches) await no_difference(launch);
});

test('one at a time: others are told to come back', async () => {
  const start = () => server.api('POST', '/api/launches/counted/recount');
  const answers = await Promise.all(Array.from({ length: 8 }, start));
  const refused = answers.filter((answer) => answer.status === 429);
  assert.ok(answers.some((answer) => answer.status === 200));
  for (const answer of answers) assert.ok([200, 429].includes(answer.status), answer.text);
  for (const answer of refused) assert.match(answer.headers.get('retry-after'), /^\d+$/);
  const view = await eventually(async () => {
    const { body } = await server.api('GET', '/api/launches/counted/recount');
    return body.state === 'done' && body;
  }, 'the recount is done');
  assert.equal(view.differing, 0);
  assert.deepEqual(view.differences, []);
  assert.equal(view.read, view.sequence);
});

test('what cannot be answered ends with 2 and a sentence', async () => {
  const unknown = await server.command('recount', 'nobody');
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /There is no launch "nobody"/);
  const key = ['--key', server.keys.admin_key];
  const nowhere = await run(['recount', 'counted', '--server', 'http://127.0.0.1:1', ...key]);
  assert.equal(nowhere.code, 2);
  assert.match(nowhere.stderr, /^spotter: .+\n$/);
  const wrong = ['--server', server.url, '--key', server.keys.client_key];
  assert.equal((await run(['recount', 'counted', ...wrong])).code, 2);
});
