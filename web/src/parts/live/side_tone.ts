import type { Side } from "../../api/types";
import type { ChipTone } from "../../ui/chip";

/** The hue of a side as a CSS colour. */
export function side_colour(side: Side): string {
  return side === "marketing" ? "var(--marketing)" : "var(--it)";
}

export function side_tone(side: Side): ChipTone {
  return side;
}
