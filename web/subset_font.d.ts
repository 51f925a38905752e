// subset-font 2.9 brings no types; this much of it is used.
declare module "subset-font" {
  export default function subset_font(
    font: Uint8Array,
    text: string,
    options: {
      targetFormat: "woff2";
      variationAxes?: Record<string, { min: number; max: number }>;
    },
  ): Promise<Uint8Array>;
}
