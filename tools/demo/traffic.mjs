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
import { parseArgs } from 'node:util';
import { log_normal, poisson, random_from, wait } from './chance.mjs';
import { fail, say, Site } from './site.mjs';

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
const site = new Site(options.server, options);
const counts = { visitors: 0, decisions: 0, exposures: 0, events: 0 };
let deciding = 0;

for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => site.stop());
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
  const end = setTimeout(() => site.stop(), seconds * 1_000);
  await Promise.all([arrivals(events), site.deliveries(), progress(), watch()]);
  clearTimeout(end);
  say(`Simulated traffic ended: ${summary()}.`);
  process.exit(0);
}

/** The metric events of those launches: event name → what visitors do to cause it. */
async function events_of(keys) {
  const events = new Map();
  for (const key of keys) {
    const launch = await site.asked(`/api/launches/${key}`);
    for (const { event, kind, better, value } of launch.metrics) {
      if (kind === 'mean') events.set(event, { act: 'order', property: value.split('.').at(-1) });
      else events.set(event, { act: better === 'up' ? 'sign_up' : 'fail' });
    }
  }
  return events;
}

/** Visitors arrive at random moments (Poisson), none while the server is away. */
async function arrivals(events) {
  let last = performance.now();
  while (!site.stopped) {
    await site.pause(tick);
    const now = performance.now();
    const expected = (Math.min(now - last, 1_000) / 1_000) * rate;
    last = now;
    if (site.away) continue;
    const coming = Math.min(poisson(expected, random), deciding_max - deciding);
    for (let n = 0; n < coming; n++) void visit(events);
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
    site.see(visitor, launch, variation);
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
  site.track(visitor, name, properties);
}

/** Launch → arm seen, null if the visitor is in no experiment. As a browser, or as a server. */
async function decisions(visitor, chance) {
  const arms = new Map();
  const note = (flag) => {
    counts.decisions++;
    if (!launches.includes(flag.key)) return;
    arms.set(flag.key, flag.reason === 'SPLIT' ? flag.variant : null);
  };
  if (chance() < 0.7) {
    (await site.evaluate('', 'client-key', visitor)).flags.forEach(note);
  } else {
    for (const key of launches) note(await site.evaluate(`/${key}`, 'server-key', visitor));
  }
  return arms;
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
  return Math.round(100 * log_normal(behaviour.order, chance)) / 100;
}

async function progress() {
  while (!site.stopped) {
    await site.pause(10_000);
    if (!site.stopped) say(summary());
  }
}

/** Tells every change of state of the launches. */
async function watch() {
  const states = new Map();
  while (!site.stopped) {
    for (const key of launches) {
      const path = `/api/launches/${key}`;
      const answer = await site.request('GET', path, 'admin-key').catch(() => null);
      if (!answer?.ok) continue;
      const { state } = await answer.json();
      if (states.get(key) !== state) say(`${key} is ${state}.`);
      states.set(key, state);
    }
    await site.pause(500);
  }
}

function summary() {
  const { visitors, exposures, events } = counts;
  return `${visitors} visitors, ${exposures} exposures, ${events} sign-ups, orders and errors`;
}

function number(name, low, high) {
  const value = Number(options[name]);
  if (!(value >= low && value <= high)) fail(`--${name} must lie between ${low} and ${high}`);
  return value;
}
