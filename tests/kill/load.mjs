// Load with known message ids: what was sent, what was acknowledged, and what must be there.
import { arm, units_in } from '../contract/assignment.mjs';
import { event, exposure, failure, pieces } from '../contract/messages.mjs';
import { basic } from '../contract/server.mjs';

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
export function random_from(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function shuffled(list, random) {
  const all = [...list];
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [all[i], all[j]] = [all[j], all[i]];
  }
  return all;
}

/**
 * The history of one harmful launch, as batches of one to eight messages: all are exposed, then
 * most of treatment and a few of control fail, some twice, some sign up.
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

/** Counts per launch of what a set of batches must bring: exposed and failing units by arm. */
export class Expected {
  #exposed = new Map();
  #failing = new Map();

  add(batch) {
    for (const message of batch) {
      if (message.event === 'Experiment Viewed') {
        this.#note(this.#exposed, message.properties.experiment_id, message.userId);
      } else if (message.event === 'Checkout Error') {
        this.#note(this.#failing, message.userId.replace(/-\d+$/, ''), message.userId);
      }
    }
  }

  /** {exposed: {control, treatment}, failing: {control, treatment}} of that launch. */
  of(launch) {
    return { exposed: count(this.#exposed, launch), failing: count(this.#failing, launch) };
  }

  launches() {
    return [...this.#exposed.keys()];
  }

  #note(units, launch, unit) {
    if (!units.has(launch)) units.set(launch, { control: new Set(), treatment: new Set() });
    units.get(launch)[arm(launch, unit)].add(unit);
  }
}

function count(units, launch) {
  const sets = units.get(launch);
  return { control: sets?.control.size ?? 0, treatment: sets?.treatment.size ?? 0 };
}

/** What the server says of that launch, in the same form. */
export function measured(results) {
  const [control, treatment] = results.arms;
  const failing = (arm) => arm.metrics['checkout-error'].count;
  return {
    exposed: { control: control.units, treatment: treatment.units },
    failing: { control: failing(control), treatment: failing(treatment) },
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
