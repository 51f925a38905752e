// Replays a real headline test on the demo's server: real figures beside made-up ones. What is
// real: how often each headline was shown, and how often it was clicked. What is simulated:
// who saw it, and in which order; each impression is a visitor of its own.
//
// Upworthy Research Archive, exploratory set, test 51c3bde0b95fc097420034ec, week 24 of 2013
// (Matias, Munger, Le Quere, Ebersole: The Upworthy Research Archive, Sci Data 2021, CC BY 4.0).
//
//   node replay.mjs --server URL --client-key K --server-key K --admin-key K
//                   [--launch headline-teens] [--rate 120] [--seed 1]
import { parseArgs } from 'node:util';
import { random_from, shuffled, wait } from './chance.mjs';
import { fail, say, Site } from './site.mjs';

const figures = {
  control: { shown: 7_412, clicked: 86 }, // “These Guys Prove That I Don’t Have A Clue …”
  treatment: { shown: 7_476, clicked: 136 }, // “These Teens Transform Crippling Insecurities …”
};
const event = 'Headline Clicked';
const clicks_within = 4_000; // milliseconds, on average
const asking_max = 40;

const { values: options } = parseArgs({
  options: {
    server: { type: 'string' },
    'client-key': { type: 'string' },
    'server-key': { type: 'string' },
    'admin-key': { type: 'string' },
    launch: { type: 'string', default: 'headline-teens' },
    rate: { type: 'string', default: '120' },
    seed: { type: 'string', default: '1' },
  },
});
for (const name of ['server', 'client-key', 'server-key', 'admin-key']) {
  if (!options[name]) fail(`--${name} is missing`);
}
const rate = Number(options.rate);
if (!(rate > 0 && rate <= 2_000)) fail('--rate must lie between 0 and 2000');

const site = new Site(options.server, options);
const chance = random_from(Number(options.seed));
/** Per arm, what becomes of each impression that is still to come: true is a click. */
const coming = Object.fromEntries(
  Object.entries(figures).map(([arm, { shown, clicked }]) => [
    arm,
    shuffled(Array.from({ length: shown }, (_, i) => i < clicked), chance),
  ]),
);
const left = () => Object.values(coming).reduce((sum, list) => sum + list.length, 0);
let asking = 0;
let number = 0;
let clicks = 0;

for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => site.stop());
await main();

async function main() {
  await site.asked(`/api/launches/${options.launch}`);
  say(`${options.launch} replays real impressions and clicks; their order is simulated.`);
  await Promise.all([impressions(), site.deliveries()]);
  process.exit(0);
}

async function impressions() {
  while (left() > 0 && !site.stopped) {
    await site.pause(wait(1_000 / rate, chance));
    if (asking < asking_max && !site.away) void show(`reader-${options.seed}-${++number}`);
  }
  // A pause ends at once after the stop: going on would leave no turn to what is awaited.
  while ((clicks > 0 || asking > 0) && !site.stopped) await site.pause(100);
  while (site.queue.length > 0 && !site.stopped) await site.pause(100);
  await site.pause(1_000);
  const shown = Object.values(figures).map((one) => `${one.clicked} of ${one.shown}`);
  if (!site.stopped) say(`${options.launch}: every impression was shown (${shown.join(', ')}).`);
  site.stop();
}

/** The archive's arms are full at different moments; who comes too late sees nothing. */
async function show(reader) {
  asking++;
  const flag = await site.evaluate(`/${options.launch}`, 'server-key', reader).catch(() => null);
  asking--;
  const list = flag?.reason === 'SPLIT' ? coming[flag.variant] : undefined;
  if (!list || list.length === 0) return;
  site.see(reader, options.launch, flag.variant);
  if (!list.pop()) return;
  clicks++;
  setTimeout(() => {
    clicks--;
    site.track(reader, event, {});
  }, wait(clicks_within, chance));
}
