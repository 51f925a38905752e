// A made-up shop's site: it asks Spotter which arm a visitor sees and tells it what visitors do,
// through the same doors as a real one: OFREP for decisions, the tracking API for events.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const flush_every = 500;
const batch_size = 250;
const queue_size = 50_000;

export class Site {
  /** `keys` by name: client-key, server-key, admin-key. */
  constructor(server, keys) {
    this.server = server.replace(/\/$/, '');
    this.keys = keys;
    this.stopping = new AbortController();
    this.queue = [];
    this.away = false; // the server
    this.resent = 0;
  }

  stop() {
    this.stopping.abort();
  }

  get stopped() {
    return this.stopping.signal.aborted;
  }

  pause(milliseconds) {
    return sleep(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }

  request(method, path, key, body) {
    return fetch(this.server + path, {
      method,
      headers: {
        authorization: `Bearer ${this.keys[key]}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(10_000)]),
    });
  }

  /** An answer of the API; waits for a server that is not there yet. */
  async asked(path) {
    for (let tries = 0; ; tries++) {
      const answer = await this.request('GET', path, 'admin-key').catch(() => null);
      if (answer?.ok) return answer.json();
      if (answer && answer.status < 500) fail(`${path}: ${answer.status} ${await answer.text()}`);
      if (tries === 120) fail(`${this.server} does not answer`);
      await this.pause(500);
      if (this.stopped) process.exit(0);
    }
  }

  /** OFREP: all flags (path "") as a browser, or one ("/KEY") as a server. */
  async evaluate(path, key, visitor) {
    const body = { context: { targetingKey: visitor } };
    const answer = await this.request('POST', `/ofrep/v1/evaluate/flags${path}`, key, body);
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  }

  see(visitor, launch, arm) {
    this.track(visitor, 'Experiment Viewed', { experiment_id: launch, variation_id: arm });
  }

  track(userId, event, properties) {
    const timestamp = new Date().toISOString();
    const messageId = randomUUID();
    this.queue.push({ type: 'track', messageId, userId, event, properties, timestamp });
    if (this.queue.length > queue_size) this.queue.shift();
  }

  /** Sends what waits, in batches, until it is stopped. */
  async deliveries() {
    while (!this.stopped) {
      await this.pause(flush_every);
      while (this.queue.length > 0 && !this.stopped) {
        await this.delivered(this.queue.splice(0, batch_size));
      }
    }
  }

  /** A batch that got no answer goes again with the same ids. */
  async delivered(batch) {
    for (let delay = 250; !this.stopped; delay = Math.min(delay * 2, 4_000)) {
      const body = { batch, sentAt: new Date().toISOString() };
      const answer = await this.request('POST', '/v1/batch', 'client-key', body).catch(() => null);
      await answer?.arrayBuffer().catch(() => null);
      if (this.stopped) return;
      if (answer?.ok) return this.seen(true);
      if (answer && answer.status < 500 && answer.status !== 429) {
        fail(`the server refused a batch with ${answer.status}`);
      }
      this.seen(false);
      this.resent++;
      await this.pause(Math.max(delay, 1_000 * Number(answer?.headers.get('retry-after') ?? 0)));
    }
  }

  /** Says when the server goes away and when it is back. */
  seen(there) {
    if (this.away === !there) return;
    this.away = !there;
    say(this.away ? 'The server is away; visitors wait.' : 'The server is back.');
  }
}

export function say(text) {
  console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);
}

export function fail(sentence) {
  console.error(`demo: ${sentence}`);
  process.exit(1);
}
