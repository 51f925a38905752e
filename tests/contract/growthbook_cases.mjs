// Random payloads and visitors in GrowthBook's grammar: everything that Spotter may serve, and odd
// values on top. Seeded: the same seed gives the same cases.

import { old_place, place } from './assignment.mjs';
import {
  experiments,
  flags,
  groups,
  names,
  numbers,
  paths,
  patterns,
  texts,
} from './growthbook_values.mjs';

/** A generator of numbers in [0, 1) (mulberry32). */
export function random_of(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export class Cases {
  constructor(seed) {
    this.random = random_of(seed);
  }

  // ---- small things ----------------------------------------------------------------------------

  below = (count) => Math.floor(this.random() * count);
  chance = (share) => this.random() < share;
  pick = (list) => list[this.below(list.length)];
  list = (most, make) => Array.from({ length: this.below(most + 1) }, make);
  share = () =>
    this.pick([0, 1, 0.5, 0.1, 0.9, 0.25, 0.3333, 0.0001, Math.round(this.random() * 1e4) / 1e4]);

  scalar() {
    const kind = this.below(10);
    if (kind < 4) return this.pick(texts);
    if (kind < 8) return this.chance(0.8) ? this.pick(numbers) : this.random() * 100;
    return kind === 8 ? this.chance(0.5) : null;
  }

  value(depth = 2) {
    const kind = this.below(10);
    if (depth === 0 || kind < 7) return this.scalar();
    if (kind < 9) return this.list(3, () => this.value(depth - 1));
    const object = {};
    for (const name of this.list(3, () => this.pick(['a', 'b', 'x', 'ü', '2', '10', 'c'])))
      object[name] = this.value(depth - 1);
    return object;
  }

  unit_value() {
    if (this.chance(0.75)) return this.chance(0.8) ? `u${this.below(1_000)}` : this.pick(texts);
    return this.value();
  }

  // ---- conditions ------------------------------------------------------------------------------

  expected(depth) {
    const kind = this.below(12);
    if (kind < 4) return this.scalar();
    if (kind < 5) return this.value();
    return this.operators(depth);
  }

  operators(depth) {
    const object = {};
    const count = this.chance(0.75) ? 1 : 2;
    for (let i = 0; i < count; i++) Object.assign(object, this.operator(depth));
    return object;
  }

  operator(depth) {
    const kind = this.below(depth > 0 ? 12 : 8);
    const values = () => (this.chance(0.97) ? this.list(4, () => this.scalar()) : this.scalar());
    if (kind === 0) return { [this.pick(['$eq', '$ne'])]: this.value() };
    if (kind === 1) return { [this.pick(['$lt', '$lte', '$gt', '$gte'])]: this.scalar() };
    if (kind === 2) return { [this.pick(['$in', '$nin', '$ini', '$nini'])]: values() };
    if (kind === 3) return { [this.pick(['$inGroup', '$notInGroup'])]: this.pick(groups) };
    if (kind === 4) return { [this.pick(['$regex', '$regexi'])]: this.pick(patterns) };
    if (kind === 5)
      return { [this.pick(['$veq', '$vne', '$vgt', '$vgte', '$vlt', '$vlte'])]: this.scalar() };
    if (kind === 6) return { $exists: this.chance(0.9) ? this.chance(0.5) : this.scalar() };
    if (kind === 7)
      return this.chance(0.9)
        ? {
            $type: this.pick(['null', 'boolean', 'number', 'string', 'array', 'object', 'unknown']),
          }
        : { $unknown: 1 };
    if (kind === 8) return { $not: this.expected(depth - 1) };
    if (kind === 9) return { $size: this.chance(0.6) ? this.below(4) : this.operators(depth - 1) };
    if (kind === 10)
      return {
        $elemMatch: this.chance(0.6) ? this.operators(depth - 1) : this.condition(depth - 1),
      };
    return { [this.pick(['$all', '$alli'])]: this.list(3, () => this.expected(depth - 1)) };
  }

  condition(depth = 3) {
    const object = {};
    const count = this.below(3) + (this.chance(0.9) ? 1 : 0);
    for (let i = 0; i < count; i++) Object.assign(object, this.member(depth));
    return object;
  }

  member(depth) {
    const kind = this.below(depth > 0 ? 12 : 7);
    if (kind < 7) return { [this.pick(paths)]: this.expected(depth) };
    if (kind < 10)
      return {
        [this.pick(['$and', '$or', '$nor'])]: this.list(3, () => this.condition(depth - 1)),
      };
    if (kind < 11) return { $not: this.condition(depth - 1) };
    const reference = { id: this.pick(groups) };
    if (this.chance(0.3)) reference.attributeKey = this.pick(paths);
    return { $savedGroup: this.chance(0.95) ? reference : this.value() };
  }

  saved_groups() {
    return {
      'g-list': this.list(5, () => this.pick(texts)),
      'g-numbers': this.list(5, () => this.pick(numbers)),
      'g-typed': {
        type: 'list',
        attributeKey: this.pick(names),
        values: this.list(5, () => this.scalar()),
      },
      'g-condition': { type: 'condition', condition: this.condition(1) },
      'g-cycle': { type: 'condition', condition: { $savedGroup: { id: 'g-cycle' } } },
      'g-other': { type: 'later' },
    };
  }

  // ---- rules -----------------------------------------------------------------------------------

  range() {
    const [from, to] = [this.share(), this.share()].sort((a, b) => a - b);
    return [from, to];
  }

  filter() {
    const filter = {
      seed: this.pick(['s1', 's-ü', '']),
      ranges: this.chance(0.7) ? [[0, 0.9]] : this.list(3, () => this.range()),
    };
    if (this.chance(0.6)) filter.hashVersion = this.pick([1, 2, 2, 3]);
    if (this.chance(0.5)) filter.attribute = this.pick(['id', 'deviceId', 'n']);
    return filter;
  }

  hashing(rule) {
    if (this.chance(0.8)) rule.hashVersion = this.pick([1, 2, 2, 2, 3]);
    if (this.chance(0.6))
      rule.hashAttribute = this.pick(['id', 'id', 'deviceId', 'n', 'tags', 'missing']);
    if (this.chance(0.6))
      rule.seed = this.chance(0.95) ? this.pick(['seed', 'ü', '1']) : this.pick([1, 0, true]);
    if (this.chance(0.1)) rule.fallbackAttribute = this.pick(['deviceId', 'id']);
    if (this.chance(0.05)) rule.disableStickyBucketing = this.chance(0.5);
  }

  weights(arms) {
    if (this.chance(0.1)) return this.list(4, () => this.share());
    if (this.chance(0.2)) return Array.from({ length: arms }, (_, i) => (i === 0 ? 1 : 0));
    const parts = Array.from({ length: arms }, () => 1 + this.below(9));
    const sum = parts.reduce((a, b) => a + b, 0);
    return parts.map((part) => part / sum);
  }

  meta(arms) {
    // A shorter list than there are arms, or than one, makes the SDK throw.
    const length = Math.max(arms, 1) + (this.chance(0.05) ? 1 : 0);
    return Array.from({ length }, (_, i) => {
      const meta = {};
      if (this.chance(0.8)) meta.key = this.pick(['control', 'big', 'ü', `arm-${i}`]);
      if (this.chance(0.3)) meta.name = this.pick(['Control', 'Größer', '']);
      if (this.chance(0.1)) meta.passthrough = this.chance(0.7);
      return meta;
    });
  }

  experiment_fields(rule) {
    const arms = this.chance(0.93) ? 2 + this.below(3) : this.below(2);
    const variations = Array.from({ length: arms }, () => this.value());
    rule[this.chance(0.97) ? 'variations' : 'contextualVariations'] = variations;
    if (this.chance(0.85)) rule.key = this.pick(experiments);
    if (this.chance(0.7)) rule.weights = this.weights(arms);
    if (this.chance(0.6)) rule.coverage = this.share();
    if (this.chance(0.15)) rule.ranges = Array.from({ length: arms }, () => this.range());
    if (this.chance(0.6)) rule.meta = this.meta(arms);
    if (this.chance(0.1)) rule.namespace = [this.pick(['space', 'ü']), ...this.range()];
    if (this.chance(0.2)) rule.name = this.pick(['Name', 'Größe']);
    if (this.chance(0.2)) rule.phase = this.pick(['0', '1']);
    if (this.chance(0.2)) rule.bucketVersion = this.below(3);
    if (this.chance(0.2)) rule.minBucketVersion = this.below(3);
    if (this.chance(0.03)) rule.contextualBanditRef = 'bandit';
  }

  track() {
    return {
      experiment: {
        key: this.pick(experiments),
        variations: this.list(3, () => this.value()),
        condition: {},
      },
      result: {
        key: '1',
        variationId: this.below(3),
        value: this.value(),
        hashAttribute: 'id',
        hashValue: this.pick(['u1', 5]),
        inExperiment: true,
        hashUsed: true,
        featureId: this.pick(flags),
      },
    };
  }

  force_fields(rule) {
    rule.force = this.value();
    if (this.chance(0.4)) rule.coverage = this.share();
    if (this.chance(0.2)) rule.range = this.range();
    if (this.chance(0.1)) rule.tracks = this.list(2, () => this.track());
  }

  rule() {
    const rule = {};
    if (this.chance(0.6)) rule.id = this.pick(['r1', 'r2', 'rü']);
    if (this.chance(0.45)) rule.condition = this.condition();
    if (this.chance(0.2))
      rule.parentConditions = this.list(2, () => {
        const parent = { id: this.pick(flags), condition: this.parent_condition() };
        if (this.chance(0.5)) parent.gate = this.chance(0.6);
        return parent;
      });
    if (this.chance(0.15)) rule.filters = this.list(2, () => this.filter());
    this.hashing(rule);
    if (this.chance(0.4)) this.force_fields(rule);
    else if (this.chance(0.97)) this.experiment_fields(rule);
    return rule;
  }

  parent_condition() {
    return this.chance(0.8) ? { value: this.expected(1) } : this.condition(1);
  }

  features() {
    const features = {};
    for (const key of [this.pick(flags), ...this.list(4, () => this.pick(flags))]) {
      features[key] = { defaultValue: this.value() };
      if (this.chance(0.05)) delete features[key].defaultValue;
      if (this.chance(0.95)) features[key].rules = this.list(4, () => this.rule());
    }
    return features;
  }

  // ---- visitors --------------------------------------------------------------------------------

  attributes() {
    const attributes = {};
    if (this.chance(0.9)) attributes.id = this.unit_value();
    if (this.chance(0.6)) attributes.deviceId = this.unit_value();
    for (const name of names.slice(2, -1)) {
      if (this.chance(0.5)) attributes[name] = name === 'nested' ? this.nested() : this.value();
    }
    return attributes;
  }

  nested = () => ({ a: this.value(), b: { c: this.value() }, ü: this.scalar() });

  url() {
    if (this.chance(0.7)) return '';
    const key = this.pick([...experiments, ...flags]);
    const number = this.pick(['0', '1', '2', '7', '-1', 'x', '1x', '']);
    return this.pick([
      `https://shop.example/?${key}=${number}`,
      `https://shop.example/a?x=1&${key}=${number}&y#z`,
      `https://shop.example/a?${key}#${key}=${number}`,
      'https://shop.example/',
    ]);
  }

  request() {
    const forced_variations = {};
    if (this.chance(0.2))
      forced_variations[this.pick([...experiments, ...flags])] = this.pick([0, 1, 2, 9, -1]);
    const forced_features = this.chance(0.2)
      ? this.list(2, () => [this.pick([...flags, 'unknown']), this.value()])
      : [];
    return {
      attributes: this.attributes(),
      forcedVariations: forced_variations,
      forcedFeatures: forced_features,
      url: this.url(),
    };
  }

  /** Moves some borders exactly to where this visitor stands. */
  to_the_edge(features, attributes) {
    for (const [flag, feature] of Object.entries(features)) {
      for (const rule of feature.rules ?? []) {
        const unit = attributes[rule.hashAttribute || 'id'];
        if (typeof unit !== 'string' || !this.chance(0.3)) continue;
        const seed = String(rule.seed || ('force' in rule ? flag : rule.key || flag));
        const n = (rule.hashVersion === 2 ? place : old_place)(seed, unit);
        if ('coverage' in rule) rule.coverage = n;
        if (rule.range) rule.range = this.chance(0.5) ? [n, 1] : [0, n];
        if (rule.ranges) rule.ranges[this.below(rule.ranges.length)] = [n, 1];
      }
    }
  }

  /** {payload, request} as the program and GrowthBook's own evaluation take them. */
  next() {
    const payload = { status: 200, features: this.features(), experiments: [], savedGroups: {} };
    if (this.chance(0.5)) payload.savedGroups = this.saved_groups();
    const request = this.request();
    this.to_the_edge(payload.features, request.attributes);
    // As over the wire: what JSON cannot say is not there.
    return JSON.parse(JSON.stringify({ payload, request }));
  }
}
