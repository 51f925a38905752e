/** The vertical axis of evidence: natural logarithms of odds, one decade of odds per step. */

const DECADE = Math.LN10;
/** Below one third to one, "no evidence" is all there is to say; the line stays on the floor. */
export const LOG_E_FLOOR = -Math.log(3);
const DECADES_MAX = 6;

/** The top of the axis: a whole decade above the roll-back line and above everything drawn. */
export function log_e_top(red_log_e: number, highest_log_e: number): number {
  const wanted = Math.max(red_log_e + Math.LN2, highest_log_e);
  return Math.min(DECADES_MAX, Math.ceil(wanted / DECADE - 1e-9)) * DECADE;
}

/** The decades from 1 to the top. */
export function decade_ticks(top: number): { log_e: number; odds: number }[] {
  const decades = Math.round(top / DECADE);
  return Array.from({ length: decades + 1 }, (_, power) => ({
    log_e: power * DECADE,
    odds: 10 ** power,
  }));
}

/** Keeps a value drawable: inside the axis, and finite. */
export function clamp_log_e(log_e: number, top: number): number {
  return Number.isNaN(log_e) ? LOG_E_FLOOR : Math.min(top, Math.max(LOG_E_FLOOR, log_e));
}

/** How far evidence is on its way from none to the roll-back line, 0 to 1. */
export function way_to_red(log_e: number, red_log_e: number): number {
  if (!(red_log_e > 0) || Number.isNaN(log_e)) return 0;
  return Math.min(1, Math.max(0, log_e / red_log_e));
}
