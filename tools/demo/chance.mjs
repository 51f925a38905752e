// Chance that a seed repeats.

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

/** How many arrive where that many are expected. */
export function poisson(mean, chance) {
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = chance(); product > floor; product *= chance()) count++;
  return count;
}

/** An exponential waiting time with that mean. */
export const wait = (mean, chance) => -Math.log(1 - chance()) * mean;

/** A log-normal number: half of them lie below the middle. */
export function log_normal({ middle, spread }, chance) {
  const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
  return middle * Math.exp(spread * normal);
}

/** The same things in another order. */
export function shuffled(things, chance) {
  const order = [...things];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(chance() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
