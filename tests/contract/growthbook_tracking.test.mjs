// What GrowthBook's SDK reports: by its own tracking plugin, and by a tracking callback to another
// analytics client; and that it keeps a visitor's arm.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { growthbookTrackingPlugin } from '@growthbook/growthbook/plugins';
import { LocalStorageStickyBucketService } from '@growthbook/growthbook';
import { arm, units_in } from './assignment.mjs';
import { page, ready_page } from './growthbook_clients.mjs';
import { definitions, event } from './messages.mjs';
import { analytics } from './server_clients/clients.mjs';
import { arm_of, eventually, Server, sequence_of } from './server.mjs';

const names = ['plugin', 'raw', 'callback'];
let server;

before(async () => {
  server = await Server.start();
  await server.launch(definitions(...names), ...names);
});

after(() => server?.remove());

const plugin = () => growthbookTrackingPlugin({ ingestorHost: server.url, queueFlushInterval: 10 });

/** A page that reports by the plugin. */
const reporting = (attributes) => ready_page(server, { attributes, plugins: [plugin()] });

/** Sends events as the plugin does. */
const track = (body, key = server.keys.client_key) =>
  fetch(`${server.url}/track?client_key=${key}`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const seen = (launch, id, variation = arm(launch, id), more = {}) => ({
  event_name: 'Experiment Viewed',
  properties_json: {
    experimentId: launch,
    variationId: variation,
    hashAttribute: 'id',
    hashValue: id,
  },
  user_id: null,
  device_id: id,
  ...more,
});

async function judged(launch, answer) {
  assert.equal(answer.status, 200);
  return server.results_at(launch, sequence_of(answer.headers));
}

test('the plugin’s exposures and events are counted', async () => {
  const [treated] = units_in('plugin', 'treatment', 1);
  const [control] = units_in('plugin', 'control', 1);
  for (const id of [treated, control]) {
    const growthbook = await reporting({ id });
    assert.equal(growthbook.isOn('plugin'), id === treated);
    growthbook.isOn('raw');
    await growthbook.logEvent('Checkout Error', { code: 500 });
    growthbook.destroy();
  }
  const failing = (results) => results.guardrails[0].failing;
  const results = await eventually(async () => {
    const now = await server.results('plugin');
    return failing(now).treatment + failing(now).control === 2 && now;
  }, 'both events');
  assert.equal(arm_of(results, 'treatment').units, 1);
  assert.equal(arm_of(results, 'control').units, 1);
  assert.equal(results.multiple_exposure, 0);
});

test('an exposure told again is dropped, one in another arm is not', async () => {
  const [id] = units_in('raw', 'treatment', 1, 'again');
  const before = await server.results('raw');
  const first = await judged('raw', await track([seen('raw', id)]));
  assert.equal(arm_of(first, 'treatment').units, arm_of(before, 'treatment').units + 1);
  const again = await track([seen('raw', id), seen('raw', id)]);
  const same = await judged('raw', again);
  assert.equal(sequence_of(again.headers), first.as_of.sequence, 'nothing was added to the log');
  assert.deepEqual(same.arms, first.arms);
  await server.restart();
  await judged('raw', await track([seen('raw', id)]));
  assert.equal((await server.results('raw')).as_of.sequence, first.as_of.sequence, 'nor later');
  const other = await judged('raw', await track([seen('raw', id, 'control')]));
  assert.equal(other.multiple_exposure, before.multiple_exposure + 1);
  assert.equal(arm_of(other, 'treatment').units, arm_of(before, 'treatment').units);
});

test('the unit is the hashed id, or else the user, or else the device', async () => {
  const [hashed, user, device] = units_in('raw', 'treatment', 3, 'unit');
  const before = arm_of(await server.results('raw'), 'treatment').units;
  const by_company = {
    experimentId: 'raw',
    variationId: 'treatment',
    hashAttribute: 'company',
    hashValue: 'c',
  };
  const answer = await track([
    seen('raw', hashed, 'treatment', { user_id: 'someone', device_id: 'something' }),
    seen('raw', 'c', 'treatment', { properties_json: by_company, user_id: user }),
    seen('raw', 'c', 'treatment', { properties_json: by_company, device_id: device }),
    seen('raw', 'c', 'treatment', { properties_json: by_company, device_id: null }),
  ]);
  await judged('raw', answer);
  const sequence = await server.send(
    [hashed, user, device].map((id) => event(id, 'Checkout Error')),
  );
  const results = await server.results_at('raw', sequence);
  assert.equal(arm_of(results, 'treatment').units, before + 3, 'and the last one names nobody');
  assert.equal(results.guardrails[0].failing.treatment, 3, 'joined with their other events');
});

test('wrong bodies, keys and items are answered as the tracking API answers', async () => {
  assert.equal((await track([], 'spc_wrong')).status, 401);
  const keyless = await fetch(`${server.url}/track`, { method: 'POST', body: '[]' });
  assert.equal(keyless.status, 401);
  for (const body of ['', '{}', '[', 'no']) assert.equal((await track(body)).status, 400, body);
  assert.equal((await track(`["${'x'.repeat(520_000)}"]`)).status, 400);
  const [id] = units_in('raw', 'control', 1, 'beside');
  const before = arm_of(await server.results('raw'), 'control').units;
  const wide = seen('raw', 'x', 'control', { url: 'x'.repeat(33_000) });
  const results = await judged('raw', await track([null, 5, {}, wide, seen('raw', id)]));
  assert.equal(arm_of(results, 'control').units, before + 1);
});

test('a tracking callback to Segment’s client is the same exposure', async () => {
  const segment = analytics(server, { flushAt: 1 });
  const [id] = units_in('callback', 'treatment', 1);
  const waiting = [];
  const growthbook = await ready_page(server, {
    attributes: { id },
    trackingCallback: (experiment, result) => {
      waiting.push(
        segment.tell({
          userId: id,
          event: 'Experiment Viewed',
          properties: { experimentId: experiment.key, variationId: result.key },
        }),
      );
    },
  });
  assert.equal(growthbook.isOn('callback'), true);
  const [answer] = await Promise.all(waiting);
  const results = await server.results_at('callback', answer.sequence);
  assert.equal(arm_of(results, 'treatment').units, 1);
  assert.equal(results.multiple_exposure, 0);
  await segment.close();
});

// ---- sticky assignment -------------------------------------------------------------------------

class Storage {
  items = new Map();
  getItem = (key) => this.items.get(key) ?? null;
  setItem = (key, value) => void this.items.set(key, value);
}

const standing = (weights, more = {}) => ({
  key: 'standing',
  type: 'string',
  default: 'none',
  rules: [
    {
      id: 'exp',
      key: 'standing-exp',
      seed: 'standing-exp',
      hashAttribute: 'id',
      hashVersion: 2,
      variations: ['old', 'fresh'],
      meta: [{ key: 'old' }, { key: 'fresh' }],
      weights,
      ...more,
    },
  ],
});

test('with sticky buckets a visitor keeps the arm when weights change', async () => {
  const apply = async (...rule) => {
    const body = { metrics: [], flags: [standing(...rule)], launches: [] };
    const answer = await server.api('POST', '/api/apply', body);
    assert.equal(answer.status, 200, answer.text);
  };
  const localStorage = new Storage();
  const visit = async (id, sticky) => {
    const stickyBucketService = sticky && new LocalStorageStickyBucketService({ localStorage });
    const growthbook = page(server, { attributes: { id }, stickyBucketService });
    await growthbook.init();
    const { value, experimentResult } = growthbook.evalFeature('standing');
    growthbook.destroy();
    return { value, sticky: experimentResult?.stickyBucketUsed };
  };
  const visitors = Array.from({ length: 20 }, (_, i) => `returning-${i}`);
  await apply([1, 0], { bucketVersion: 1, minBucketVersion: 0 });
  for (const id of visitors) {
    assert.deepEqual(await visit(id, true), { value: 'old', sticky: false });
  }
  await apply([0, 1], { bucketVersion: 1, minBucketVersion: 0 });
  for (const id of visitors) {
    assert.deepEqual(await visit(id, true), { value: 'old', sticky: true }, 'kept');
    assert.deepEqual(await visit(id, false), { value: 'fresh', sticky: false }, 'without it');
  }
  assert.deepEqual(await visit('first-time', true), { value: 'fresh', sticky: false });
  await apply([0, 1], { bucketVersion: 2, minBucketVersion: 2 });
  assert.deepEqual(
    await visit(visitors[0], true),
    { value: 'none', sticky: undefined },
    'shut out',
  );
});
