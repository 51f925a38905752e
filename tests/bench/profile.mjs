// Where the time goes: perf samples of the running server, by layer and by function.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { print_table, short } from './figures.mjs';
import { output_of } from './load.mjs';
import { batch, bulk, rows } from './requests.mjs';
import { start_spotter } from './servers.mjs';

const samples_per_second = 997;
const profile_seconds = 6;
const connections = 8;

// The first frame from the inside out that one of these knows says what a sample was for.
const layers = [
  ['kernel: log write and sync', /fdatasync|fsync|pwrite|ext4_|jbd2_|submit_bio/],
  ['kernel: network', /tcp_|sock_|__sys_send|__sys_recv|sys_readv|sys_writev|epoll|inet_/],
  ['kernel: threads', /futex/],
  ['JSON decode', /simdjson|MessageReader|read_(message|properties|text|time)|from_rfc3339/],
  ['JSON decode', /protocols::.*decode_/],
  ['pseudonyms', /Pseudonyms|shorthash/],
  ['record', /RecordMaker|assigned_arm|live::encode|make_offer|corrected_time|append_events/],
  ['de-duplication', /Deduplicator|new_ones/],
  ['log write', /storage::(?!Database)/],
  ['loop: decode', /decode_event/],
  ['loop: measure', /LaunchTally/],
  ['loop: judge', /LaunchJudge|LabelProcess|stats::/],
  ['loop: other', /live::Loop/],
  ['OFREP: read the context', /read_attributes|wire::parse/],
  ['OFREP: evaluate', /decide|live::evaluate|Evaluator|EvaluationRun|ExperimentRun|Condition/],
  ['OFREP: write the answer', /evaluation_json|json_text|metadata_json|Evaluations/],
  ['hand-over between threads', /Worker|Executor|Mailbox|pthread_cond|Exchange/],
  ['HTTP', /http::|beast|asio/],
];

const layer_of = (frames) => {
  for (const frame of frames) {
    const known = layers.find(([, pattern]) => pattern.test(frame));
    if (known) return known[0];
  }
  return 'other';
};

const plain = (symbol) =>
  symbol
    .replace(/\+0x[0-9a-f]+$/, '')
    .replaceAll('(anonymous namespace)::', '')
    .replace(/\[(abi|clone)[^\]]*\]/g, '')
    .replace(/\(.*$/, '')
    .slice(0, 60);

/** Samples of `perf script`: {thread, frames from the inside out}. */
async function read_samples(file) {
  const words = ['script', '-i', file, '-F', 'comm,ip,sym', '--no-inline'];
  const child = spawn('perf', words, { stdio: ['ignore', 'pipe', 'ignore'] });
  const samples = [];
  let sample = null;
  for await (const line of createInterface({ input: child.stdout })) {
    if (/^\s+[0-9a-f]+ /.test(line)) sample?.frames.push(plain(line.trim().replace(/^\S+ /, '')));
    else if (line.trim()) samples.push((sample = { thread: line.trim(), frames: [] }));
  }
  return samples;
}

function counted(samples, name_of) {
  const counts = new Map();
  for (const sample of samples) {
    const name = name_of(sample);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function print_profile(title, samples, operations) {
  const share = (count) => `${short((100 * count) / samples.length)} %`;
  const cost = (count) => short((count / samples_per_second / operations) * 1e6);
  const tabled = (head, counts) =>
    counts.map(([name, count]) => ({
      [head]: name,
      share: share(count),
      'cpu µs each': cost(count),
    }));
  const thread = (sample) => sample.thread.replace(/-\d+$/, '');
  print_table(`${title}: by thread`, tabled('thread', counted(samples, thread)));
  const layer = (sample) => layer_of(sample.frames);
  print_table(`${title}: by layer`, tabled('layer', counted(samples, layer)));
  const inside = (one) => `${one.frames[0] ?? '?'}  [${layer_of(one.frames)}]`;
  print_table(`${title}: by function`, tabled('function', counted(samples, inside).slice(0, 30)));
}

async function profile(title, subject, setting, each) {
  const file = join(setting.folder, 'perf.data');
  const load = setting.load;
  load.settings = { warm_seconds: 1, seconds: profile_seconds };
  const loaded = load.run(subject, connections);
  await new Promise((done) => setTimeout(done, 1_000));
  const record = ['record', '-q', '-e', 'cpu-clock', '-F', String(samples_per_second)];
  const of = ['--call-graph', 'dwarf,16384', '-p', String(subject.server.pid), '-o', file];
  await output_of('perf', [...record, ...of, '--', 'sleep', String(profile_seconds - 1)]);
  const figures = await loaded;
  const samples = await read_samples(file);
  const operations = figures.requests_per_second * (profile_seconds - 1) * each;
  print_profile(title, samples, operations);
}

/** Prints profiles of ingest and of bulk evaluation. */
export async function profile_all(setting) {
  const { folder, load } = setting;
  mkdirSync(load.folder, { recursive: true });
  const server = await start_spotter(setting.program, join(folder, 'profiled'));
  const key = server.keys.client_key;
  await load.keep_rows(rows(1_000_000));
  const batches = Array.from({ length: 16 }, (_, i) => batch(100, i, key));
  const files = await load.keep('ingest', batches);
  await profile('Ingest, by event', { server, files }, setting, 100);
  const visitors = Array.from({ length: 64 }, (_, n) => bulk(n, key));
  const bulk_files = await load.keep('bulk', visitors);
  await profile('OFREP bulk, by request', { server, files: bulk_files }, setting, 1);
}
