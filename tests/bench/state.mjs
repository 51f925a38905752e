// The measuring state: updates a second and bytes a unit, beside bare maps.
import { in_turn, median, print_table, ratio, short, spread } from './figures.mjs';
import { output_of } from './load.mjs';

const subjects = ['tally', 'flat_map', 'std_map'];
const shown_as = {
  tally: 'launch tally',
  flat_map: 'boost::unordered_flat_map',
  std_map: 'std::unordered_map',
};

function table_row(name, all, units) {
  const of = (figure, subject = name) => all[subject].map((round) => round[figure]);
  const to_std = (figure) => spread(ratio(of(figure), of(figure, 'std_map')));
  const millions = (figure) => short(median(of(figure)) / 1e6);
  return {
    [`${short(units / 1e6)} M units`]: shown_as[name],
    'expose M/s': millions('expose_per_second'),
    'to std': to_std('expose_per_second'),
    'convert M/s': millions('convert_per_second'),
    'to std ': to_std('convert_per_second'),
    'again M/s': millions('again_per_second'),
    'bytes/unit': short(median(of('bytes_per_unit'))),
    'at most': short(median(of('peak_bytes_per_unit'))),
    'resident': short(median(of('resident_per_unit'))),
    'longest expose ms': short(median(of('longest_expose_us')) / 1000),
    'longest convert ms': short(median(of('longest_convert_us')) / 1000),
  };
}

/** Measures and prints; gives what was found. */
export async function bench_state({ tally_program, rounds, units }) {
  const found = [];
  for (const count of units) {
    const measure = async (subject) =>
      JSON.parse(await output_of(tally_program, [subject, String(count)]));
    const named = Object.fromEntries(subjects.map((subject) => [subject, subject]));
    const figures = await in_turn(named, rounds, measure);
    print_table(
      'Measuring state',
      subjects.map((subject) => table_row(subject, figures, count)),
    );
    found.push({ units: count, figures });
  }
  return found;
}
