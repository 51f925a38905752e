// ./do bench: figures as ratios to a baseline of the same run. docs/performance.md says what they
// mean.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bench_bulk } from './bulk.mjs';
import { short } from './figures.mjs';
import { bench_ingest } from './ingest.mjs';
import { Load } from './load.mjs';
import { describe_machine } from './machine.mjs';
import { profile_all } from './profile.mjs';
import { end_all } from './servers.mjs';
import { bench_state } from './state.mjs';

const build = fileURLToPath(new URL('../../build/', import.meta.url));
const usage = `./do bench [--only ingest|bulk|state] [--profile] [--json FILE] [--against PROGRAM]
           [--rounds N] [--seconds S] [--connections 1,8,32] [--units 1000000,10000000]

  --profile   where the time goes (perf), instead of how much it is
  --against   another build of spotter, measured in the same turns
`;

function read_words() {
  const options = {
    only: { type: 'string' },
    profile: { type: 'boolean' },
    json: { type: 'string' },
    against: { type: 'string' },
    program: { type: 'string', default: join(build, 'spotter') },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '1,8,32' },
    units: { type: 'string', default: '1000000,10000000' },
  };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
}

const words = read_words();
const numbers = (text) => text.split(',').map(Number);
const folder = await mkdtemp(join(build, 'bench-'));

async function clean_up() {
  await end_all();
  await rm(folder, { recursive: true, force: true });
}
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]]) {
  process.once(signal, () => clean_up().then(() => process.exit(code)));
}

const setting = {
  program: resolve(words.program),
  against: words.against && resolve(words.against),
  tally_program: join(build, 'launch_tally_bench'),
  folder,
  rounds: Number(words.rounds),
  connections: numbers(words.connections),
  units: numbers(words.units),
  load: new Load(join(build, 'load'), join(folder, 'requests'), {
    warm_seconds: 0.5,
    seconds: Number(words.seconds),
  }),
};

const parts = { ingest: bench_ingest, bulk: bench_bulk, state: bench_state };

async function measure() {
  const found = { machine: describe_machine(folder) };
  const { machine } = found;
  console.log(
    `${machine.date}: ${machine.cores} cores, ${machine.memory_gib} GiB, ${machine.filesystem}, ` +
      `fdatasync of 16 KiB ${short(machine.sync_us.median)} µs ` +
      `(worst ${short(machine.sync_us.worst)})`,
  );
  console.log('a (low–high): ratio of medians and the range of the ratios of single rounds;');
  console.log('"nginx again" beside nginx is the noise of this run');
  for (const [name, bench] of Object.entries(parts)) {
    if (words.only && words.only !== name) continue;
    found[name] = await bench(setting);
    await end_all();
  }
  if (words.json) await writeFile(words.json, `${JSON.stringify(found, null, 1)}\n`);
}

try {
  if (words.only && !parts[words.only]) throw new Error(`there is no part ${words.only}\n${usage}`);
  await (words.profile ? profile_all(setting) : measure());
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await clean_up();
}
