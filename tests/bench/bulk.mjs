// OFREP bulk evaluation of 20 flags, beside nginx that serves a file of the answer's size.
import { join } from 'node:path';
import { in_turn, medians, print_table, ratio, short, spread } from './figures.mjs';
import { bulk, request, rows, visitor } from './requests.mjs';
import { output_of } from './load.mjs';
import { start_nginx, start_spotter } from './servers.mjs';

const visitors = 64;

async function answers_of(server) {
  const answers = [];
  for (let n = 0; n < visitors; n++) {
    const answer = await fetch(`${server.url}/ofrep/v1/evaluate/flags`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${server.keys.client_key}`,
        'content-type': 'application/json; charset=utf-8',
      },
      body: JSON.stringify({ context: visitor(n) }),
    });
    if (!answer.ok) throw new Error(`bulk evaluation answered ${answer.status}`);
    const text = await answer.text();
    const flags = JSON.parse(text).flags.length;
    if (flags !== 20) throw new Error(`bulk evaluation gave ${flags} flags, not 20`);
    answers.push({ tag: answer.headers.get('etag'), text });
  }
  return answers;
}

async function ours(name, program, { folder, load }) {
  const server = await start_spotter(program, join(folder, name));
  const answers = await answers_of(server);
  const key = server.keys.client_key;
  const requests = (tag_of) => answers.map((answer, n) => bulk(n, key, tag_of(answer)));
  return {
    answers,
    full: { server, files: await load.keep(`${name}-full`, requests(() => undefined)) },
    unchanged: {
      server,
      files: await load.keep(`${name}-tag`, requests((answer) => answer.tag)),
      status: 304,
    },
  };
}

async function static_file({ folder, load }, answers) {
  const lengths = answers.map((answer) => answer.text.length).sort((a, b) => a - b);
  const text = answers.find((answer) => answer.text.length === lengths[visitors >> 1]).text;
  const server = await start_nginx(join(folder, 'nginx-bulk'), { 'flags.json': text });
  const tag = (await fetch(`${server.url}/flags.json`)).headers.get('etag');
  const get = (headers) => [request('GET', '/flags.json', headers)];
  return {
    bytes: text.length,
    full: { server, files: await load.keep('nginx-full', get({})) },
    unchanged: {
      server,
      files: await load.keep('nginx-tag', get({ 'If-None-Match': tag })),
      status: 304,
    },
  };
}

function table_row(name, all, connections) {
  const middle = medians(all[name]);
  const rate = (of) => all[of].map((round) => round.requests_per_second);
  const cpu = (of) => all[of].map((round) => round.server_cpu_us);
  return {
    [`${connections} connections`]: name,
    'requests/s': short(middle.requests_per_second),
    'p50 µs': short(middle.p50_us),
    'p99 µs': short(middle.p99_us),
    'server cpu µs': short(middle.server_cpu_us),
    'load cpu share': short(middle.load_cpu_share),
    'rate to nginx': spread(ratio(rate(name), rate('nginx'))),
    'cpu to nginx': spread(ratio(cpu(name), cpu('nginx'))),
    'cpu to spotter': spread(ratio(cpu(name), cpu('spotter'))),
  };
}

/** wrk on the same file: is our own load as quick as a known one? */
async function cross_check(file, { load, connections }) {
  const at_once = Math.max(...connections);
  const [seconds, url] = [load.settings.seconds, `${file.full.server.url}/flags.json`];
  const turns = { load: [], wrk: [] };
  for (let round = 0; round < 3; round++) {
    turns.load.push((await load.run(file.full, at_once)).requests_per_second);
    const said = await output_of('wrk', ['-t1', `-c${at_once}`, `-d${Math.ceil(seconds)}s`, url]);
    turns.wrk.push(Number(/Requests\/sec:\s+([\d.]+)/.exec(said)[1]));
  }
  const found = ratio(turns.load, turns.wrk);
  console.log(`\nour load beside wrk, both on that file: ${spread(found)} times its rate`);
  return found;
}

/** Measures and prints; gives what was found. */
export async function bench_bulk(setting) {
  await setting.load.keep_rows(rows(1));
  const spotter = await ours('bulk', setting.program, setting);
  const against = setting.against && (await ours('bulk-against', setting.against, setting));
  const nginx = await static_file(setting, spotter.answers);
  console.log(`\nanswers of ${short(nginx.bytes)} bytes, ${visitors} visitors`);
  const load_beside_wrk = await cross_check(nginx, setting);
  const found = { bytes: nginx.bytes, load_beside_wrk, runs: [] };
  for (const connections of setting.connections) {
    for (const kind of ['full', 'unchanged']) {
      const subjects = {
        spotter: spotter[kind],
        ...(against ? { against: against[kind] } : {}),
        nginx: nginx[kind],
        'nginx again': nginx[kind],
      };
      const measure = (subject) => setting.load.run(subject, connections);
      const figures = await in_turn(subjects, setting.rounds, measure);
      const title = kind === 'full' ? 'OFREP bulk of 20 flags' : 'The same with If-None-Match: 304';
      print_table(
        title,
        Object.keys(figures).map((name) => table_row(name, figures, connections)),
      );
      found.runs.push({ connections, kind, figures });
    }
  }
  return found;
}
