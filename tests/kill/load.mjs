// Load with known message ids: what was sent, what was acknowledged, and what must be there.
import { random_from, shuffled } from '../../tools/demo/chance.mjs';
import { arm, units_in } from '../contract/assignment.mjs';
import { event, exposure, failure, order, pieces } from '../contract/messages.mjs';
import { basic } from '../contract/server.mjs';

export { random_from, shuffled };

/**
 * The history of one harmful launch, as batches of one to eight messages: all are exposed, then
 * most of treatment and a few of control fail, some twice, some sign up, some buy for whole
 * amounts, far below the cap.
 */
export function harmful_history(launch, random, size = 40) {
  const control = units_in(launch, 'control', size, launch);
  const treatment = units_in(launch, 'treatment', size, launch);
  const seen = [...control, ...treatment].map((unit) => exposure(unit, launch));
  const failing = [...treatment.slice(0, Math.floor(size * 0.7)), ...control.slice(0, 2)];
  const later = [
    ...failing.map((unit) => failure(unit)),
    ...failing.slice(0, 5).map((unit) => failure(unit)),
    ...control.slice(5, 15).map((unit) => event(unit, 'Signed Up')),
    ...[...control.slice(0, 4), ...treatment.slice(0, 4), control[0], treatment[0]].map((unit) =>
      order(unit, 1 + Math.floor(random() * 90))),
  ];
  return in_batches([...shuffled(seen, random), ...shuffled(later, random)], random);
}

/** Endless exposures of a harmless launch, so that there is always something under way. */
export function* steady_exposures(launch, prefix, random) {
  for (let n = 0; ; ) {
    const size = 1 + Math.floor(random() * 20);
    const units = Array.from({ length: size }, () => `${prefix}-${n++}`);
    yield units.map((unit) => exposure(unit, launch));
  }
}

export function in_batches(messages, random) {
  const all = [];
  for (const piece of pieces(messages, 8)) {
    const cut = 1 + Math.floor(random() * piece.length);
    all.push(piece.slice(0, cut));
    if (cut < piece.length) all.push(piece.slice(cut));
  }
  return all;
}

/**
 * What a set of batches must bring, by launch: exposed and failing units, and revenue, by arm. A
 * message counts once, however often it is added.
 */
export class Expected {
  #exposed = new Map();
  #failing = new Map();
  #revenue = new Map();
  #orders = new Set();

  add(batch) {
    for (const message of batch) {
      if (message.event === 'Experiment Viewed') {
        this.#note(this.#exposed, message.properties.experiment_id, message.userId);
      } else if (message.event === 'Checkout Error') {
        this.#note(this.#failing, launch_of(message), message.userId);
      } else if (message.event === 'Order Completed' && !this.#orders.has(message.messageId)) {
        this.#orders.add(message.messageId);
        const launch = launch_of(message);
        const sums = this.#revenue.get(launch) ?? { control: 0, treatment: 0 };
        sums[arm(launch, message.userId)] += message.properties.revenue;
        this.#revenue.set(launch, sums);
      }
    }
  }

  /** {exposed: {control, treatment}, failing: …, revenue: …} of that launch. */
  of(launch) {
    return {
      exposed: count(this.#exposed, launch),
      failing: count(this.#failing, launch),
      revenue: { ...(this.#revenue.get(launch) ?? { control: 0, treatment: 0 }) },
    };
  }

  launches() {
    return [...this.#exposed.keys()];
  }

  #note(units, launch, unit) {
    if (!units.has(launch)) units.set(launch, { control: new Set(), treatment: new Set() });
    units.get(launch)[arm(launch, unit)].add(unit);
  }
}

/** Visitors of a history are named after their launch. */
const launch_of = (message) => message.userId.replace(/-\d+$/, '');

function count(units, launch) {
  const sets = units.get(launch);
  return { control: sets?.control.size ?? 0, treatment: sets?.treatment.size ?? 0 };
}

/** What the server says of that launch, in the same form. */
export function measured(results) {
  const [control, treatment] = results.arms;
  const failing = (arm) => arm.metrics['checkout-error'].count;
  // Amounts are whole: what a mean's rounding leaves over is none.
  const revenue = (arm) => Math.round((arm.metrics.revenue?.mean ?? 0) * arm.units * 1e6) / 1e6;
  return {
    exposed: { control: control.units, treatment: treatment.units },
    failing: { control: failing(control), treatment: failing(treatment) },
    revenue: { control: revenue(control), treatment: revenue(treatment) },
  };
}

/** Sends one batch; its sequence, or null when no answer came. */
export async function send_once(server, batch) {
  try {
    const answer = await fetch(`${server.url}/v1/batch`, {
      method: 'POST',
      headers: { authorization: basic(server.keys.client_key) },
      body: JSON.stringify({ batch, sentAt: new Date() }),
    });
    await answer.text();
    return answer.status === 200 ? Number(answer.headers.get('spotter-sequence')) : null;
  } catch {
    return null;
  }
}

/** Sends until acknowledged. */
export async function send_surely(server, batch) {
  for (let tries = 0; tries < 200; tries++) {
    const sequence = await send_once(server, batch);
    if (sequence !== null) return sequence;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error('never acknowledged');
}
