// The servers that ./do bench compares: ours, ours without syncs, nginx. All on loopback, all in
// one folder, all ended by end_all().
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../contract/server.mjs';

const running = [];

/** Ends every server that was started, and waits for it. */
export async function end_all() {
  for (const server of running.splice(0)) await server.end();
}

class Process {
  constructor(command, args, env = {}) {
    this.output = '';
    this.child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    this.closed = new Promise((done) => this.child.on('close', done));
    this.child.on('error', (error) => (this.output += error.message));
    this.child.stdout.on('data', (bytes) => (this.output += bytes));
    this.child.stderr.on('data', (bytes) => (this.output += bytes));
    running.push(this);
  }

  get pid() {
    return this.child.pid;
  }

  async end() {
    this.child.kill('SIGTERM');
    await this.closed;
  }

  /** Waits until `ready` gives something. */
  async until(ready) {
    for (let waited = 0; waited < 30_000; waited += 20) {
      const found = await ready();
      if (found) return found;
      if (this.child.exitCode !== null) break;
      await sleep(20);
    }
    throw new Error(`a server did not come up:\n${this.output}`);
  }

  /** Processor seconds so far, those of its children too. */
  cpu_seconds() {
    return [this.pid, ...children_of(this.pid)].map(cpu_of).reduce((a, b) => a + b, 0);
  }
}

const stat = (pid) => readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
const cpu_of = (pid) => (Number(stat(pid)[11]) + Number(stat(pid)[12])) / 100;

function children_of(parent) {
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return numbers.filter((pid) => {
    try {
      return Number(stat(pid)[1]) === parent;
    } catch {
      return false; // it has ended meanwhile
    }
  });
}

const sync_less = [
  '/usr/lib/x86_64-linux-gnu/libeatmydata.so',
  '/usr/lib/aarch64-linux-gnu/libeatmydata.so',
].find(existsSync);

/** Ours, with the flags and running launches of definitions.yaml. `synced: false`: eatmydata. */
export async function start_spotter(program, data, { synced = true } = {}) {
  const made = await run(['init', '--data', data]);
  if (made.code !== 0) throw new Error(`init: ${made.stderr}`);
  const env = synced ? {} : { LD_PRELOAD: sync_less };
  if (!synced && !sync_less) throw new Error('eatmydata is not installed');
  const server = new Process(program, ['serve', '--data', data, '--listen', '127.0.0.1:0'], env);
  const url = await server.until(() => /^listening on (\S+)$/m.exec(server.output)?.[1]);
  server.url = url;
  server.port = Number(new URL(url).port);
  server.keys = JSON.parse(made.stdout);
  await define(server);
  return server;
}

async function define(server) {
  const options = ['--server', server.url, '--key', server.keys.admin_key];
  const file = new URL('definitions.yaml', import.meta.url).pathname;
  for (const words of [
    ['apply', file],
    ['launch', 'start', 'checkout-redesign'],
    ['launch', 'start', 'spring-banner'],
  ]) {
    const done = await run([...words, ...options]);
    if (done.code !== 0) throw new Error(`${words.join(' ')}: ${done.stdout}${done.stderr}`);
  }
}

const free_port = () =>
  new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });

// Bodies are read whole and written to a log that is never synced. $request_body is only there
// once something has read the body; an answer of nginx's own would leave it on the wire, so a
// second, bodiless hop over a Unix socket gives the answer.
const nginx_conf = (folder, port) => `
daemon off;
worker_processes 2;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log warn;
events { worker_connections 1024; }
http {
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  log_format bodies escape=none '$request_body';
  access_log off;
  keepalive_requests 100000000;
  sendfile on;
  open_file_cache max=16;
  default_type application/json;
  upstream answer { server unix:${folder}/answer.sock; keepalive 64; }
  server {
    listen unix:${folder}/answer.sock;
    return 200 '{"success":true}';
  }
  server {
    listen 127.0.0.1:${port} reuseport;
    root ${folder}/files;
    location = /v1/batch {
      access_log ${folder}/events.log bodies;
      client_max_body_size 1m;
      client_body_buffer_size 1m;
      proxy_pass http://answer;
      proxy_http_version 1.1;
      proxy_set_header Connection '';
      proxy_set_header Content-Length '';
      proxy_pass_request_body off;
    }
  }
}
`;

/** nginx with two workers; `files` maps names to what it serves at /name. */
export async function start_nginx(folder, files = {}) {
  const port = await free_port();
  await mkdir(join(folder, 'files'), { recursive: true, mode: 0o755 });
  for (const [name, text] of Object.entries(files))
    await writeFile(join(folder, 'files', name), text);
  await writeFile(join(folder, 'nginx.conf'), nginx_conf(folder, port));
  const program = existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx';
  const server = new Process(program, ['-p', folder, '-c', 'nginx.conf', '-g', user_of_workers()]);
  server.url = `http://127.0.0.1:${port}`;
  server.port = port;
  await server.until(() => fetch(server.url).then((answer) => answer.status, () => 0));
  return server;
}

// As root its workers would become nobody, who may not enter our folder.
const user_of_workers = () => (process.getuid() === 0 ? 'user root;' : '');
