// Drives one server with build/load (load.cpp) and reads what it says.
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export function output_of(command, args) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.on('data', (bytes) => (output += bytes));
    child.stderr.on('data', (bytes) => (errors += bytes));
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done(output);
      else fail(new Error(`${command} ended with ${code}: ${errors}`));
    });
  });
}

export class Load {
  #number = 0;

  constructor(program, folder, settings) {
    this.program = program;
    this.folder = folder;
    this.settings = settings;
  }

  /** Keeps these lines for "$$$$$$$$$$$$". */
  async keep_rows(text) {
    await mkdir(this.folder, { recursive: true });
    this.rows = join(this.folder, 'rows');
    await writeFile(this.rows, text);
  }

  /** Keeps these requests under a name; gives their files. */
  async keep(name, requests) {
    const files = requests.map((_, i) => join(this.folder, `${name}-${i}`));
    await Promise.all(files.map((file, i) => writeFile(file, requests[i])));
    return files;
  }

  /**
   * Sends to `subject` = {server, files, status} over that many connections and gives figures:
   * per second, latency in microseconds, the server's and our own processor time per request.
   */
  async run({ server, files, status = 200 }, connections) {
    const { warm_seconds, seconds } = this.settings;
    const before = server.cpu_seconds();
    const words = [server.port, connections, warm_seconds, seconds, status, this.#number];
    const said = await output_of(this.program, [...words.map(String), this.rows, ...files]);
    const cpu = server.cpu_seconds() - before;
    const figures = JSON.parse(said);
    this.#number = figures.number;
    const { other_statuses, an_other_status } = figures;
    if (other_statuses > 0)
      throw new Error(`${other_statuses} answers were not ${status} but ${an_other_status}`);
    return {
      requests_per_second: figures.requests / figures.seconds,
      p50_us: figures.p50_us,
      p99_us: figures.p99_us,
      max_us: figures.max_us,
      server_cpu_us: (cpu / figures.all_requests) * 1e6,
      load_cpu_us: (figures.load_cpu_seconds / figures.requests) * 1e6,
      load_cpu_share: figures.load_cpu_seconds / figures.seconds,
      answer_bytes: figures.answer_bytes / figures.requests,
    };
  }
}
