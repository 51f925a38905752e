// Durable ingest of batches, beside nginx that logs the same bodies and ours without syncs.
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { in_turn, medians, print_table, ratio, short, spread } from './figures.mjs';
import { batch, rows } from './requests.mjs';
import { start_nginx, start_spotter } from './servers.mjs';

const batch_events = 100;
const varieties = 16;

/** The servers, each with the batches it is sent. */
async function subjects_of({ program, against, folder, load }) {
  const ours = async (name, program, options) => {
    const server = await start_spotter(program, join(folder, name), options);
    const requests = Array.from({ length: varieties }, (_, i) =>
      batch(batch_events, i, server.keys.client_key),
    );
    return { server, files: await load.keep(name, requests), bytes: requests[0].length };
  };
  const spotter = await ours('spotter', program);
  const nginx_folder = join(folder, 'nginx-ingest');
  const server = await start_nginx(nginx_folder);
  const log = join(nginx_folder, 'events.log');
  const nginx = { ...spotter, server, after: () => truncate(log) };
  return {
    spotter,
    ...(against ? { against: await ours('against', against) } : {}),
    unsynced: await ours('unsynced', program, { synced: false }),
    nginx,
    'nginx again': nginx,
  };
}

/** How long until the loop has judged all it was handed, in milliseconds. */
async function loop_delay(server) {
  const begun = performance.now();
  const answer = await fetch(`${server.url}/api/launches`, {
    headers: { authorization: `Bearer ${server.keys.admin_key}` },
  });
  await answer.text();
  if (!answer.ok) throw new Error(`the list of launches answered ${answer.status}`);
  return performance.now() - begun;
}

function table_row(name, all, connections) {
  const middle = medians(all[name]);
  const rate = (of) => all[of].map((round) => round.requests_per_second);
  const cpu = (of) => all[of].map((round) => round.server_cpu_us);
  return {
    [`${connections} connections`]: name,
    'requests/s': short(middle.requests_per_second),
    'events/s': short(middle.requests_per_second * batch_events),
    'p50 ms': short(middle.p50_us / 1000),
    'p99 ms': short(middle.p99_us / 1000),
    'max ms': short(middle.max_us / 1000),
    'server cpu µs/event': short(middle.server_cpu_us / batch_events),
    'load cpu share': short(middle.load_cpu_share),
    'rate to nginx': spread(ratio(rate(name), rate('nginx'))),
    'rate to unsynced': spread(ratio(rate(name), rate('unsynced'))),
    'cpu to spotter': spread(ratio(cpu(name), cpu('spotter'))),
  };
}

/** Measures and prints; gives what was found. */
export async function bench_ingest(setting) {
  await setting.load.keep_rows(rows(1_000_000));
  const subjects = await subjects_of(setting);
  console.log(`\nbatches of ${batch_events} events, ${short(subjects.spotter.bytes / 1024)} KiB`);
  const found = [];
  for (const connections of setting.connections) {
    const measure = async (subject) => {
      const figures = await setting.load.run(subject, connections);
      await subject.after?.();
      if (subject.server.keys) figures.loop_delay_ms = await loop_delay(subject.server);
      await sleep(200);
      return figures;
    };
    const figures = await in_turn(subjects, setting.rounds, measure);
    print_table(
      'Durable ingest',
      Object.keys(figures).map((name) => table_row(name, figures, connections)),
    );
    const delays = figures.spotter.map((round) => round.loop_delay_ms);
    console.log(`the loop had judged all ${short(Math.max(...delays))} ms after the load at most`);
    found.push({ connections, batch_events, bytes: subjects.spotter.bytes, figures });
  }
  return found;
}
