// kill -9 at random moments under load: nothing acknowledged is lost, nothing is doubled, and a
// verdict stays the same at the same event. KILLS (20), SEED and CHECKPOINT_EVERY (50 records, so
// that restarts go through checkpoints) may be given.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { units_in } from '../contract/assignment.mjs';
import { definitions, launch_text } from '../contract/messages.mjs';
import { Server, without_as_of } from '../contract/server.mjs';
import {
  Expected,
  harmful_history,
  in_batches,
  measured,
  random_from,
  send_once,
  send_surely,
  shuffled,
  steady_exposures,
} from './load.mjs';

const kills = Number(process.env.KILLS ?? 20);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const random = random_from(seed);
const checkpoint_every = Number(process.env.CHECKPOINT_EVERY ?? 50);
const args = ['--checkpoint-every', String(checkpoint_every)];
/** A launch with goals that the history of that name harms. */
const harmed = (key) =>
  definitions(launch_text(key, ['checkout-error'], '    goals: [signup, revenue]\n'));
const senders = 4;
let server;

before(async () => {
  console.log(`SEED=${seed} KILLS=${kills}`);
  server = await Server.start(undefined, { args });
  await server.launch(definitions('steady'), 'steady');
});

after(() => server?.remove());

const acknowledged = new Expected();
const attempted = new Expected();
const open = []; // batches without an answer
let highest = 0;
const verdicts = new Map();

/** What must never change once it was seen. */
function verdict_of(receipt) {
  const { deciding_event, log_e, threshold, exposed, loss, times, state } = receipt;
  const { arrived, decided } = times;
  return { deciding_event, log_e, threshold, exposed, loss, arrived, decided, state };
}

async function note_verdict(launch) {
  const answer = await server.api('GET', `/api/launches/${launch}/receipt`);
  if (answer.status !== 200) return;
  const verdict = verdict_of(answer.body);
  if (!verdicts.has(launch)) verdicts.set(launch, verdict);
  assert.deepEqual(verdict, verdicts.get(launch), `the verdict on ${launch}`);
}

/** One sender: sends batches until told to stop, keeps those without an answer, in order. */
async function sender(batches, running, progress = { sent: 0 }) {
  for (const [i, batch] of batches.entries()) {
    if (!running.on) return void open.push(...batches.slice(i));
    attempted.add(batch);
    const sequence = await send_once(server, batch);
    if (sequence === null) return void open.push(...batches.slice(i));
    acknowledged.add(batch);
    highest = Math.max(highest, sequence);
    progress.sent++;
  }
}

/** Steady exposures until told to stop. */
async function steady_sender(prefix, running) {
  for (const batch of steady_exposures('steady', prefix, random)) {
    if (!running.on) return;
    await sender([batch], running);
    await sleep(random() * 4); // or the log grows faster than it can be replayed 200 times
  }
}

/** Asks for receipts while the load runs, as a screen would. */
async function watcher(running) {
  while (running.on) {
    for (const launch of attempted.launches().slice(-3)) {
      await note_verdict(launch).catch((error) => {
        if (error.code === 'ERR_ASSERTION') throw error;
      });
    }
    await sleep(5);
  }
}

/** The newest launches, where things still happen, and some of the older ones. */
function some_launches() {
  const all = attempted.launches();
  return [...all.slice(-8), ...shuffled(all.slice(0, -8), random).slice(0, 4)];
}

/** Everything acknowledged is there, and nothing that was never sent. */
async function check_all(round, launches = some_launches()) {
  for (const launch of launches) {
    const results = await server.results(launch);
    assert.ok(results.as_of.sequence >= highest, `${launch}: as of ${results.as_of.sequence}`);
    assert.equal(results.multiple_exposure, 0);
    const [least, most] = [acknowledged.of(launch), attempted.of(launch)];
    const there = measured(results);
    for (const arm of ['control', 'treatment']) {
      const said = `round ${round}, ${launch}, ${arm}: ${JSON.stringify([least, there, most])}`;
      assert.ok(there.exposed[arm] >= least.exposed[arm], `lost exposures: ${said}`);
      assert.ok(there.exposed[arm] <= most.exposed[arm], `doubled exposures: ${said}`);
      assert.ok(there.failing[arm] >= least.failing[arm], `lost failures: ${said}`);
      assert.ok(there.failing[arm] <= most.failing[arm], `doubled failures: ${said}`);
      assert.ok(there.revenue[arm] >= least.revenue[arm], `lost revenue: ${said}`);
      assert.ok(there.revenue[arm] <= most.revenue[arm], `doubled revenue: ${said}`);
    }
  }
  for (const launch of launches) {
    await note_verdict(launch);
    if (!verdicts.has(launch)) continue;
    assert.equal(await server.launch_state(launch), 'rolled_back');
    const [unit] = units_in(launch, 'treatment', 1, 'somebody');
    assert.equal((await server.decide(launch, { targetingKey: unit })).body.value, false);
  }
}

/** Waits until that many batches were sent, and a moment more. */
async function moment(progress, batches) {
  const end = Date.now() + 5_000;
  while (progress.sent < batches && Date.now() < end) await sleep(1);
  await sleep(random() * 10);
}

async function kill_once(round) {
  const launch = `harmful-${round}`;
  await server.launch(harmed(launch), launch);
  const history = [...open.splice(0), ...harmful_history(launch, random)];
  const running = { on: true, sent: 0 };
  const work = [
    sender(history, running, running),
    ...Array.from({ length: senders - 1 }, (_, i) => steady_sender(`s${round}-${i}`, running)),
    watcher(running),
  ];
  await moment(running, random() * 1.2 * history.length);
  await server.kill();
  running.on = false;
  await Promise.all(work);
  await server.serve();
  await check_all(round);
}

test(`${kills} kills under load lose nothing and double nothing`, async () => {
  for (let round = 1; round <= kills; round++) await kill_once(round);
  console.log(`${verdicts.size} rollbacks before or at a kill, ${highest} records`);
  const starts = server.stderr.match(/^.*Took over the checkpoint at record/gm) ?? [];
  console.log(`${starts.length} starts went on from a checkpoint`);
  if (checkpoint_every <= 50)
    assert.ok(starts.length >= kills / 2, 'restarts go through checkpoints');
  if (kills >= 10) assert.ok(verdicts.size > 0, 'some launches were rolled back on the way');
});

test('after resending what got no answer, the totals are exact', async () => {
  for (const batch of open.splice(0)) {
    attempted.add(batch);
    highest = Math.max(highest, await send_surely(server, batch));
    acknowledged.add(batch);
  }
  for (const launch of attempted.launches()) {
    const results = await server.results_at(launch, highest);
    assert.deepEqual(measured(results), attempted.of(launch), launch);
    if (launch !== 'steady') assert.equal(results.state, 'rolled_back', launch);
  }
  await check_all('last', attempted.launches());
});

test('results are the same to the letter after a last kill', async () => {
  const before = new Map();
  for (const launch of attempted.launches()) before.set(launch, await server.results(launch));
  await server.kill();
  await server.serve();
  for (const [launch, results] of before) {
    assert.equal(without_as_of(await server.results(launch)), without_as_of(results), launch);
    await note_verdict(launch);
  }
});

test('without kills the same history gives the same verdict at the same event', async (t) => {
  const launch = 'ordered';
  const batches = harmful_history(launch, random, 30).flatMap((batch) => in_batches(batch, random));
  const [hit, calm] = [await Server.start(t, { args }), await Server.start(t)];
  for (const one of [hit, calm]) await one.launch(harmed(launch), launch);
  const kill_at = new Set();
  while (kill_at.size < 5) kill_at.add(Math.floor(random() * batches.length));
  for (const [i, batch] of batches.entries()) {
    if (kill_at.has(i)) {
      const lost = send_once(hit, batch);
      await sleep(random() * 3);
      await hit.kill();
      await lost;
      await hit.serve();
    }
    await send_surely(hit, batch);
    await send_surely(calm, batch);
  }
  const [there, here] = [await hit.receipt(launch), await calm.receipt(launch)];
  assert.equal(there.deciding_event.message_id, here.deciding_event.message_id);
  assert.deepEqual([there.log_e, there.exposed, there.loss], [here.log_e, here.exposed, here.loss]);
  const pick = ({ arms, guardrails, multiple_exposure, late, state, rollback }) => ({
    arms, guardrails, multiple_exposure, late, state, log_e: rollback.log_e,
    crossed: rollback.crossings.map(({ state, message_id, log_e }) => [state, message_id, log_e]),
  });
  assert.deepEqual(pick(await hit.results(launch)), pick(await calm.results(launch)));
});
