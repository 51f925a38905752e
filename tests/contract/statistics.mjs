// The statistics of means and goals a second time, written from their formulas alone, over plain
// lists of values: no running sums, so that nothing of the program's own way is repeated here.

const tau_opt = 1_250;
const alpha = 0.05;

/** Tuning of the mixture at a level: tightest at the effective size tau_opt. */
const kappa_at = (level) => tau_opt / (-2 * Math.log(level) + Math.log1p(-2 * Math.log(level)));

/** ln gamma(x), x > 0: Stirling's series after moving x beyond 20. */
export function lgamma(x) {
  let shift = 0;
  for (; x < 20; x++) shift += Math.log(x);
  const y = 1 / (x * x);
  const series = (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y / 1188)))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

/** {n, mean, m2} of a list; two passes. */
export function moments(values) {
  const n = values.length;
  const mean = n === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / n;
  return { n, mean, m2: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) };
}

const variance = ({ n, m2 }) => m2 / (n - 1);
const pooled_variance = (a, b) => (a.m2 + b.m2) / (a.n + b.n - 2);

/** ln e, two-sided; t may be infinite. */
function t_mixture(t, nu, tau, kappa) {
  const log_r = -Math.log1p(tau / kappa);
  if (!Number.isFinite(t)) return (-nu / 2) * log_r;
  const square = (t * t) / nu;
  const gain = Math.log1p(square) - Math.log1p((kappa / (kappa + tau)) * square);
  return 0.5 * log_r + 0.5 * (nu + 1) * gain;
}

/** ln e, one-sided: positive t is harm. */
export function t_mixture_one_sided(t, nu, tau, kappa) {
  const r = kappa / (kappa + tau);
  const q = t * Math.sqrt(((1 - r) * (nu + 1)) / (nu + r * t * t));
  return t_mixture(t, nu, tau, kappa) + Math.LN2 + log_student_cdf(q, nu + 1);
}

/** c, so that the interval is D +- c SE; undefined while there is no finite one. */
function radius(nu, tau, kappa) {
  const log_r = -Math.log1p(tau / kappa);
  const level = (log_r + 2 * Math.log(alpha)) / (nu + 1);
  if (level <= log_r) return undefined;
  return Math.sqrt((nu * -Math.expm1(level)) / (Math.expm1(level) - Math.expm1(log_r)));
}

/** Effective size, grown with the variance once its reference is frozen. */
function effective_size(treatment, control, reference) {
  const tau = (treatment.n * control.n) / (treatment.n + control.n);
  if (reference === undefined) return tau;
  return tau * Math.max(1, pooled_variance(treatment, control) / reference);
}

/**
 * What a goal says of two arms' moments, undefined as null: the fields of results.goals by which
 * a goal is judged.
 */
export function goal(control, treatment, reference) {
  const none = { low: null, high: null, lift: null, lift_low: null, lift_high: null };
  if (control.n === 0 || treatment.n === 0) return { difference: null, ...none, log_e: 0 };
  const difference = treatment.mean - control.mean;
  const lift = control.mean > 0 ? treatment.mean / control.mean - 1 : null;
  if (control.n < 2 || treatment.n < 2) return { difference, ...none, lift, log_e: 0 };
  const [vt, vc] = [variance(treatment) / treatment.n, variance(control) / control.n];
  const error = Math.sqrt(vt + vc);
  if (error === 0 && difference === 0) return { difference, ...none, lift, log_e: 0 };
  const nu = control.n + treatment.n - 2;
  const tau = effective_size(treatment, control, reference);
  const log_e = t_mixture(difference / error, nu, tau, kappa_at(alpha));
  const c = error === 0 ? undefined : radius(nu, tau, kappa_at(alpha));
  if (c === undefined) return { difference, ...none, lift, log_e };
  const bounds = { low: difference - c * error, high: difference + c * error };
  const [lift_low, lift_high] = fieller(treatment.mean, control.mean, c * c * vt, c * c * vc);
  return { difference, ...bounds, lift, lift_low, lift_high, log_e };
}

function fieller(treatment, control, treatment_error, control_error) {
  const a = control ** 2 - control_error;
  if (!(control > 0) || a <= 0) return [null, null];
  const b = treatment * control;
  const root = Math.sqrt(b * b - a * (treatment ** 2 - treatment_error));
  return [(b - root) / a - 1, (b + root) / a - 1];
}

/** The same of a conversion, from {n, count} by arm. */
export const conversion_goal = (control, treatment) =>
  goal(successes(control), successes(treatment));

function successes({ n, count }) {
  if (n === 0) return moments([]);
  return { n, mean: count / n, m2: count - count ** 2 / n };
}

/** ln e of harm of a mean guardrail; `margin` is a part of control's size. */
export function mean_harm(control, treatment, { better, margin, reference }) {
  if (control.n < 2 || treatment.n < 2) return 0;
  const harm = better === 'up' ? -1 : 1;
  const factor = 1 + harm * margin * (control.mean < 0 ? -1 : 1);
  const difference = treatment.mean - factor * control.mean;
  const error = Math.sqrt(
    variance(treatment) / treatment.n + (factor ** 2 * variance(control)) / control.n,
  );
  if (error === 0 && difference === 0) return 0;
  const nu = control.n + treatment.n - 2;
  const tau = effective_size(treatment, control, reference);
  return t_mixture_one_sided((harm * difference) / error, nu, tau, kappa_at(2 * alpha));
}

/** ln of Student's cumulative distribution. */
function log_student_cdf(q, v) {
  const tail = 0.5 * incomplete_beta(v / (v + q * q), v / 2, 0.5);
  return q < 0 ? Math.log(tail) : Math.log1p(-tail);
}

/** Regularised incomplete beta by Lentz's continued fraction. */
function incomplete_beta(x, a, b) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incomplete_beta(1 - x, b, a);
  const front = lgamma(a + b) - lgamma(a) - lgamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  let [f, c, d] = [1, 1, 0];
  for (let i = 0; i < 10_000; i++) {
    const m = Math.floor(i / 2);
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    const step = i === 0 ? 1 : i % 2 === 0 ? even : odd;
    d = 1 / (1 + step * d);
    c = 1 + step / c;
    f *= c * d;
    if (Math.abs(1 - c * d) < 1e-15) break;
  }
  return (Math.exp(front) / a) * (f - 1);
}

/** ln of the Bayes factor against exact shares, concentration 100. */
export function sample_ratio(counts, shares) {
  const n = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count, i) => {
    const a = 100 * shares[i];
    return sum + lgamma(a + count) - lgamma(a) - count * Math.log(shares[i]);
  }, lgamma(100) - lgamma(100 + n));
}

/** A mean's values by unit as its events come in, in their order. */
export class Values {
  #totals = { control: new Map(), treatment: new Map() };

  constructor({ cap = Infinity } = {}) {
    this.cap = cap;
    this.reference = undefined;
  }

  expose(unit, arm) {
    this.#totals[arm].set(unit, { sum: 0, events: 0 });
    this.#freeze();
  }

  add(unit, arm, value) {
    const total = this.#totals[arm].get(unit);
    total.sum += value;
    total.events++;
    this.#freeze();
  }

  /** By unit, capped from both sides. */
  of(arm) {
    const { cap } = this;
    return [...this.#totals[arm].values()].map(({ sum }) => Math.max(-cap, Math.min(sum, cap)));
  }

  /** Units with at least one event. */
  count = (arm) => [...this.#totals[arm].values()].filter(({ events }) => events > 0).length;
  moments = (arm) => moments(this.of(arm));
  goal = () => goal(this.moments('control'), this.moments('treatment'), this.reference);

  harm(better, margin) {
    const { reference } = this;
    return mean_harm(this.moments('control'), this.moments('treatment'), {
      better, margin, reference,
    });
  }

  capped_share() {
    const all = [...this.#totals.control.values(), ...this.#totals.treatment.values()];
    return all.filter(({ sum }) => Math.abs(sum) > this.cap).length / all.length;
  }

  // The variance that growing totals are compared with: at the first moment both arms have 50
  // units and values differ at all.
  #freeze() {
    if (this.reference !== undefined) return;
    if (this.#totals.control.size < 50 || this.#totals.treatment.size < 50) return;
    const found = pooled_variance(this.moments('treatment'), this.moments('control'));
    if (found > 0) this.reference = found;
  }
}
