// The event log after accidents: a torn tail is cut, said and set aside; damage in the middle is
// refused with a sentence that names the way out, and that way works.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { units_in } from '../contract/assignment.mjs';
import { definitions, event, exposure, failure, pieces } from '../contract/messages.mjs';
import { run, Server, without_as_of } from '../contract/server.mjs';
import {
  flip_in_log,
  header_bytes,
  last_segment,
  overwrite,
  said_at_start,
} from './damage.mjs';

const launch = 'torn';
let server;
let before;
let batches;

beforeEach(async () => {
  server = await Server.start();
  await server.launch(definitions(launch), launch);
  const units = [...units_in(launch, 'control', 30), ...units_in(launch, 'treatment', 30)];
  batches = pieces(units.map((unit) => exposure(unit, launch)), 5);
  batches.push(...units.slice(28, 33).map((unit) => [failure(unit)]));
  let sequence = 0;
  for (const batch of batches) sequence = await server.send(batch);
  before = without_as_of(await server.results_at(launch, sequence));
});

afterEach(() => server?.remove());

test('garbage after the last frame is cut, said, and nothing is lost', async () => {
  await server.kill();
  const { path, end } = await last_segment(server);
  await overwrite(path, end, Buffer.from('half a write, and then the power went'));
  const said = await said_at_start(server);
  assert.match(said, /unfinished|torn|cut/i);
  assert.ok(said.includes(path.split('/').at(-1)), said);
  assert.equal(without_as_of(await server.results(launch)), before);
  const kept = (await readdir(join(server.data, 'log'))).filter((name) => name.endsWith('.cut'));
  assert.equal(kept.length, 1, 'the torn bytes are kept aside');
  await server.send([event('anybody', 'Page Viewed')]);
  await server.restart();
  assert.equal(without_as_of(await server.results(launch)), before);
});

test('half of a real frame after the last one is cut and said', async () => {
  await server.kill();
  const { path, bytes, offsets, end } = await last_segment(server);
  const half = Buffer.from(bytes.subarray(offsets.at(-1), end));
  half.writeBigUInt64LE(half.readBigUInt64LE(16) + 1n, 16);
  await overwrite(path, end, half.subarray(0, header_bytes + 3));
  assert.match(await said_at_start(server), /unfinished|torn|cut/i);
  assert.equal(without_as_of(await server.results(launch)), before);
});

test('a last frame that lost its end is cut and said; sent again, all is as before', async () => {
  await server.kill();
  const { path, end } = await last_segment(server);
  await overwrite(path, end - 8, Buffer.alloc(8));
  assert.match(await said_at_start(server), /unfinished|torn|cut/i);
  assert.notEqual(without_as_of(await server.results(launch)), before);
  const sequence = await server.send(batches.at(-1));
  const after = await server.results_at(launch, sequence);
  assert.equal(without_times(after), without_times(JSON.parse(before)));
  for (const batch of batches) await server.send(batch);
  assert.equal(without_times(await server.results(launch)), without_times(after));
});

const without_times = (results) => without_as_of({ ...results, rollback: results.rollback.log_e });

test('one bit flipped in the middle: refused with a sentence, and repair helps', async () => {
  await server.kill();
  await flip_in_log(server, 0.5);
  const refused = await run(['serve', '--data', server.data, '--listen', '127.0.0.1:0']);
  assert.notEqual(refused.code, 0);
  assert.match(refused.stderr, /spotter repair/);
  assert.doesNotMatch(refused.stdout, /listening on/);
  const again = await run(['serve', '--data', server.data, '--listen', '127.0.0.1:0']);
  assert.notEqual(again.code, 0, 'refused until repaired');
  const repaired = await run(['repair', '--data', server.data]);
  assert.equal(repaired.code, 0, repaired.stderr);
  await server.serve();
  for (const batch of batches) await server.send(batch);
  const results = await server.results(launch);
  assert.deepEqual(results.arms.map((arm) => arm.units), [30, 30]);
  assert.deepEqual(results.guardrails[0].failing, { control: 2, treatment: 3 });
});
