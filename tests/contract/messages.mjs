// Messages of the tracking API, and definitions, as the tests write them.
import { arm } from './assignment.mjs';

let made = 0;

/** A message id that no other run makes. */
export const new_message_id = () => `m-${process.pid}-${Date.now()}-${made++}`;

/** A `track` message of that visitor. */
export const event = (userId, name, more = {}) => ({
  type: 'track',
  messageId: new_message_id(),
  userId,
  event: name,
  timestamp: new Date().toISOString(),
  ...more,
});

/** The visitor saw the launch, in the arm the flag gives (or in another, named one). */
export const exposure = (userId, launch, more = {}, variation = arm(launch, userId)) =>
  event(userId, 'Experiment Viewed', {
    ...more,
    properties: { experiment_id: launch, variation_id: variation, ...more.properties },
  });

export const failure = (userId, more) => event(userId, 'Checkout Error', more);

/** An order of that revenue; undefined: the property is missing. */
export const order = (userId, revenue, more) =>
  event(userId, 'Order Completed', { ...more, properties: { revenue } });

/** Splits into pieces of at most `size`. */
export function pieces(list, size) {
  const all = [];
  for (let i = 0; i < list.length; i += size) all.push(list.slice(i, i + size));
  return all;
}

const metrics = `metrics:
  - key: signup
    name: Sign-ups
    kind: conversion
    event: Signed Up
    window: 7d
    better: up
    worth: {amount: 4000, currency: EUR}
  - key: checkout-error
    name: Checkout errors
    kind: conversion
    event: Checkout Error
    window: 1d
    better: down
    worth: {amount: 1500, currency: EUR}
  - key: slow-page
    name: Slow pages
    kind: conversion
    event: Slow Page
    window: 1h
    better: down
  - key: revenue
    name: Revenue
    kind: mean
    event: Order Completed
    value: properties.revenue
    cap: 500
    window: 7d
    better: up
  - key: wait
    name: Waiting time
    kind: mean
    event: Page Loaded
    value: properties.timing.seconds
    window: 1h
    better: down
launches:
`;

const side = (metric) => (['signup', 'revenue'].includes(metric) ? 'marketing' : 'it');

/** A launch with two equal arms that is watched by those metrics alone. */
export const launch_text = (key, watched = ['checkout-error'], more = '') => `
  - key: ${key}
    name: Launch ${key}
    flag: {key: ${key}, type: boolean, default: false}
    unit: id
    arms:
      - {key: control, value: false, weight: 0.5}
      - {key: treatment, value: true, weight: 0.5}
    coverage: 1.0
    guardrails:
${watched.map((key) => `      - {metric: ${key}, side: ${side(key)}, margin: 0}`).join('\n')}
    rollback_at: 100
${more}`;

/** A definitions file with those launches, each watched by checkout errors alone. */
export const definitions = (...launches) =>
  metrics + launches.map((one) => (one.includes('\n') ? one : launch_text(one))).join('');
