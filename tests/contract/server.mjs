// The program under test: a real `spotter serve` on a free port with its data in a folder of its
// own. SPOTTER_PROGRAM names another program than build/spotter.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
export const program = process.env.SPOTTER_PROGRAM ?? join(root, 'build/spotter');
export const spring_banner = join(root, 'examples/spring-banner.yaml');

/** Runs the program to its end: {code, stdout, stderr}; `inside`: through another command. */
export function run(args, { timeout = 20_000, inside = [] } = {}) {
  return new Promise((done, fail) => {
    const [command, ...rest] = [...inside, program, ...args];
    const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (bytes) => (output.stdout += bytes));
    child.stderr.on('data', (bytes) => (output.stderr += bytes));
    const timer = setTimeout(() => child.kill('SIGKILL'), timeout);
    child.on('error', fail);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      done({ code: code ?? signal, ...output });
    });
  });
}

/** Asks until `probe` gives something truthy, and gives that; fails after `within` milliseconds. */
export async function eventually(probe, what, within = 5_000) {
  const end = Date.now() + within;
  for (;;) {
    const found = await probe();
    if (found) return found;
    assert.ok(Date.now() < end, `not within ${within} ms: ${what}`);
    await sleep(5);
  }
}

export class Server {
  /**
   * Makes a workspace in a new folder (or the one named) and serves it; with `t`, both end with
   * that test. `inside`: a command that starts other commands where the folder is to be found.
   */
  static async start(t, { args = [], folder, inside = [] } = {}) {
    const place = folder ?? (await mkdtemp(join(tmpdir(), 'spotter-contract-')));
    const server = new Server(place, args, inside);
    if (t) t.after(() => server.remove());
    const made = await run(['init', '--data', server.data], { inside });
    assert.equal(made.code, 0, `init: ${made.stderr}`);
    server.keys = JSON.parse(made.stdout);
    await server.serve();
    return server;
  }

  constructor(folder, args, inside = []) {
    this.folder = folder;
    this.data = join(folder, 'data');
    this.args = args;
    this.inside = inside;
    this.stderr = '';
    this.stdout = '';
  }

  /** Starts the process on its data and waits until it listens. */
  async serve({ timeout = 30_000 } = {}) {
    // After a restart it is at the same address, as a real one would be.
    const listen = this.url ? new URL(this.url).host : '127.0.0.1:0';
    const args = ['serve', '--data', this.data, '--listen', listen, ...this.args];
    const [command, ...rest] = [...this.inside, program, ...args];
    const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    this.closed = new Promise((done) => {
      child.on('close', (code, signal) => done({ code, signal }));
    });
    child.stderr.on('data', (bytes) => (this.stderr += bytes));
    this.url = await new Promise((done, fail) => {
      let heard = '';
      const timer = setTimeout(() => fail(new Error('serve: not listening in time')), timeout);
      child.stdout.on('data', (bytes) => {
        this.stdout += bytes;
        heard += bytes;
        const line = /^listening on (http:\/\/\S+)\s*$/m.exec(heard);
        if (line) done(line[1]);
        if (line) clearTimeout(timer);
      });
      child.on('error', fail);
      child.on('close', (code) => {
        clearTimeout(timer);
        fail(new Error(`serve ended with ${code}: ${this.stderr.slice(-2_000)}`));
      });
    });
    return this;
  }

  /** Asks the process to end, as an operator would; it must end well within ten seconds. */
  async stop() {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode) return;
    this.child.kill('SIGTERM');
    const late = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    const { code, signal } = await this.closed;
    clearTimeout(late);
    assert.deepEqual({ code, signal }, { code: 0, signal: null }, `stop: ${this.stderr}`);
  }

  /** kill -9. */
  async kill() {
    if (this.child.exitCode !== null || this.child.signalCode) return;
    this.child.kill('SIGKILL');
    await this.closed;
  }

  async restart() {
    await this.stop();
    await this.serve();
  }

  async remove() {
    if (this.child) await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  // ---- the command line ------------------------------------------------------------------------

  /** A command of the program against this server. */
  command(...args) {
    return run([...args, '--server', this.url, '--key', this.keys.admin_key]);
  }

  async apply(file) {
    const done = await this.command('apply', file);
    assert.equal(done.code, 0, `apply: ${done.stderr}${done.stdout}`);
    return done.stdout;
  }

  /** Writes definitions to a file in this server's folder and gives its path. */
  async file(text, name = 'definitions.yaml') {
    const path = join(this.folder, name);
    await writeFile(path, text);
    return path;
  }

  /** Applies definitions given as YAML text and starts the launches named. */
  async launch(text, ...keys) {
    await this.apply(await this.file(text));
    for (const key of keys) await this.act('start', key);
  }

  async act(verb, key) {
    const done = await this.command('launch', verb, key);
    assert.equal(done.code, 0, `launch ${verb} ${key}: ${done.stderr}${done.stdout}`);
  }

  // ---- HTTP ------------------------------------------------------------------------------------

  /** Our own API with the admin key: {status, body, headers}. */
  async api(method, path, body) {
    const answer = await fetch(this.url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.keys.admin_key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: parsed(text) };
  }

  async get(path) {
    const answer = await this.api('GET', path);
    assert.equal(answer.status, 200, `GET ${path}: ${answer.text}`);
    return answer.body;
  }

  launch_state = async (key) => (await this.get(`/api/launches/${key}`)).state;
  results = (key) => this.get(`/api/launches/${key}/results`);
  receipt = (key) => this.get(`/api/launches/${key}/receipt`);

  /** Results that have judged everything up to `sequence`. */
  results_at(key, sequence) {
    return eventually(async () => {
      const results = await this.results(key);
      return results.as_of.sequence >= sequence && results;
    }, `results of ${key} as of ${sequence}`);
  }

  /** Sends messages through POST /v1/batch and gives the sequence of its answer. */
  async send(messages, { key = this.keys.client_key, sentAt = new Date(), ...rest } = {}) {
    const answer = await fetch(`${this.url}/v1/batch`, {
      method: 'POST',
      headers: { authorization: basic(key), 'content-type': 'application/json' },
      body: JSON.stringify({ batch: messages, ...(sentAt ? { sentAt } : {}), ...rest }),
    });
    const text = await answer.text();
    assert.equal(answer.status, 200, `POST /v1/batch: ${answer.status} ${text}`);
    assert.deepEqual(JSON.parse(text), { success: true });
    return sequence_of(answer.headers);
  }

  /** One flag, as a server-side client asks: {status, body, headers}. */
  async decide(flag, context, { key = this.keys.server_key, headers = {}, query = '' } = {}) {
    const answer = await fetch(`${this.url}/ofrep/v1/evaluate/flags/${flag}${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ context }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: parsed(text) };
  }

  /** All flags, as a browser asks: {status, body, headers, text}. */
  async decide_all(context, { key = this.keys.client_key, headers = {} } = {}) {
    const answer = await fetch(`${this.url}/ofrep/v1/evaluate/flags`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ context }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: parsed(text) };
  }
}

export const basic = (key) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;

/** The sequence an answer of the intake names. */
export function sequence_of(headers) {
  const text = headers.get('spotter-sequence');
  assert.match(text ?? '', /^\d+$/, 'the intake answers with Spotter-Sequence');
  return Number(text);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Microseconds since 1970 of an RFC 3339 text as Spotter writes it. */
export function microseconds(text) {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{6})Z$/.exec(text ?? '');
  assert.ok(parts, `RFC 3339 with microseconds: ${text}`);
  return Date.parse(`${parts[1]}Z`) * 1000 + Number(parts[2]);
}

/** Results as text without the part that says how far they go. */
export function without_as_of(results) {
  const { as_of: _, ...rest } = results;
  return JSON.stringify(rest);
}

/** The arm of that key in results. */
export const arm_of = (results, key) => results.arms.find((arm) => arm.key === key);
