import { mkdir, readFile, writeFile } from "node:fs/promises";
import subset from "subset-font";
import type { Plugin } from "vite";

const FROM = "node_modules/@fontsource-variable/inter/files";
const TO = "src/ui/fonts";

// What the screen writes, and the letters of Europe's names; other scripts take the system's font.
const RANGES: Record<string, [number, number][]> = {
  latin: [
    [0x20, 0x7e],
    [0xa0, 0xff],
    [0x131, 0x131],
    [0x152, 0x153],
    [0x2013, 0x2014],
    [0x2018, 0x201e],
    [0x2022, 0x2026],
    [0x20ac, 0x20ac],
    [0x2190, 0x2193],
    [0x2212, 0x2212],
  ],
  "latin-ext": [
    [0x100, 0x17f],
    [0x218, 0x21b],
    [0x1e9e, 0x1e9e],
  ],
};

function letters(ranges: [number, number][]): string {
  return ranges
    .flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
    .map((code) => String.fromCodePoint(code))
    .join("");
}

/** Inter as far as the screen needs it: the whole font would be a quarter of the first load. */
async function write_fonts(): Promise<void> {
  await mkdir(TO, { recursive: true });
  for (const [name, ranges] of Object.entries(RANGES)) {
    const whole = await readFile(`${FROM}/inter-${name}-wght-normal.woff2`);
    const part = await subset(whole, letters(ranges), {
      targetFormat: "woff2",
      variationAxes: { wght: { min: 400, max: 700 } },
    });
    await writeFile(`${TO}/inter-${name}.woff2`, part);
  }
}

export function subset_fonts(): Plugin {
  return { name: "subset-fonts", apply: (_, { mode }) => mode !== "test", buildStart: write_fonts };
}
