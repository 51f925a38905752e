// A full disk: 503 with Retry-After, nothing acknowledged is lost, serving goes on, and once there
// is room again the program goes on by itself.
//
// The disk is a small file system in a name space of its own (unshare), which needs no rights that
// a build machine does not give; where even that is not to be had, the tests are skipped.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { units_in } from '../contract/assignment.mjs';
import { definitions, event, exposure, failure, launch_text } from '../contract/messages.mjs';
import { analytics } from '../contract/server_clients/clients.mjs';
import { basic, eventually, Server, without_as_of } from '../contract/server.mjs';

const megabyte = 1024 * 1024;
let disk;
let server;
let sent = 0; // acknowledged noise, by number
let sequence = 0;

/** Runs a command to its end: its exit code. */
const ended = (command, ...args) =>
  new Promise((done, fail) => {
    spawn(command, args, { stdio: 'ignore' }).on('error', fail).on('close', done);
  });

/** A file system of that many bytes; nothing if there cannot be one. */
async function small_disk(bytes) {
  const folder = await mkdtemp(join(tmpdir(), 'spotter-small-'));
  const mount = `mount -t tmpfs -o size=${bytes} tmpfs "$0" && echo mounted && exec sleep 600`;
  const apart = ['--user', '--map-root-user', '--mount'];
  const holder = spawn('unshare', [...apart, 'sh', '-c', mount, folder]);
  const mounted = await new Promise((done) => {
    holder.on('error', () => done(false)).on('close', () => done(false));
    holder.stdout.on('data', () => done(true));
  });
  const inside = [
    'nsenter', '--user', '--mount', '--preserve-credentials', '--target', String(holder.pid), '--',
  ];
  const within = (...command) => ended(...inside, ...command);
  return {
    inside,
    folder,
    usable: mounted && (await within('test', '-d', folder)) === 0,
    /** Leaves no room at all. */
    fill: () => within('sh', '-c', `head -c ${bytes} /dev/zero >> ${folder}/filler`),
    /** Gives back what was filled. */
    free: () => within('rm', '-f', `${folder}/filler`),
    async remove() {
      holder.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

before(async () => {
  disk = await small_disk(96 * megabyte); // some segments of 16
  if (!disk.usable) return;
  const { folder, inside } = disk;
  server = await Server.start(undefined, { folder, inside, args: ['--checkpoint-every', '5000'] });
});

after(async () => {
  await server?.kill();
  await disk?.remove();
});

/** Definitions reach the server by HTTP: the command line is outside the small disk. */
async function begin(key) {
  const { folder } = server;
  server.folder = tmpdir();
  const name = `spotter-full-disk-${process.pid}.yaml`;
  const file = await server.file(definitions(launch_text(key)), name);
  server.folder = folder;
  await server.apply(file);
  await rm(file);
  await server.act('start', key);
}

/** As long as events may be: the log is full after 40,000 of them. */
const noise = (count) =>
  Array.from({ length: count }, () =>
    event('somebody', 'Noise '.padEnd(200, '.'), {
      messageId: String(sent++).padStart(100, '0'), timestamp: undefined,
    }));

/** Sends one batch: {status, headers, body}. */
async function offer(batch) {
  const answer = await fetch(`${server.url}/v1/batch`, {
    method: 'POST',
    headers: { authorization: basic(server.keys.client_key), 'content-type': 'application/json' },
    body: JSON.stringify({ batch, sentAt: new Date() }),
  });
  const { status, headers } = answer;
  if (status === 200) sequence = Number(headers.get('spotter-sequence'));
  return { status, headers, body: await answer.json() };
}

/** Sends noise until it is refused; the batch that was. */
async function until_refused() {
  for (let n = 0; n < 200; n++) {
    const batch = noise(1_000);
    const answer = await offer(batch);
    if (answer.status !== 200) return { batch, answer };
  }
  throw new Error('the disk never was full');
}

function is_refusal({ status, headers, body }) {
  assert.equal(status, 503, JSON.stringify(body));
  assert.match(headers.get('retry-after'), /^[1-9]\d*$/, 'whole seconds');
  assert.equal(body.success, false);
  assert.match(body.message, /nothing was kept/i);
}

const there = (t) => {
  if (!disk.usable) t.skip('skipped: not here: a name space with a file system of its own');
  return disk.usable;
};

test('a full disk with room in the log: rolled back, and the journal follows', async (t) => {
  if (!there(t)) return;
  const key = 'in-the-log';
  await begin(key);
  const [control, treatment] = ['control', 'treatment'].map((arm) => units_in(key, arm, 20));
  await disk.fill();
  const exposures = control.flatMap((unit, i) => [unit, treatment[i]]);
  assert.equal((await offer(exposures.map((unit) => exposure(unit, key)))).status, 200);
  const answer = await offer(treatment.slice(0, 10).map((unit) => failure(unit)));
  assert.equal(answer.status, 200);
  assert.equal((await server.results_at(key, sequence)).state, 'rolled_back');
  assert.equal((await server.decide(key, { targetingKey: treatment[15] })).body.value, false);
  const receipt = await server.receipt(key);
  await disk.free();
  const whats = async () =>
    (await server.get(`/api/launches/${key}/journal`)).entries.map(({ what }) => what);
  await eventually(async () => (await whats()).includes('rolled back'), 'the journal has it');
  await server.kill();
  await server.serve();
  const again = await server.receipt(key);
  assert.deepEqual(again.deciding_event, receipt.deciding_event);
  assert.deepEqual(again.loss, receipt.loss);
});

test('a full log: 503 with Retry-After, serving goes on; then it goes on by itself', async (t) => {
  if (!there(t)) return;
  const key = 'through';
  await begin(key);
  const [control, treatment] = ['control', 'treatment'].map((arm) => units_in(key, arm, 30));
  const both = control.flatMap((unit, i) => [unit, treatment[i]]);
  assert.equal((await offer(both.slice(0, 40).map((unit) => exposure(unit, key)))).status, 200);
  assert.equal((await offer(treatment.slice(0, 4).map((unit) => failure(unit)))).status, 200);
  await disk.fill();
  const { batch, answer } = await until_refused();
  is_refusal(answer);
  await disk.fill(); // whatever was given back meanwhile
  const acknowledged = sequence;
  const before = await server.results(key);
  assert.equal(before.as_of.sequence, acknowledged, 'nothing beyond what was acknowledged');
  const unkept = [exposure(both[50], key), failure(treatment[5])];
  // Refused again and again, whatever is sent; what is known already may still be confirmed.
  for (let n = 0; n < 3; n++) {
    is_refusal(await offer(batch));
    is_refusal(await offer(unkept.concat(noise(900))));
  }
  for (const [unit, value] of [[control[25], false], [treatment[25], true]]) {
    const { body } = await server.decide(key, { targetingKey: unit });
    assert.deepEqual([body.value, body.reason], [value, 'SPLIT']);
  }
  assert.deepEqual(await server.results(key), before);
  assert.equal(server.child.exitCode, null, 'it runs on');

  // A client library that was refused tries again by itself.
  const big = 'Noise '.padEnd(200, '.');
  const waiting = Array.from({ length: 1_000 }, () => ({ userId: 'somebody', event: big }));
  const library = analytics(server, { flushAt: 1_000, maxRetries: 20 });
  for (const message of waiting) library.client.track(message);
  library.client.track({ userId: treatment[4], event: 'Checkout Error' });
  const closed = library.close();
  await eventually(() => library.answers.some(({ status }) => status === 503), 'it was refused');

  await disk.free();
  await eventually(async () => (await offer(batch)).status === 200, 'it goes on', 10_000);
  await closed;
  assert.ok(library.answers.some(({ status }) => status === 200), 'and was let in later');
  assert.equal((await offer(unkept)).status, 200);
  const failing = async () => {
    const { arms, guardrails } = await server.results_at(key, sequence);
    return [arms.map(({ units }) => units), guardrails[0].failing];
  };
  const expected = [[20, 20], { control: 0, treatment: 6 }];
  expected[0][control.includes(both[50]) ? 0 : 1]++; // the one exposure of what was not kept
  assert.deepEqual(await failing(), expected);
  // All of it again is known already.
  assert.equal((await offer(batch)).status, 200);
  assert.equal((await offer(unkept)).status, 200);
  const lived = without_as_of(await server.results(key));
  assert.deepEqual(await failing(), expected);
  await server.kill();
  await server.serve();
  assert.equal(without_as_of(await server.results(key)), lived);
  assert.equal((await server.results(key)).as_of.sequence, sequence);
  assert.match(server.stderr, /The event log cannot be written/);
  assert.match(server.stderr, /The event log can be written again/);
});

test('commands on a full disk are refused with 503 and work again after it', async (t) => {
  if (!there(t)) return;
  const key = 'commanded';
  await begin(key);
  await disk.fill();
  await until_refused();
  await disk.fill();
  // A command is small and may still find room behind the events: fill up with small ones.
  for (let n = 0; n < 2_000; n++) {
    if ((await offer([event('x', 'y')])).status === 503) break;
  }
  const answer = await server.api('POST', `/api/launches/${key}/pause`);
  assert.equal(answer.status, 503, answer.text);
  assert.match(answer.headers.get('retry-after'), /^[1-9]\d*$/);
  assert.match(answer.headers.get('content-type'), /^application\/problem\+json/);
  assert.equal(await server.launch_state(key), 'live');
  const typed = await server.command('launch', 'pause', key);
  assert.notEqual(typed.code, 0);
  assert.match(typed.stderr, /written/);
  await disk.free();
  await eventually(
    async () => (await server.api('POST', `/api/launches/${key}/pause`)).status === 200,
    'the command is taken', 10_000,
  );
  assert.equal(await server.launch_state(key), 'paused');
  await server.kill();
  await server.serve();
  assert.equal(await server.launch_state(key), 'paused');
});
