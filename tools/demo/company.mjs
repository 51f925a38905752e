// The demo's company: its people, and launches in every stage, made through the same API as the
// screens use, each step by the person who takes it.
//
//   node company.mjs --server URL --admin-key K
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: { server: { type: 'string' }, 'admin-key': { type: 'string' } },
});
const server = options.server?.replace(/\/$/, '');
if (!server || !options['admin-key']) fail('--server and --admin-key are needed');

const people = {
  maria: { name: 'Maria Lindt', department: 'marketing' },
  aylin: { name: 'Aylin Kaya', department: 'marketing' },
  jonas: { name: 'Jonas Weber', department: 'it' },
  tomasz: { name: 'Tomasz Nowak', department: 'it' },
};
const one_click = ['maria', 'jonas'];
const cookies = {};
const tokens = {};

await settle_in();
await ideas();
await in_feasibility();
await in_vetting();
await in_agreement();
await go_live();
await over();

/** People, and the rule that both sides sign. */
async function settle_in() {
  for (const [key, person] of Object.entries(people)) {
    const password = `made-up ${crypto.randomUUID()}`;
    await admin('/api/members', { key, ...person, password });
    await sign_in(key, password);
  }
  await admin('/api/settings', { signatures_required: true });
}

async function ideas() {
  await by('aylin', 'wallet-pass/ask', {
    title: 'Loyalty card in the phone’s wallet',
    outcome: 'Regular customers come back once more a quarter.',
  });
  await by('tomasz', 'checkout-cache/ask', {
    title: 'Faster checkout from the edge',
    outcome: 'The checkout answers within 200 ms everywhere in Europe; fewer people give up.',
  });
}

async function in_feasibility() {
  // Waiting on IT since Tuesday: entered with the day on which it was asked.
  await by('maria', 'exit-newsletter/ask', {
    title: 'Newsletter offer when leaving',
    outcome: 'One visitor in fifty who leaves without an order stays in touch.',
    asked_at: last_tuesday().toISOString(),
  });
  await by('maria', 'live-chat/ask', {
    title: 'Live chat on product pages',
    outcome: 'Fewer returns, because questions are answered before the order.',
  });
  await by('jonas', 'live-chat/verdict', {
    verdict: 'alternative',
    text: 'The help desk’s own chat is paid for and vetted: switch it on for product pages.',
  });
}

async function in_vetting() {
  await by('maria', 'free-shipping-bar/ask', {
    title: 'Free shipping bar',
    outcome: 'Larger baskets: 3 EUR more a visitor who orders.',
  });
  await by('jonas', 'free-shipping-bar/verdict', {
    verdict: 'yes_if',
    text: 'Gladly, as long as the checkout is watched.',
    conditions: [
      { text: 'Checkout errors are a guardrail', guardrail: { metric: 'checkout-error' } },
      { text: 'The bar loads after the page, not before' },
    ],
  });
  await by('maria', 'free-shipping-bar/spotter', { member: 'jonas' });
}

async function in_agreement() {
  await by('aylin', 'gift-wrap/ask', {
    title: 'Gift wrap offer',
    outcome: 'One order in twenty takes the wrap; nobody gives up because of it.',
  });
  await by('tomasz', 'gift-wrap/verdict', { verdict: 'yes', text: 'A flag and a text: fine.' });
  await by('aylin', 'gift-wrap/spotter', { member: 'tomasz' });
  await by('aylin', 'gift-wrap/sign', {});
  await by('jonas', 'photo-format/ask', {
    title: 'Smaller product photos',
    outcome: 'Pages load half a second sooner on phones, and look the same.',
  });
  await by('maria', 'photo-format/verdict', {
    verdict: 'yes',
    text: 'If customers see no difference, we want the half second.',
  });
  await by('jonas', 'photo-format/spotter', { member: 'maria' });
  await by('jonas', 'photo-format/sign', {});
}

async function go_live() {
  const headline =
    'More readers click. Impressions and clicks are real (Upworthy Research Archive, test ' +
    '51c3bde0b95fc097420034ec, CC BY 4.0); their order is simulated.';
  const spotted = { maria: 'jonas', aylin: 'tomasz', jonas: 'maria' };
  const launches = [
    ['maria', 'checkout-redesign', 'One-page checkout', 'More visitors finish their order.'],
    ['aylin', 'spring-banner', 'Spring banner', 'More visitors open an account.'],
    ['aylin', 'order-form', 'Longer order form', 'Fewer wrong addresses, the same revenue.'],
    ['jonas', 'checkout-aa', 'A/A check of the checkout', 'Nothing changes, and stays quiet.'],
    ['maria', 'headline-teens', 'Headline of a talent show story', headline],
  ];
  for (const [asker, key, title, outcome] of launches) {
    await agreed(asker, spotted[asker], { key, title, outcome });
    await by(asker, `${key}/start`, { reason: 'Both sides have signed.' });
  }
}

/** One that is over: nothing was gained, and that was worth knowing. */
async function over() {
  const key = 'red-button';
  const outcome = 'More orders from a button that stands out.';
  await agreed('aylin', 'tomasz', { key, title: 'Red order button', outcome });
  await by('aylin', `${key}/start`, { reason: 'Both sides have signed.' });
  await by('aylin', `${key}/stop`, { reason: 'Two weeks without a difference.' });
  await by('aylin', `${key}/learned`, {
    text: 'Colour alone moves nobody. Next time we test what the button says.',
  });
  await by('tomasz', `${key}/outcome/sign`, { note: 'Agreed; nothing broke.' });
}

async function agreed(asker, spotter, { key, title, outcome }) {
  await by(asker, `${key}/ask`, { title, outcome });
  await by(spotter, `${key}/verdict`, { verdict: 'yes', text: '' });
  await by(asker, `${key}/spotter`, { member: spotter });
  await by(asker, `${key}/sign`, {});
  await by(spotter, `${key}/sign`, {});
}

// ---- doors -------------------------------------------------------------------------------------

async function sign_in(member, password) {
  const answer = one_click.includes(member)
    ? await post('/api/sign-in/one-click', { member }, {})
    : await post('/api/sign-in', { member, password }, {});
  cookies[member] = answer.headers.get('set-cookie').split(';')[0];
  tokens[member] = (await answer.json()).csrf;
}

function by(member, path, body) {
  const headers = { cookie: cookies[member], 'spotter-csrf': tokens[member] };
  return post(`/api/launches/${path}`, body, headers);
}

function admin(path, body) {
  return post(path, body, { authorization: `Bearer ${options['admin-key']}` });
}

async function post(path, body, headers) {
  const answer = await fetch(server + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) fail(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

/** Half past nine on the last Tuesday before today. */
function last_tuesday() {
  const day = new Date();
  day.setDate(day.getDate() - (((day.getDay() + 4) % 7) + 1));
  day.setHours(9, 30, 0, 0);
  return day;
}

function fail(sentence) {
  console.error(`company: ${sentence}`);
  process.exit(1);
}
