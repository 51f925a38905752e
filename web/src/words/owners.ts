/** Who answers for a metric, on each side. */
import { SIDE_WORDS, type Side } from "./states";

type Owners = Record<Side, string | null>;

const SIDES: Side[] = ["marketing", "it"];

const NO_OWNER = "no owner yet";

/** "Owners: Maria Lindt (Marketing), no owner yet (IT)"; "No owner yet" if neither side has one. */
export function owners_sentence(owners: Owners): string {
  if (!SIDES.some((side) => owners[side])) return "No owner yet";
  const words = SIDES.map((side) => `${owners[side] ?? NO_OWNER} (${SIDE_WORDS[side]})`);
  return `Owners: ${words.join(", ")}`;
}

export function lacks_owner(owners: Owners): boolean {
  return SIDES.some((side) => !owners[side]);
}
