// Restarts that go through checkpoints: the same results to the letter, whatever became of the
// checkpoints, and of the log before them.
import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { units_in } from '../contract/assignment.mjs';
import {
  definitions,
  event,
  exposure,
  failure,
  launch_text,
  order,
  pieces,
} from '../contract/messages.mjs';
import { eventually, run, Server } from '../contract/server.mjs';
import { checkpoints, flip, flip_in_log, said_at_start } from './damage.mjs';
import { in_batches, random_from, shuffled } from './load.mjs';

const random = random_from(3);
const every = ['--checkpoint-every', '50'];
const with_goals = '    goals: [signup, revenue]\n';
const texts = {
  harmful: launch_text('harmful'),
  shop: launch_text('shop', ['checkout-error', 'revenue'], with_goals),
  watched: launch_text('watched', ['checkout-error'], '    mode: watch\n'),
  rested: launch_text('rested'),
  cleared: launch_text('cleared'),
  skewed: launch_text('skewed', ['checkout-error'], with_goals),
};
const keys = Object.keys(texts);
let server;
let batches; // everything that was sent, in order
let before_all;

/** Visitors of both arms in turn. */
function both(launch, size) {
  const control = units_in(launch, 'control', size, launch);
  const treatment = units_in(launch, 'treatment', size, launch);
  return control.flatMap((unit, i) => [unit, treatment[i]]);
}

/** Harm in treatment: all are exposed, then that many fail. */
const harmed = (launch, failing, size = 20) => [
  ...both(launch, size).map((unit) => exposure(unit, launch)),
  ...units_in(launch, 'treatment', failing, launch).map((unit) => failure(unit)),
];

/** Goals with orders, refunds, sign-ups, visitors seen in both arms, and some who wait. */
function shopping(launch, size) {
  const units = both(launch, size);
  const some = () => units[Math.floor(random() * units.length)];
  const times = (count, make) => Array.from({ length: count }, make);
  return [
    ...units.map((unit) => exposure(unit, launch)),
    ...shuffled([
      ...times(150, () => order(some(), Math.round(random() * 9_000) / 100)),
      ...times(10, () => order(some(), -20.2)),
      ...times(5, () => order(some(), 'nothing')),
      ...times(40, () => event(some(), 'Signed Up')),
      exposure(units[0], launch, {}, 'treatment'),
      exposure(units[1], launch, {}, 'nonsense'),
      ...times(8, (_, i) => order(`stranger-${i}`, 70)),
    ], random),
  ];
}

async function send(messages) {
  for (const batch of in_batches(messages, random)) {
    batches.push(batch);
    await server.send(batch);
  }
}

async function make_history() {
  batches = [];
  await server.launch(definitions(...Object.values(texts)), ...keys);
  for (const key of ['harmful', 'watched']) await send(harmed(key, 12));
  for (const key of ['rested', 'cleared']) await send(harmed(key, 7));
  await server.act('pause', 'rested');
  await server.act('clear', 'cleared');
  await send(units_in('skewed', 'treatment', 40).map((unit) => exposure(unit, 'skewed')));
  await send(shopping('shop', 70));
}

/** Everything that can be asked, as text. */
async function everything(one = server) {
  const seen = [];
  for (const key of keys) {
    for (const view of ['', '/results', '/evidence', '/receipt', '/journal']) {
      seen.push(`${key}${view} ${(await one.api('GET', `/api/launches/${key}${view}`)).text}`);
    }
  }
  return seen;
}

const taken = (said) => Number(/Took over the checkpoint at record (\d+)/.exec(said)?.[1] ?? 0);
const record_of = (path) => Number(basename(path));

/** Waits until a checkpoint at or after `record` is whole. */
const checkpoint_after = (record) =>
  eventually(async () => {
    const paths = await checkpoints(server);
    return paths.length > 0 && record_of(paths.at(-1)) >= record && paths;
  }, `a checkpoint at or after record ${record}`);

before(async () => {
  server = await Server.start(undefined, { args: every });
  await make_history();
  await eventually(async () => (await server.receipt('harmful')).times.pushed, 'pushed');
  const { sequence } = (await server.results('shop')).as_of;
  await checkpoint_after(sequence - 50);
  before_all = await everything();
});

after(() => server?.remove());

test('the history holds what a checkpoint must', async () => {
  const states = await Promise.all(keys.map((key) => server.launch_state(key)));
  assert.deepEqual(states, ['rolled_back', 'live', 'live', 'paused', 'live', 'amber']);
  const { waiting, unusable, multiple_exposure, goals } = await server.results('shop');
  // A launch counts what waits and is unusable for it, wherever it came from.
  assert.ok(waiting >= 8 && unusable === 5 && multiple_exposure === 2);
  assert.notEqual(goals[1].low, null);
});

test('a restart, and a kill, go on from a checkpoint: everything is the same', async () => {
  await server.stop();
  const said = await said_at_start(server);
  assert.ok(taken(said) > 0, said);
  assert.deepEqual(await everything(), before_all);
  await server.kill();
  assert.ok(taken(await said_at_start(server)) > 0);
  assert.deepEqual(await everything(), before_all);
});

const newest = async () => (await checkpoints(server)).at(-1);
const size_of = async (path) => (await readFile(path)).length;
const folder = () => join(server.data, 'checkpoints');

/** What happens to the checkpoints → is one taken over after it? older, none, newest. */
const accidents = {
  'the folder is gone': ['none', () => rm(folder(), { recursive: true })],
  'the newest is cut in half': ['older', async (p) => truncate(p, (await size_of(p)) >> 1)],
  'the newest is empty': ['older', (path) => truncate(path, 0)],
  'the newest ends in its header': ['older', (path) => truncate(path, 11)],
  'the newest lost its last piece': ['older', async (p) => truncate(p, (await size_of(p)) - 8)],
  'a bit of the newest flipped': [
    'older', async (path) => flip(path, Math.floor((await size_of(path)) / 2)),
  ],
  'a bit of its header flipped': ['older', (path) => flip(path, 5)],
  'a bit flipped in all of them': [
    'none', async () => Promise.all((await checkpoints(server)).map((path) => flip(path, 40))),
  ],
  'the newest is of another record': [
    'older', async (path) => copyFile((await checkpoints(server))[0], path),
  ],
  'half of another was left behind': [
    'newest',
    async (path) => writeFile(`${path}0.unfinished`, (await readFile(path)).subarray(0, 500)),
  ],
  'other files lie there': ['newest', async () => writeFile(join(folder(), 'notes.txt'), 'hello')],
};

for (const [what, [expected, happen]] of Object.entries(accidents)) {
  test(`the same results when ${what}`, async () => {
    const kept = join(server.folder, 'kept');
    await server.kill();
    const paths = await checkpoints(server);
    assert.equal(paths.length, 2, 'the newest and one more');
    await mkdir(kept, { recursive: true });
    for (const path of paths) await copyFile(path, join(kept, basename(path)));
    await happen(paths.at(-1));
    const said = await said_at_start(server);
    const from = taken(said);
    const records = paths.map(record_of);
    assert.equal(from, { older: records[0], none: 0, newest: records[1] }[expected], said);
    assert.deepEqual(await everything(), before_all);
    // As it was, for the next one.
    await server.kill();
    await rm(folder(), { recursive: true, force: true });
    await mkdir(folder());
    for (const path of paths) await copyFile(join(kept, basename(path)), path);
    await server.serve();
  });
}

test('what comes after a checkpoint ends the same as a replay of the whole log', async () => {
  await send([...shopping('shop', 80), ...harmed('cleared', 12, 30)]);
  await server.restart();
  await send(shopping('shop', 85));
  assert.equal(await server.launch_state('cleared'), 'rolled_back');
  await eventually(async () => (await server.receipt('cleared')).times.pushed, 'pushed');
  const { sequence } = (await server.results('shop')).as_of;
  await checkpoint_after(sequence - 60);
  const lived = await everything();
  await server.kill();
  assert.ok(taken(await said_at_start(server)) > 0);
  assert.deepEqual(await everything(), lived, 'from a checkpoint');
  await server.kill();
  await rm(folder(), { recursive: true });
  assert.equal(taken(await said_at_start(server)), 0);
  assert.deepEqual(await everything(), lived, 'from the whole log');
});

test('after a repair a checkpoint newer than the log is dropped', async () => {
  await send(shopping('shop', 90));
  const { sequence } = (await server.results('shop')).as_of;
  await checkpoint_after(sequence - 60);
  const counts = async () => {
    const all = await Promise.all(keys.map((key) => server.results(key)));
    return all.map(({ arms, multiple_exposure, unusable, waiting }) => ({
      multiple_exposure, unusable, waiting,
      arms: arms.map(({ units, metrics }) => [units, Object.values(metrics).map((m) => m.count)]),
    }));
  };
  const whole = await counts();
  await server.kill();
  const kept = await checkpoints(server);
  await flip_in_log(server, 0.6);
  const refused = await run(['serve', '--data', server.data, '--listen', '127.0.0.1:0', ...every]);
  assert.notEqual(refused.code, 0);
  assert.match(refused.stderr, /The event log is damaged .*`spotter repair --data /);
  assert.deepEqual(await checkpoints(server), kept, 'nothing was changed');
  const repaired = await run(['repair', '--data', server.data]);
  assert.equal(repaired.code, 0, repaired.stderr);
  const last = Number(/records 1 to (\d+)/.exec(repaired.stdout)[1]);
  assert.ok(last < record_of((await checkpoints(server))[0]), 'all checkpoints lie after it');
  const said = await said_at_start(server);
  assert.equal(taken(said), 0, said);
  assert.deepEqual(await checkpoints(server), [], 'dropped');
  const cut = await counts();
  assert.notDeepEqual(cut, whole);
  // What was cut is not known any more: sent again, it counts, and only once.
  const again = [...batches, ...batches.slice(-20)].flat();
  for (const batch of pieces(again, 400)) await server.send(batch);
  assert.deepEqual(await counts(), whole);
  await checkpoint_after(last + 60);
  await server.kill();
  assert.ok(taken(await said_at_start(server)) > last);
  assert.deepEqual(await counts(), whole);
});
