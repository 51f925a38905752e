// What the figures were taken on: they mean little without it.
import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { median } from './figures.mjs';

function filesystem_of(folder) {
  const lines = readFileSync('/proc/self/mounts', 'utf8').trim().split('\n');
  const mounts = lines.map((line) => line.split(' '));
  const above = mounts.filter(([, place]) => place === '/' || `${folder}/`.startsWith(`${place}/`));
  above.sort((a, b) => a[1].length - b[1].length);
  return above.at(-1)?.[2] ?? 'unknown';
}

/**
 * Microseconds of a write of 16 KiB and fdatasync as the event log does them, one place after the
 * other in a file that is there already: median and worst of 200.
 */
function sync_cost(folder) {
  const file = openSync(join(folder, 'sync-probe'), 'w');
  const bytes = Buffer.alloc(16 * 1024, 1);
  writeSync(file, Buffer.alloc(200 * bytes.length));
  fdatasyncSync(file);
  const took = [];
  for (let i = 0; i < 200; i++) {
    const begun = process.hrtime.bigint();
    writeSync(file, bytes, 0, bytes.length, i * bytes.length);
    fdatasyncSync(file);
    took.push(Number(process.hrtime.bigint() - begun) / 1000);
  }
  closeSync(file);
  return { median: median(took), worst: Math.max(...took) };
}

export function describe_machine(folder) {
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memory_gib: Math.round(totalmem() / 2 ** 30),
    kernel: release().split('-')[0],
    filesystem: filesystem_of(folder),
    sync_us: sync_cost(folder),
  };
}
