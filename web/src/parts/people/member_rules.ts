/** What the server takes as a sign-in name and as a password; it has the last word. */
const PASSWORD_LENGTH_MIN = 12;
const PASSWORD_LENGTH_MAX = 1_000;

export const PASSWORD_HINT = `At least ${PASSWORD_LENGTH_MIN} characters; a sentence is easiest.`;

/** Why this is no password, or null. */
export function password_problem(password: string): string | null {
  const length = [...password].length;
  if (length < PASSWORD_LENGTH_MIN) {
    return `${length} of at least ${PASSWORD_LENGTH_MIN} characters.`;
  }
  return length > PASSWORD_LENGTH_MAX ? `Longer than ${PASSWORD_LENGTH_MAX} characters.` : null;
}

/** Why this is no sign-in name for somebody else, or null. */
export function key_problem(key: string, taken: string[]): string | null {
  if (key === "") return "A sign-in name is needed.";
  if (!/^[a-z0-9][a-z0-9_-]*$/.test(key)) return "Small letters, digits, - and _ only.";
  return taken.includes(key) ? "Somebody has this name already." : null;
}
