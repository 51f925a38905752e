// Simulated traffic for `./do demo`: visitors of a shop who arrive, are given an arm, see it, and
// then sign up, order or fail at the checkout, with true effects that the server is not told. It
// uses the same doors as a real site: OFREP for decisions, the tracking API for what happened.
//
//   node traffic.mjs --server URL --client-key K --server-key K --admin-key K
//                    [--harmful KEY…] [--harmless KEY…] [--helpful KEY…] [--costly KEY…]
//                    [--rate 30] [--seconds 3600] [--seed N]
//
// Without any KEY it is the three launches of examples/demo.yaml.
//
// At 30 visitors a second the harmful launch is rolled back after about 45 s (simulated: 98 % of
// runs within 24-93 s, 1 in 2,000 later than two minutes, none of 4,000 under 15 s); a harmless or
// helpful one stays live in more than 99 of 100 runs, that is what its threshold promises. The
// helpful one's sign-ups separate, and the costly one would be rolled back, after about a minute
// (simulated: 90 % of runs within 30-100 s).
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

/** What a visitor does who is in no harmful arm. */
const behaviour = {
  reaches_checkout: 0.25,
  fails_there: { usually: 0.01, harmed: 0.12 },
  signs_up: { usually: 0.06, harmed: 0.04, helped: 0.11 },
  orders: { usually: 0.2, put_off: 0.1 },
  order: { middle: 50, spread: 0.6 }, // log-normal: half of the orders are below the middle
  first_acts: 8_000, // milliseconds after seeing the page, at the earliest
  then_within: 6_000, // on average
};
const tick = 50;
const flush_every = 500;
const batch_size = 250;
const queue_size = 50_000;
const deciding_max = 100; // a busy machine gets fewer visitors, not ever longer waits

const { values: options } = parseArgs({
  options: {
    server: { type: 'string' },
    'client-key': { type: 'string' },
    'server-key': { type: 'string' },
    'admin-key': { type: 'string' },
    harmful: { type: 'string', multiple: true, default: [] },
    harmless: { type: 'string', multiple: true, default: [] },
    helpful: { type: 'string', multiple: true, default: [] },
    costly: { type: 'string', multiple: true, default: [] },
    rate: { type: 'string', default: '30' },
    seconds: { type: 'string', default: '3600' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
for (const name of ['server', 'client-key', 'server-key', 'admin-key']) {
  if (!options[name]) fail(`--${name} is missing`);
}
const rate = number('rate', 0.1, 2_000);
const seconds = number('seconds', 1, 86_400);
const kinds = ['harmful', 'harmless', 'helpful', 'costly'];
if (kinds.every((kind) => options[kind].length === 0)) {
  options.harmful.push('checkout-redesign');
  options.helpful.push('spring-banner');
  options.costly.push('order-form');
}
const launches = kinds.flatMap((kind) => options[kind]);

const random = random_from(number('seed', 0, 2 ** 32 - 1));
const stopping = new AbortController();
const counts = { visitors: 0, decisions: 0, exposures: 0, events: 0, resent: 0 };
const queue = [];
let away = false;
let deciding = 0;

for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => stopping.abort());
await main();

async function main() {
  const events = await events_of(launches);
  say(`Simulated traffic, ${rate} visitors a second for ${seconds} s, seed ${options.seed}.`);
  for (const key of options.harmful) {
    say(`  ${key} really harms: checkout errors 1 % → 12 %, sign-ups 6 % → 4 % in treatment.`);
  }
  for (const key of options.harmless) say(`  ${key} really changes nothing.`);
  for (const key of options.helpful) say(`  ${key} really helps: sign-ups 6 % → 11 %.`);
  for (const key of options.costly) say(`  ${key} really costs: orders 20 % → 10 %.`);
  const end = setTimeout(() => stopping.abort(), seconds * 1_000);
  await Promise.all([arrivals(events), deliveries(), progress(), watch()]);
  clearTimeout(end);
  say(`Simulated traffic ended: ${summary()}.`);
  process.exit(0);
}

/** The metric events of those launches: event name → what visitors do to cause it. */
async function events_of(keys) {
  const events = new Map();
  for (const key of keys) {
    const launch = await asked(`/api/launches/${key}`);
    for (const { event, kind, better, value } of launch.metrics) {
      if (kind === 'mean') events.set(event, { act: 'order', property: value.split('.').at(-1) });
      else events.set(event, { act: better === 'up' ? 'sign_up' : 'fail' });
    }
  }
  return events;
}

/** An answer of the API; waits for a server that is not there yet. */
async function asked(path) {
  for (let tries = 0; ; tries++) {
    const answer = await request('GET', path, 'admin-key').catch(() => null);
    if (answer?.ok) return answer.json();
    if (answer && answer.status < 500) fail(`${path}: ${answer.status} ${await answer.text()}`);
    if (tries === 120) fail(`${options.server} does not answer`);
    await pause(500);
    if (stopping.signal.aborted) process.exit(0);
  }
}

/** Visitors arrive at random moments (Poisson), none while the server is away. */
async function arrivals(events) {
  let last = performance.now();
  while (!stopping.signal.aborted) {
    await pause(tick);
    const now = performance.now();
    const expected = (Math.min(now - last, 1_000) / 1_000) * rate;
    last = now;
    if (away) continue;
    for (let n = poisson(expected); n > 0 && deciding < deciding_max; n--) void visit(events);
  }
}

async function visit(events) {
  const number = ++counts.visitors;
  const visitor = `visitor-${options.seed}-${number}`;
  // Chance of their own, so that a seed names what its visitors do, whatever order answers come in.
  const chance = random_from(Number(options.seed) * 2_654_435_761 + number * 40_503);
  deciding++;
  const arms = await decisions(visitor, chance).catch(() => null);
  deciding--;
  if (!arms) return;
  for (const [launch, variation] of arms) {
    if (variation === null) continue;
    counts.exposures++;
    track(visitor, 'Experiment Viewed', { experiment_id: launch, variation_id: variation });
  }
  for (const [name, event] of events) {
    if (!happens(event, arms, chance)) continue;
    const later = behaviour.first_acts + wait(behaviour.then_within, chance);
    const properties = event.property ? { [event.property]: price(chance) } : {};
    setTimeout(() => act(visitor, name, properties), later).unref();
  }
}

function act(visitor, name, properties) {
  counts.events++;
  track(visitor, name, properties);
}

/** Launch → arm seen, null if the visitor is in no experiment. As a browser, or as a server. */
async function decisions(visitor, chance) {
  const context = { targetingKey: visitor };
  const arms = new Map();
  const note = (flag) => {
    counts.decisions++;
    if (!launches.includes(flag.key)) return;
    arms.set(flag.key, flag.reason === 'SPLIT' ? flag.variant : null);
  };
  if (chance() < 0.7) {
    (await evaluate('', 'client-key', context)).flags.forEach(note);
  } else {
    for (const key of launches) note(await evaluate(`/${key}`, 'server-key', context));
  }
  return arms;
}

async function evaluate(path, key, context) {
  const answer = await request('POST', `/ofrep/v1/evaluate/flags${path}`, key, { context });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

/** Whether that visitor does it, by the true effects. */
function happens({ act }, arms, chance) {
  const sees = (kind) => options[kind].some((launch) => arms.get(launch) === 'treatment');
  if (act === 'order') return chance() < behaviour.orders[sees('costly') ? 'put_off' : 'usually'];
  if (act === 'fail') {
    const fails = behaviour.fails_there[sees('harmful') ? 'harmed' : 'usually'];
    return chance() < behaviour.reaches_checkout && chance() < fails;
  }
  const signs_up = sees('harmful') ? 'harmed' : sees('helpful') ? 'helped' : 'usually';
  return chance() < behaviour.signs_up[signs_up];
}

/** What an order costs, in whole cents. */
function price(chance) {
  const { middle, spread } = behaviour.order;
  const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
  return Math.round(100 * middle * Math.exp(spread * normal)) / 100;
}

function track(userId, event, properties) {
  const timestamp = new Date().toISOString();
  queue.push({ type: 'track', messageId: randomUUID(), userId, event, properties, timestamp });
  if (queue.length > queue_size) queue.shift();
}

/** Sends what waits, in batches; a batch that got no answer goes again with the same ids. */
async function deliveries() {
  while (!stopping.signal.aborted) {
    await pause(flush_every);
    while (queue.length > 0 && !stopping.signal.aborted) {
      await delivered(queue.splice(0, batch_size));
    }
  }
}

async function delivered(batch) {
  for (let delay = 250; !stopping.signal.aborted; delay = Math.min(delay * 2, 4_000)) {
    const body = { batch, sentAt: new Date().toISOString() };
    const answer = await request('POST', '/v1/batch', 'client-key', body).catch(() => null);
    await answer?.arrayBuffer().catch(() => null);
    if (stopping.signal.aborted) return;
    if (answer?.ok) return seen(true);
    if (answer && answer.status < 500 && answer.status !== 429) {
      fail(`the server refused a batch with ${answer.status}`);
    }
    seen(false);
    counts.resent++;
    await pause(Math.max(delay, 1_000 * Number(answer?.headers.get('retry-after') ?? 0)));
  }
}

/** Says when the server goes away and when it is back. */
function seen(there) {
  if (away === !there) return;
  away = !there;
  say(away ? 'The server is away; visitors wait.' : 'The server is back.');
}

async function progress() {
  while (!stopping.signal.aborted) {
    await pause(10_000);
    if (!stopping.signal.aborted) say(summary());
  }
}

/** Tells every change of state of the launches. */
async function watch() {
  const states = new Map();
  while (!stopping.signal.aborted) {
    for (const key of launches) {
      const answer = await request('GET', `/api/launches/${key}`, 'admin-key').catch(() => null);
      if (!answer?.ok) continue;
      const { state } = await answer.json();
      if (states.get(key) !== state) say(`${key} is ${state}.`);
      states.set(key, state);
    }
    await pause(500);
  }
}

function request(method, path, key, body) {
  return fetch(options.server.replace(/\/$/, '') + path, {
    method,
    headers: {
      authorization: `Bearer ${options[key]}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    body: body && JSON.stringify(body),
    signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(10_000)]),
  });
}

function summary() {
  const { visitors, exposures, events } = counts;
  return `${visitors} visitors, ${exposures} exposures, ${events} sign-ups, orders and errors`;
}

// ---- small things ------------------------------------------------------------------------------

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
function random_from(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function poisson(mean) {
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > floor; product *= random()) count++;
  return count;
}

/** An exponential waiting time with that mean. */
function wait(mean, chance) {
  return -Math.log(1 - chance()) * mean;
}

function pause(milliseconds) {
  return sleep(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
}

function number(name, low, high) {
  const value = Number(options[name]);
  if (!(value >= low && value <= high)) fail(`--${name} must lie between ${low} and ${high}`);
  return value;
}

function say(text) {
  console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);
}

function fail(sentence) {
  console.error(`traffic: ${sentence}`);
  process.exit(1);
}
