// Watch mode, pause and resume, amber cleared by a person: what is served meanwhile, what the
// journal says, what survives a restart, and what is refused.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { arm, label_evidence, units_in } from './assignment.mjs';
import { browser } from './clients.mjs';
import { ready_page } from './growthbook_clients.mjs';
import { definitions, exposure, failure, launch_text } from './messages.mjs';
import { application } from './server_clients/clients.mjs';
import { eventually, Server } from './server.mjs';
import { open_stream } from './stream.mjs';

let server;

before(async () => {
  server = await Server.start();
});

after(() => server?.remove());

const watched = (key) => launch_text(key, ['checkout-error'], '    mode: watch\n');

/** Sends messages as one batch; the results that have judged them. */
const judged = async (key, messages) => server.results_at(key, await server.send(messages));

/** A started launch with `size` visitors an arm, all seen: {control, treatment}. */
async function begin(key, { text = launch_text(key), size = 20 } = {}) {
  await server.launch(definitions(text), key);
  const units = {
    control: units_in(key, 'control', size),
    treatment: units_in(key, 'treatment', size),
  };
  const both = units.control.flatMap((unit, i) => [unit, units.treatment[i]]);
  await judged(key, both.map((unit) => exposure(unit, key)));
  return units;
}

/** That many visitors of a list fail; the results after the last. */
const fail = (key, units) => judged(key, units.map((unit) => failure(unit)));

const command = (verb, key, body) => server.api('POST', `/api/launches/${key}/${verb}`, body);
const journal = async (key) => (await server.get(`/api/launches/${key}/journal`)).entries;
const by_judge = async (key) => (await journal(key)).filter(({ actor }) => actor === 'judge');
const decision = async (key, unit) => (await server.decide(key, { targetingKey: unit })).body;
const payload = async () =>
  (await (await fetch(`${server.url}/api/features/${server.keys.client_key}`)).json()).features;
const newcomers = (key) => ['control', 'treatment'].map((arm) => units_in(key, arm, 1, 'new')[0]);

async function ofrep_stream() {
  const { body } = await server.decide_all({ targetingKey: 'u' });
  const [told] = body.eventStreams;
  const stream = await open_stream(new URL(told.endpoint.requestUri, server.url).href);
  stream.refetches = () =>
    stream.events().filter(({ data }) => JSON.parse(data).type === 'refetchEvaluation').length;
  await stream.next(() => true, 1_000);
  return stream;
}

/** Everything that can be seen of a launch is the same after a restart. */
async function survives_restart(key) {
  const views = ['', '/results', '/journal', '/evidence'];
  const seen = () => Promise.all(views.map((view) => server.get(`/api/launches/${key}${view}`)));
  const before = [await seen(), (await payload())[key]];
  await server.restart();
  assert.deepEqual([await seen(), (await payload())[key]], before);
}

// ---- watch mode --------------------------------------------------------------------------------

test('watch mode says what it would have done, and does nothing', async () => {
  const key = 'watched';
  const { treatment } = await begin(key, { text: watched(key) });
  assert.equal((await server.get(`/api/launches/${key}`)).mode, 'watch');
  const web = await browser(server, { targetingKey: treatment[0] });
  const stream = await ofrep_stream();
  const [before, told] = [await payload(), stream.refetches()];
  const messages = treatment.slice(0, 12).map((unit) => failure(unit));
  for (const [i, message] of messages.entries()) {
    const n = i + 1;
    const results = await judged(key, [message]);
    assert.equal(results.state, 'live', `after ${n}`);
    assert.equal(results.mode, 'watch');
    assert.equal(results.rollback.state, n < 6 ? 'green' : n < 10 ? 'amber' : 'red', `after ${n}`);
    assert.ok(Math.abs(results.rollback.log_e - label_evidence(n)) < 1e-9);
  }
  const { crossings } = (await server.results(key)).rollback;
  assert.deepEqual(crossings.map(({ state, message_id }) => [state, message_id]), [
    ['amber', messages[5].messageId],
    ['red', messages[9].messageId],
  ]);
  const said = await by_judge(key);
  assert.deepEqual(said.map(({ what, at, sequence }) => [what, at, sequence]), [
    ['would have turned amber', crossings[0].at, crossings[0].sequence],
    ['would have rolled back', crossings[1].at, crossings[1].sequence],
  ]);
  assert.match(said[0].why, /threshold is 10 to 1/);
  assert.match(said[1].why, /threshold is 100 to 1/);
  // Nothing is served differently, nobody was told anything, there is no receipt.
  assert.deepEqual(await payload(), before);
  for (const unit of newcomers(key)) {
    const { value, reason, metadata } = await decision(key, unit);
    assert.deepEqual([value, reason], [arm(key, unit) === 'treatment', 'SPLIT']);
    assert.equal(metadata.experiment, key);
  }
  assert.equal(web.client.getBooleanValue(key, false), true);
  assert.equal(stream.refetches(), told);
  assert.equal((await server.api('GET', `/api/launches/${key}/receipt`)).status, 404);
  const printed = await server.command('receipt', key);
  assert.notEqual(printed.code, 0);
  stream.close();
  await web.close();
  await survives_restart(key);
});

test('watch mode stays live through a pause, even when it would have been amber', async () => {
  const key = 'watched-paused';
  const { treatment } = await begin(key, { text: watched(key) });
  assert.equal((await fail(key, treatment.slice(0, 7))).rollback.state, 'amber');
  assert.equal((await command('pause', key)).body.state, 'paused');
  assert.equal((await command('resume', key)).body.state, 'live');
  assert.equal((await server.results(key)).rollback.state, 'amber');
});

test('watch mode is cleared too, and a person can still roll back', async () => {
  const key = 'watched-cleared';
  const { treatment } = await begin(key, { text: watched(key) });
  await fail(key, treatment.slice(0, 7));
  assert.equal((await command('clear', key)).body.state, 'live');
  assert.equal((await server.results(key)).rollback.state, 'green');
  assert.equal((await journal(key)).at(-1).what, 'amber cleared');
  const done = await server.command('launch', 'roll-back', key, '--reason', 'Enough seen.');
  assert.equal(done.code, 0, done.stderr);
  const receipt = await server.receipt(key);
  assert.deepEqual([receipt.decided_by, receipt.reason], ['person', 'Enough seen.']);
  assert.equal((await decision(key, newcomers(key)[1])).value, false);
});

test('a wrong sample ratio in watch mode is said and changes no state', async () => {
  const key = 'watched-ratio';
  await server.launch(definitions(watched(key)), key);
  const units = units_in(key, 'treatment', 40);
  const results = await judged(key, units.map((unit) => exposure(unit, key)));
  assert.equal(results.state, 'live');
  assert.equal(results.sample_ratio.state, 'alarm');
  assert.deepEqual((await by_judge(key)).map(({ what }) => what), ['would have turned amber']);
});

// ---- pause and resume --------------------------------------------------------------------------

test('paused: control without an experiment, every open page told, no exposures', async () => {
  const key = 'rested';
  const { treatment } = await begin(key);
  const [unit, other] = treatment;
  const tracked = [];
  const web = await browser(server, { targetingKey: unit });
  const app = await application(server, { headers: [['Spotter-Exposure', '1']] });
  const page = await ready_page(server, {
    attributes: { id: unit },
    trackingCallback: (experiment, result) => tracked.push([experiment.key, result.key]),
  }, { streaming: true });
  const stream = await ofrep_stream();
  const told = stream.refetches();
  assert.equal(page.isOn(key), true);
  assert.deepEqual(tracked.splice(0), [[key, 'treatment']]);
  const paused = await server.command('launch', 'pause', key, '--reason', 'Stock is low.');
  assert.equal(paused.code, 0, paused.stderr);
  assert.match(paused.stdout, /rested is paused/);
  await eventually(() => stream.refetches() > told, 'the stream is told', 1_000);
  await eventually(() => !web.client.getBooleanValue(key, true), 'the web provider', 1_000);
  await eventually(() => !page.isOn(key), 'the SDK', 1_000);
  assert.equal(page.evalFeature(key).source, 'force');
  await page.setAttributes({ id: other });
  assert.equal(page.isOn(key), false);
  assert.deepEqual(tracked, [], 'the SDK has no exposure to track');
  assert.deepEqual((await payload())[key].rules, [{ id: key, force: false }]);
  const units = async () => (await server.results(key)).arms.map((arm) => arm.units);
  const before = await units();
  for (const newcomer of newcomers(key)) {
    const details = await app.getBooleanDetails(key, true, { targetingKey: newcomer });
    assert.deepEqual([details.value, details.reason], [false, 'TARGETING_MATCH']);
    for (const field of ['experiment', 'variation', 'bucket']) {
      assert.equal(details.flagMetadata[field], undefined, field);
    }
    assert.equal(details.flagMetadata.exposure, false, 'asked for, and not taken');
  }
  assert.deepEqual(await units(), before, 'nobody new is exposed');
  const last = (await journal(key)).at(-1);
  assert.deepEqual([last.what, last.why], ['paused', 'Stock is low.']);
  stream.close();
  await survives_restart(key);
  // Resumed, everybody is back where they were.
  assert.equal((await command('resume', key, { reason: 'Restocked.' })).body.state, 'live');
  await eventually(() => web.client.getBooleanValue(key, false), 'the web provider again', 5_000);
  for (const newcomer of newcomers(key)) {
    const details = await app.getBooleanDetails(key, false, { targetingKey: newcomer });
    assert.equal(details.value, arm(key, newcomer) === 'treatment');
    assert.equal(details.flagMetadata.experiment, key);
  }
  await eventually(async () => (await units())[1] === before[1] + 1, 'exposures count again');
  const { what, why } = (await journal(key)).at(-1);
  assert.deepEqual([what, why], ['resumed', 'Restocked.']);
  await web.close();
});

test('the judge goes on while paused: amber after it, or rolled back in it', async () => {
  const key = 'judged-asleep';
  const { treatment } = await begin(key);
  await command('pause', key);
  assert.equal((await fail(key, treatment.slice(0, 6))).state, 'paused');
  assert.deepEqual((await by_judge(key)).map(({ what }) => what), ['turned amber']);
  await server.restart();
  assert.equal((await command('resume', key)).body.state, 'amber');
  assert.equal((await decision(key, newcomers(key)[1])).value, true);
  await command('pause', key);
  const results = await fail(key, treatment.slice(6, 10));
  assert.equal(results.state, 'rolled_back');
  assert.equal((await server.receipt(key)).decided_by, 'judge');
});

// ---- amber is cleared --------------------------------------------------------------------------

test('amber is cleared on both ways; the evidence stays and still rolls back', async () => {
  for (const how of ['api', 'command-line']) {
    const key = `cleared-by-${how}`;
    const { treatment } = await begin(key);
    assert.equal((await fail(key, treatment.slice(0, 6))).state, 'amber');
    const before = (await payload())[key];
    const reason = 'Looked at it.';
    const done = how === 'api' ? await command('clear', key, { reason })
      : await server.command('launch', 'clear', key, '--reason', reason);
    if (how === 'api') assert.equal(done.body.state, 'live');
    else assert.match(done.stdout, /is live/);
    assert.deepEqual((await payload())[key], before, 'serving is unchanged');
    const { what, why } = (await journal(key)).at(-1);
    assert.deepEqual([what, why], ['amber cleared', reason]);
    let results = await server.results(key);
    assert.equal(results.rollback.state, 'green');
    assert.ok(Math.abs(results.rollback.log_e - label_evidence(6)) < 1e-9);
    await survives_restart(key);
    results = await fail(key, treatment.slice(6, 9));
    assert.equal(results.state, 'live', 'the same evidence does not ring again');
    results = await fail(key, treatment.slice(9, 10));
    assert.equal(results.state, 'rolled_back');
    assert.deepEqual(results.rollback.crossings.map(({ state }) => state), ['amber', 'red']);
  }
});

test('cleared amber comes back once its evidence had fallen', async () => {
  const key = 'rings-again';
  const { control, treatment } = await begin(key);
  await fail(key, treatment.slice(0, 6));
  await command('clear', key);
  assert.equal((await fail(key, control.slice(0, 2))).state, 'live');
  let n = 6;
  while (label_evidence(n, 2) < Math.log(10)) n++;
  assert.equal((await fail(key, treatment.slice(6, n - 1))).state, 'live');
  assert.equal((await fail(key, treatment.slice(n - 1, n))).state, 'amber');
});

// ---- what is refused ---------------------------------------------------------------------------

test('409 where the state forbids it, on both ways; the same twice is no change', async () => {
  await server.launch(definitions('drafted'));
  for (const end of ['stop', 'roll-back', 'kill']) {
    await server.launch(definitions(`over-${end}`), `over-${end}`);
    await server.act(end, `over-${end}`);
  }
  await begin('asleep');
  await command('pause', 'asleep');
  const refused = [
    ...['pause', 'resume', 'clear', 'stop', 'roll-back'].map((verb) => [verb, 'drafted']),
    ...['over-stop', 'over-roll-back', 'over-kill'].flatMap((key) =>
      ['start', 'pause', 'resume', 'clear'].map((verb) => [verb, key])),
    ['start', 'asleep'],
  ];
  for (const [verb, key] of refused) {
    const before = [await server.get(`/api/launches/${key}`), await journal(key)];
    const answer = await command(verb, key);
    assert.equal(answer.status, 409, `${verb} ${key}: ${answer.text}`);
    assert.match(answer.headers.get('content-type'), /^application\/problem\+json/);
    assert.match(answer.body.detail, new RegExp(key));
    const typed = await server.command('launch', verb, key);
    assert.notEqual(typed.code, 0, `${verb} ${key}`);
    assert.match(typed.stderr, new RegExp(key));
    assert.deepEqual([await server.get(`/api/launches/${key}`), await journal(key)], before);
  }
  const told = await journal('asleep');
  assert.equal((await command('pause', 'asleep')).status, 200, 'paused already');
  assert.equal((await command('clear', 'asleep')).body.state, 'paused', 'nothing to clear');
  assert.deepEqual(await journal('asleep'), told);
  await command('resume', 'asleep');
  const live = await journal('asleep');
  assert.equal((await command('resume', 'asleep')).body.state, 'live');
  assert.equal((await command('start', 'asleep')).body.state, 'live');
  assert.deepEqual(await journal('asleep'), live);
});

test('only an admin key commands; unknown launches and odd bodies are refused', async () => {
  await begin('guarded');
  for (const verb of ['pause', 'resume', 'clear']) {
    assert.equal((await command(verb, 'unheard-of')).status, 404, verb);
    assert.equal((await command(verb, 'guarded', { reason: 7 })).status, 400, verb);
    assert.equal((await command(verb, 'guarded', { reason: 'x'.repeat(2_001) })).status, 400);
    for (const key of [server.keys.client_key, server.keys.server_key, 'spa_wrong']) {
      const answer = await fetch(`${server.url}/api/launches/guarded/${verb}`, {
        method: 'POST', headers: { authorization: `Bearer ${key}` },
      });
      assert.ok([401, 403].includes(answer.status), `${verb}: ${answer.status}`);
    }
  }
  assert.equal(await server.launch_state('guarded'), 'live');
});

const conversion = {
  key: 'c', name: 'C', kind: 'conversion', event: 'E', window: '1d', better: 'up',
};
const mean = { ...conversion, key: 'm', name: 'M', kind: 'mean', value: 'properties.x', cap: 5 };
const launch = {
  key: 'never', name: 'Never', flag: { key: 'never', type: 'boolean', default: false },
  arms: [{ key: 'a', value: false, weight: 0.5 }, { key: 'b', value: true, weight: 0.5 }],
  guardrails: [{ metric: 'c', side: 'it', margin: 0 }], goals: ['m'],
};
const { value: _, ...without_value } = mean;

/** What is wrong → [the metric's changes, the launch's changes, where it is pointed at]. */
const wrong = {
  'a mean without a value': [without_value, {}, '/metrics/1/value'],
  'a value that is no property': [{ ...mean, value: 'revenue' }, {}, '/metrics/1/value'],
  'a value with an empty name': [{ ...mean, value: 'properties.a..b' }, {}, '/metrics/1/value'],
  'a value that is a number': [{ ...mean, value: 5 }, {}, '/metrics/1/value'],
  'a cap of nothing': [{ ...mean, cap: 0 }, {}, '/metrics/1/cap'],
  'a cap below nothing': [{ ...mean, cap: -1 }, {}, '/metrics/1/cap'],
  'a cap beyond all numbers': [{ ...mean, cap: 1e16 }, {}, '/metrics/1/cap'],
  'a cap in words': [{ ...mean, cap: 'much' }, {}, '/metrics/1/cap'],
  'a cap on a conversion': [{ ...conversion, key: 'm', cap: 5 }, {}, '/metrics/1/cap'],
  'a value on a conversion': [
    { ...conversion, key: 'm', value: 'properties.x' }, {}, '/metrics/1/value',
  ],
  'a kind that is none': [{ ...mean, kind: 'median' }, {}, '/metrics/1/kind'],
  'an unknown goal': [mean, { goals: ['c', 'x'] }, '/launches/0/goals/1'],
  'a goal twice': [mean, { goals: ['m', 'm'] }, '/launches/0/goals/1'],
  'goals that are no list': [mean, { goals: 'm' }, '/launches/0/goals'],
  'a goal that is no text': [mean, { goals: [1] }, '/launches/0/goals/0'],
  'a mode that is none': [mean, { mode: 'foo' }, '/launches/0/mode'],
  'a margin of everything on a mean': [
    mean,
    { guardrails: [{ metric: 'm', side: 'it', margin: 1 }] },
    '/launches/0/guardrails/0/margin',
  ],
};

for (const [what, [metric, changes, pointer]] of Object.entries(wrong)) {
  test(`400 with a pointer: ${what}`, async () => {
    const answer = await server.api('POST', '/api/apply', {
      metrics: [conversion, metric],
      launches: [{ ...launch, ...changes }],
    });
    assert.equal(answer.status, 400, answer.text);
    assert.match(answer.headers.get('content-type'), /^application\/problem\+json/);
    const { body } = answer;
    const pointers = [body.pointer, ...(body.errors ?? []).map((one) => one.pointer)];
    assert.ok(pointers.includes(pointer), `${pointer} of ${JSON.stringify(pointers)}`);
    assert.ok(body.detail.length > 10, body.detail);
    assert.equal((await server.api('GET', '/api/launches/never')).status, 404);
  });
}

test('the command line names file and line of the same', async () => {
  const good = definitions(launch_text('written', ['revenue'], '    goals: [signup]\n'));
  const edits = [
    ['    value: properties.revenue\n', '', /names the property/],
    ['    goals: [signup]', '    mode: foo', /foo/],
    ['[signup]', '[sing-up]', /sing-up/],
    ['[signup]', '[signup, signup]', /twice/],
  ];
  for (const [from, to, sentence] of edits) {
    const file = await server.file(good.replace(from, to), 'wrong.yaml');
    const done = await server.command('apply', file);
    assert.notEqual(done.code, 0, to);
    assert.match(done.stderr, /wrong\.yaml:\d+/);
    assert.match(done.stderr, sentence);
  }
});

test('goals, mode and cap of a started launch cannot change: 409', async () => {
  const key = 'frozen';
  const good = definitions(launch_text(key, ['revenue'], '    goals: [signup]\n'));
  await server.launch(good, key);
  const edits = [
    ['    goals: [signup]', '    goals: [revenue]'],
    ['    goals: [signup]', '    goals: [signup]\n    mode: watch'],
    ['    cap: 500', '    cap: 400'],
    ['    cap: 500\n', ''],
    ['value: properties.revenue', 'value: properties.total'],
    ['    kind: mean\n    event: Order Completed', '    kind: mean\n    event: Order Paid'],
  ];
  for (const [from, to] of edits) {
    const text = good.replace(from, to);
    assert.notEqual(text, good, from);
    const done = await server.command('apply', await server.file(text));
    assert.notEqual(done.code, 0, `${to}: ${done.stdout}`);
    assert.match(done.stderr, /frozen/);
  }
});
