// Medians, ratios with their spread, and the table that ./do bench prints.

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** How `a` stands to `b`, both by round: {ratio of medians, low and high of single rounds}. */
export function ratio(a, b) {
  const single = a.map((value, i) => value / b[i]);
  return { ratio: median(a) / median(b), low: Math.min(...single), high: Math.max(...single) };
}

/** {name: medians} of rounds that are objects of numbers. */
export const medians = (rounds) =>
  Object.fromEntries(
    Object.keys(rounds[0]).map((name) => [name, median(rounds.map((round) => round[name]))]),
  );

/**
 * Runs every subject once a round, in turn, so that a machine that slows down slows all; the
 * order is reversed every second round. Gives {subject: [figures by round]}.
 */
export async function in_turn(subjects, rounds, measure) {
  const figures = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const names = Object.keys(subjects);
    if (round % 2) names.reverse();
    for (const name of names) figures[name].push(await measure(subjects[name], round));
  }
  return figures;
}

export function short(number) {
  if (number === undefined || Number.isNaN(number)) return '';
  const digits = Math.abs(number) >= 100 ? 0 : Math.abs(number) >= 10 ? 1 : 2;
  return number.toLocaleString('en', { maximumFractionDigits: digits });
}

export const spread = (found) =>
  `${short(found.ratio)} (${short(found.low)}–${short(found.high)})`;

/** Prints rows of {column: text} under a title. */
export function print_table(title, rows) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const texts_of = (column) => [column, ...rows.map((row) => row[column] ?? '')];
  const width = (column) => Math.max(...texts_of(column).map((text) => text.length));
  const widths = columns.map(width);
  const line = (texts) =>
    texts.map((text, i) => (i ? text.padStart(widths[i]) : text.padEnd(widths[i]))).join('  ');
  console.log(`\n${title}`);
  console.log(line(columns));
  for (const row of rows) console.log(line(columns.map((column) => row[column] ?? '')));
}
