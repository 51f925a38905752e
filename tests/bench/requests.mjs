// What ./do bench sends, as whole HTTP requests with places that `load` overwrites (load.hpp).
import { place } from '../contract/assignment.mjs';
import { basic } from '../contract/server.mjs';

const id = '#'.repeat(16);
const unit = '$'.repeat(12);
const launches = ['checkout-redesign', 'spring-banner'];

/** A POST or GET as bytes on the wire. */
export function request(method, path, headers, body) {
  const lines = [`${method} ${path} HTTP/1.1`, 'Host: 127.0.0.1'];
  const text = body === undefined ? '' : JSON.stringify(body);
  if (text) lines.push('Content-Type: application/json; charset=utf-8');
  if (body !== undefined) lines.push(`Content-Length: ${Buffer.byteLength(text)}`);
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  return `${lines.join('\r\n')}\r\n\r\n${text}`;
}

/** Units and their arms under one launch, 14 characters a line. */
export function rows(count, launch = launches[0]) {
  const lines = [];
  for (let i = 0; i < count; i++) {
    const name = `visitor${i.toString(36).padStart(5, '0')}`;
    lines.push(name + (place(launch, name) < 0.5 ? 'a0' : 'a1'));
  }
  return `${lines.join('\n')}\n`;
}

// What a browser's library adds to every event.
const context = (n) => ({
  ip: `203.0.113.${n % 250}`,
  library: { name: 'analytics.js', version: 'npm:next-1.81.0' },
  locale: ['de-DE', 'en-GB', 'fr-FR'][n % 3],
  timezone: 'Europe/Berlin',
  page: {
    path: `/shop/item-${n % 977}`,
    referrer: 'https://www.search.example/',
    search: n % 4 ? '' : '?utm_source=letter&utm_campaign=spring',
    title: 'Garden shoes “Linden” – Shop',
    url: `https://shop.example/shop/item-${n % 977}`,
  },
  userAgent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) ' +
    'Chrome/156.0.0.0 Safari/537.36',
});

const product = (n) => ({
  product_id: `p-${n}`,
  sku: `SKU-${1000 + n}`,
  name: `Garden shoes size ${36 + (n % 12)}`,
  category: 'Shoes',
  price: 19.9 + (n % 40),
  quantity: 1 + (n % 3),
});

const order = (n) => ({
  order_id: `o-${id}`,
  currency: 'EUR',
  revenue: 39.8 + (n % 97) / 4,
  shipping: 4.9,
  tax: 7.56,
  products: [product(n), product(n + 7), product(n + 11)],
});

const track = (event, properties) => ({ type: 'track', event, properties });

// In a hundred events: 30 exposures, 25 looks at products, 20 pages, 15 orders, 10 people named.
function event(n) {
  const turn = n % 20;
  if (turn < 6)
    return track('Experiment Viewed', { experiment_id: launches[0], variation_id: '&&' });
  if (turn < 11) return track('Product Viewed', { ...product(n), position: n % 30 });
  if (turn < 15) return { type: 'page', name: 'Item', properties: { ...context(n).page } };
  if (turn < 18) return track('Order Completed', order(n));
  return { type: 'identify', traits: { plan: 'plus', language: 'de', logins: n } };
}

/** One batch of that many events, each with an id of its own and mostly another visitor. */
export function batch(size, variety, key) {
  const now = Date.now();
  const events = Array.from({ length: size }, (_, i) => {
    const n = variety * size + i;
    return {
      messageId: `ajs-next-${id}`,
      anonymousId: `anonymous-${id}`,
      userId: unit, // before the arm: it is drawn first
      ...event(n),
      originalTimestamp: new Date(now - 2_000 + i).toISOString(),
      timestamp: new Date(now - 2_000 + i).toISOString(),
      context: context(n),
      integrations: {},
    };
  });
  const body = { batch: events, sentAt: new Date(now).toISOString() };
  return request('POST', '/v1/batch', { Authorization: basic(key) }, body);
}

/** What a browser's OFREP provider knows about its visitor. */
export const visitor = (n) => ({
  targetingKey: `visitor-${n}`,
  country: ['DE', 'US', 'FR', 'AT'][n % 4],
  city: 'Linz',
  language: ['de', 'en', 'fr'][n % 3],
  device: n % 2 ? 'phone' : 'desktop',
  width: 800 + n * 7,
  plan: ['free', 'plus', 'pro'][n % 3],
  email: `person-${n}@${n % 5 ? 'mail' : 'shop'}.example`,
  version: `4.${n % 5}.1`,
  visits: n,
  hour: n % 24,
  prefers: n % 3 ? 'light' : 'dark',
  account: { kind: n % 7 ? 'private' : 'business', since: '2024-03-01' },
});

/** The bulk evaluation of that visitor; with `tag`, only if it changed. */
export const bulk = (n, key, tag) =>
  request(
    'POST',
    '/ofrep/v1/evaluate/flags',
    { Authorization: `Bearer ${key}`, ...(tag ? { 'If-None-Match': tag } : {}) },
    { context: visitor(n) },
  );
