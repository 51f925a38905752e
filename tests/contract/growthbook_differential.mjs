// Compares Spotter's remote evaluation with GrowthBook's own on random payloads and visitors:
//   node tests/contract/growthbook_differential.mjs --seed 1 --cases 20000
// SPOTTER_EVAL_CHECK names another program than build/growthbook_eval_check.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import proxy_eval from '@growthbook/proxy-eval';
import { Cases } from './growthbook_cases.mjs';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const program = process.env.SPOTTER_EVAL_CHECK ?? resolve(root, 'build/growthbook_eval_check');

/** GrowthBook's answer: {features}, or {threw} where it has none. */
async function expected_of({ payload, request }) {
  try {
    const answer = await proxy_eval.evaluateFeatures({
      payload,
      attributes: request.attributes,
      forcedVariations: request.forcedVariations,
      forcedFeatures: new Map(request.forcedFeatures),
      url: request.url,
    });
    return { features: JSON.parse(JSON.stringify(answer.features)) };
  } catch (error) {
    return { threw: error.message };
  }
}

/** Our program, asked one case at a time. */
class Program {
  constructor() {
    this.child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
    this.child.on('error', (error) => (this.error = error));
  }

  async ask(one) {
    this.child.stdin.write(`${JSON.stringify(one)}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw this.error ?? new Error('the program ended');
    return JSON.parse(value);
  }

  end = () => this.child.stdin.end();
}

async function difference(ours, one) {
  const expected = await expected_of(one);
  const got = await ours.ask(one);
  if (expected.threw) return { threw: expected.threw, got };
  return isDeepStrictEqual(got, expected) ? null : { expected, got };
}

/** Every smaller version of a JSON value: one member or element less, or one of its parts alone. */
function* smaller(value) {
  if (value === null || typeof value !== 'object') return;
  for (const key of Object.keys(value)) {
    const rest = structuredClone(value);
    if (Array.isArray(rest)) rest.splice(Number(key), 1);
    else delete rest[key];
    yield rest;
  }
  for (const key of Object.keys(value)) {
    for (const part of smaller(value[key])) {
      const copy = structuredClone(value);
      copy[key] = part;
      yield copy;
    }
  }
}

/** The same difference with as little around it as can be. */
async function shrink(ours, one) {
  for (let again = true; again; ) {
    again = false;
    for (const candidate of smaller(one)) {
      if (!candidate.payload?.features || !candidate.request?.forcedFeatures) continue;
      const found = await difference(ours, candidate);
      if (!found || found.threw) continue;
      one = candidate;
      again = true;
      break;
    }
  }
  return one;
}

/** {equal, threw, different: [{index, one, expected, got}]}; stops after ten differences. */
export async function compare({ seed, cases }) {
  const ours = new Program();
  const { error } = console;
  console.error = () => {}; // the SDK reports unknown operators there
  const tally = { equal: 0, threw: 0, different: [] };
  try {
    const source = new Cases(seed);
    for (let index = 0; index < cases && tally.different.length < 10; index++) {
      const one = source.next();
      const found = await difference(ours, one);
      if (!found) tally.equal++;
      else if (found.threw) tally.threw++;
      else {
        const small = await shrink(ours, one);
        tally.different.push({ index, one: small, ...(await difference(ours, small)) });
      }
    }
  } finally {
    console.error = error;
    ours.end();
  }
  return tally;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      cases: { type: 'string', default: '20000' },
    },
  });
  const tally = await compare({ seed: Number(values.seed), cases: Number(values.cases) });
  for (const one of tally.different) console.log(JSON.stringify(one, null, 1));
  console.log(
    `seed ${values.seed}: ${tally.equal} equal, ${tally.different.length} different, ` +
      `${tally.threw} that GrowthBook's own evaluation does not survive`,
  );
  process.exitCode = tally.different.length ? 1 : 0;
}
