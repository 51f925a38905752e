// The sentences that stories are made of, and what each does to a running program.
import assert from 'node:assert/strict';
import { units_in } from '../contract/assignment.mjs';
import { exposure, failure, launch_text, definitions } from '../contract/messages.mjs';
import { eventually } from '../contract/server.mjs';

const sides = { marketing: 'marketing', IT: 'it' };
const words = { marketing: 'marketing', it: 'IT' };
// As contract/messages.mjs defines them.
const metrics = {
  'checkout-error': {
    event: 'Checkout Error', window: '1d', worth: { amount: 1500, currency: 'EUR' },
  },
  'slow-page': { event: 'Slow Page', window: '1h' },
};
const password = 'a long and quiet river';

const whole_brief = {
  kind: 'experiment',
  purpose: 'sell more in spring',
  who_benefits: 'visitors who look for a present',
  outcome: 'five in a hundred more sign up',
  data: [{ data_class: 'none' }],
  regions: ['DE', 'AT'],
  page_types: ['landing page'],
  cost: { amount: 120000, currency: 'EUR' },
  starts_on: '2027-03-01',
  ends_on: '2027-03-31',
  kill_on: '2027-04-30',
};

/** Who and what one scenario speaks of. */
export class World {
  constructor(server, has_sign_in) {
    this.server = server;
    this.has_sign_in = has_sign_in;
    this.people = new Map();
    this.key = undefined; // of the launch spoken of last
    this.refused = undefined; // problem+json of the last deed, until a sentence says so
    this.said = false;
  }

  /** A refusal that no sentence expects is a failure. */
  settled() {
    assert.ok(!this.refused || this.said, `refused: ${this.refused?.detail}`);
    this.refused = undefined;
    this.said = false;
  }

  async deed(who, path, body = {}) {
    this.settled();
    const answer = await this.call(who, 'POST', path, body);
    if (answer.status !== 200) this.refused = answer.body;
    else this.last = answer.body;
  }

  /** A deed of somebody with a side; without sign-in the admin key speaks for it. */
  sided(who, path, body = {}) {
    const speaks = who && !this.has_sign_in ? { ...body, side: this.people.get(who) } : body;
    return this.deed(who, this.path(path), speaks);
  }

  path = (rest) => `/api/launches/${this.key}/${rest}`;

  async call(who, method, path, body) {
    const session = who && this.has_sign_in ? await this.session(who) : undefined;
    if (!session) return this.server.api(method, path, body);
    const answer = await fetch(this.server.url + path, {
      method,
      headers: { ...session, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : undefined };
  }

  /** The headers of that member's session; the member is made where there is none. */
  async session(name) {
    this.sessions ??= new Map();
    if (!this.sessions.has(name)) this.sessions.set(name, await this.sign_in(name));
    return this.sessions.get(name);
  }

  async sign_in(name) {
    const key = name.toLowerCase();
    const department = this.people.get(name);
    const made = await this.server.api('POST', '/api/members', { key, name, department, password });
    assert.equal(made.status, 200, made.text);
    const answer = await fetch(`${this.server.url}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ member: key, password }),
    });
    assert.equal(answer.status, 200, `${name} signs in`);
    const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
    return { cookie, 'spotter-csrf': (await answer.json()).csrf };
  }

  agreement = () => this.server.get(this.path('agreement'));
}

/** "Maria of marketing" is known as Maria from then on; "the admin key" is nobody. */
function person(world, words_for) {
  if (words_for === 'the admin key') return undefined;
  const [, name, side] = /^(\w+)(?: of (marketing|IT))?$/.exec(words_for);
  if (side) world.people.set(name, sides[side]);
  assert.ok(world.people.has(name), `${name} of which side?`);
  return name;
}

async function define(world, key, guardrails = ['checkout-error']) {
  world.settled();
  world.key = key;
  const text = definitions(launch_text(key, guardrails));
  await world.server.apply(await world.server.file(text));
}

async function condition_named(world, text) {
  const { conditions } = await world.agreement();
  const found = conditions.find((one) => one.text === text || one.guardrail?.metric === text);
  assert.ok(found, `a condition "${text}" among ${JSON.stringify(conditions)}`);
  return found.id;
}

const verdict = (world, who, body) => world.sided(who, 'verdict', body);
const command = (verb) => (world, who) => world.deed(who, world.path(verb));
const by_side = (text) => ({ kind: 'side', side: sides[text], name: null });

/** Applies a metric again, as the scenarios' definitions have it but for `changes`. */
function change_metric(world, key, changes) {
  const known = { key, name: key, kind: 'conversion', better: 'down', ...metrics[key] };
  return world.deed(undefined, '/api/apply', { metrics: [{ ...known, ...changes }] });
}

const deeds = [
  [/^"([^"]+)" gets an owner on each side and clearer words$/, (world, metric) =>
    change_metric(world, metric, {
      owners: { marketing: 'Maria Keller', it: 'Jonas Weber' },
      in_it_words: 'Units with such an event, over exposed units.',
    })],
  [/^"([^"]+)" counts (\w+) instead of (\w+)$/, (world, metric, window, before) => {
    assert.equal(metrics[metric].window, before);
    return change_metric(world, metric, { window });
  }],
  [/^signatures are required$/, async (world) => {
    await world.deed(undefined, '/api/settings', { signatures_required: true });
  }],
  [/^the launch "([^"]+)" is defined$/, define],
  [/^the launch "([^"]+)" is defined with the guardrails "([^"]+)" and "([^"]+)"$/,
    (world, key, first, second) => define(world, key, [first, second])],
  [/^visitors of the treatment fail at the checkout$/, async (world) => {
    const { server, key } = world;
    const arms = ['control', 'treatment'].map((arm) => units_in(key, arm, 30, 'guest'));
    await server.send(arms.flat().map((unit) => exposure(unit, key)));
    await server.send(arms[1].map((unit) => failure(unit)));
    await eventually(
      async () => (await server.launch_state(key)) === 'rolled_back', 'harm is rolled back');
  }],
];

// Sentences about what somebody does begin with who it is.
const doings = [
  [/^asks for "([^"]+)" so that "([^"]*)"$/, (world, who, key, outcome) => {
    world.key = key;
    return world.sided(who, 'ask', { title: key, outcome });
  }],
  [/^says (yes|no)$/, (world, who, word) => verdict(world, who, { verdict: word })],
  [/^says yes to "([^"]+)"$/, (world, who, key) => {
    world.key = key;
    return verdict(world, who, { verdict: 'yes' });
  }],
  [/^says yes, if nothing$/, (world, who) => verdict(world, who, { verdict: 'yes_if' })],
  [/^says yes, if "([^"]+)"$/, (world, who, text) =>
    verdict(world, who, { verdict: 'yes_if', conditions: [{ text }] })],
  [/^says yes, if "([^"]+)" becomes a guardrail$/, (world, who, metric) =>
    verdict(world, who, { verdict: 'yes_if', conditions: [{ text: '', guardrail: { metric } }] })],
  [/^offers "([^"]*)" instead$/, (world, who, text) =>
    verdict(world, who, { verdict: 'alternative', text })],
  [/^writes the brief with the purpose "([^"]*)"$/, (world, who, purpose) =>
    world.sided(who, 'brief', { brief: { kind: 'experiment', purpose }, base_revision: 0 })],
  [/^writes a brief that starts on "([^"]*)"$/, (world, who, starts_on) =>
    world.sided(who, 'brief', { brief: { ...whole_brief, starts_on }, base_revision: 0 })],
  [/^writes a complete brief$/, async (world, who) => {
    world.settled();
    const { brief } = await world.agreement();
    const base_revision = brief?.revision ?? 0;
    return world.sided(who, 'brief', { brief: whole_brief, base_revision });
  }],
  [/^changes the purpose to "([^"]*)" from revision (\d+)$/, (world, who, purpose, base) =>
    world.sided(who, 'brief', {
      brief: { ...whole_brief, purpose }, base_revision: Number(base),
    })],
  [/^returns the brief because "([^"]*)"$/, (world, who, text) =>
    world.sided(who, 'brief/return', { text })],
  [/^says no, citing "([^"]*)"$/, (world, who, rule) =>
    verdict(world, who, { verdict: 'lawful_no', rule })],
  [/^accepts the alternative$/, (world, who) => world.sided(who, 'accept')],
  [/^declines the alternative because "([^"]*)"$/, (world, who, text) =>
    world.sided(who, 'decline', { text })],
  [/^appeals because "([^"]*)"$/, (world, who, text) => world.sided(who, 'appeal', { text })],
  [/^withdraws it because "([^"]*)"$/, (world, who, text) =>
    world.sided(who, 'withdraw', { text })],
  [/^says that "([^"]+)" is met$/, async (world, who, text) =>
    world.deed(who, world.path(`conditions/${await condition_named(world, text)}/met`))],
  [/^signs$/, (world, who) => world.sided(who, 'sign')],
  [/^signs for (marketing|IT|nobody)$/, (world, who, side) =>
    world.deed(who, world.path('sign'), side === 'nobody' ? {} : { side: sides[side] })],
  [/^names (\w+) as the spotter$/, async (world, who, name) => {
    if (world.has_sign_in && world.people.has(name)) await world.session(name);
    return world.deed(who, world.path('spotter'), { member: name.toLowerCase() });
  }],
  [/^starts it$/, command('start')],
  [/^pauses it$/, command('pause')],
  [/^resumes it$/, command('resume')],
  [/^stops it$/, command('stop')],
  [/^kills it$/, command('kill')],
  [/^rolls it back$/, command('roll-back')],
  [/^signs the receipt$/, command('receipt/sign')],
  [/^signs the outcome$/, command('outcome/sign')],
  [/^learned that "([^"]*)"$/, (world, who, text) =>
    world.deed(who, world.path('learned'), { text })],
];

const findings = [
  [/^it is refused: (.+)$/, (world, sentence) => {
    assert.ok(world.refused, 'it was not refused');
    world.said = true;
    const said = [world.refused, ...(world.refused.errors ?? [])].map((one) => one.detail);
    const fits = (one) =>
      sentence.endsWith('…') ? one?.startsWith(sentence.slice(0, -1)) : one === sentence;
    assert.ok(said.some(fits), `it says ${JSON.stringify(said)}`);
  }],
  [/^it is in (idea|feasibility|vetting|agreement|live|outcome)$/, async (world, stage) => {
    assert.equal((await world.agreement()).stage, stage);
  }],
  [/^it is (live|paused|amber|rolled_back|stopped|draft)$/, async (world, state) => {
    assert.equal(await world.server.launch_state(world.key), state);
  }],
  [/^it waits for (?:an? )?(.+)$/, async (world, what) => {
    assert.equal((await world.agreement()).waits_for, what.replaceAll(' ', '_'));
  }],
  [/^(marketing|IT) has it in hand$/, async (world, side) => {
    assert.deepEqual((await world.agreement()).holder, by_side(side));
  }],
  [/^both sides have it in hand$/, async (world) => {
    assert.equal((await world.agreement()).holder.kind, 'both');
  }],
  [/^nobody has it in hand$/, async (world) => {
    assert.equal((await world.agreement()).holder.kind, 'nobody');
  }],
  [/^([A-Z]\w+) has it in hand$/, async (world, name) => {
    const { kind, name: whose } = (await world.agreement()).holder;
    assert.deepEqual({ kind, whose }, { kind: 'member', whose: name });
  }],
  [/^it has no verdict$/, async (world) => {
    assert.equal((await world.agreement()).verdict, null);
  }],
  [/^the verdict is (yes|yes_if|alternative|lawful_no), by (\w+) of (marketing|IT)$/,
    async (world, kind, name, side) => {
      const { verdict: given } = await world.agreement();
      assert.equal(given.kind, kind);
      if (!world.has_sign_in) return;
      assert.deepEqual([given.by.name, given.by.side], [name, sides[side]]);
    }],
  [/^the brief is at revision (\d+)$/, async (world, revision) => {
    assert.equal((await world.agreement()).brief.revision, Number(revision));
  }],
  [/^the brief is (\d+) % complete$/, async (world, percent) => {
    assert.equal((await world.agreement()).readiness.percent, Number(percent));
  }],
  [/^the brief lacks (.+)$/, async (world, fields) => {
    const { missing } = (await world.agreement()).readiness;
    assert.deepEqual(missing.map((one) => one.field), fields.split(/, | and /));
  }],
  [/^there is no brief$/, async (world) => {
    assert.equal((await world.agreement()).brief, null);
  }],
  [/^it was refused (\d+) times?$/, async (world, times) => {
    assert.equal((await world.agreement()).refusals, Number(times));
  }],
  [/^(\d+) conditions? (?:is|are) open$/, async (world, count) => {
    const { launches } = await world.server.get('/api/tracker');
    const row = launches.find((one) => one.key === world.key);
    assert.equal(row.conditions_open, Number(count));
  }],
  [/^(marketing|IT)'s signature (stands|is void)$/, async (world, side, how) => {
    const { signatures } = await world.agreement();
    const signature = signatures.find((one) => one.side === sides[side]);
    assert.ok(signature, `${words[sides[side]]} has signed`);
    assert.equal(signature.valid, how === 'stands');
  }],
  [/^it lacks: (.+)$/, async (world, sentence) => {
    const { against_start } = await world.agreement();
    assert.ok(against_start.includes(sentence), JSON.stringify(against_start));
  }],
  [/^the journal tells: (.+)$/, async (world, what) => {
    const told = async () => {
      const { entries } = await world.server.get(world.path('journal'));
      return entries.some((entry) => entry.what === what);
    };
    await eventually(told, `the journal tells: ${what}`);
  }],
];

/** Does, or checks, what one line says. */
export async function play(world, line) {
  for (const [form, work] of [...deeds, ...findings]) {
    const found = form.exec(line);
    if (found) return work(world, ...found.slice(1));
  }
  const [, who, rest] = /^(the admin key|[A-Z]\w+(?: of (?:marketing|IT))?) (.+)$/.exec(line) ?? [];
  for (const [form, work] of doings) {
    const found = rest && form.exec(rest);
    if (found) return work(world, person(world, who), ...found.slice(1));
  }
  return assert.fail(`no step says: ${line}`);
}
