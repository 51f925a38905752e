/**
 * The admin key of this tab, until accounts exist. It lives in sessionStorage: gone with the tab,
 * never in an address that could be shared.
 */
const STORAGE_NAME = "spotter.admin_key";

type Listener = () => void;

const listeners = new Set<Listener>();
let refused = false;

function tell(): void {
  for (const listener of listeners) listener();
}

export function session_key(): string | null {
  return sessionStorage.getItem(STORAGE_NAME);
}

/** True after the server refused the key that this tab had. */
export function session_key_refused(): boolean {
  return refused;
}

export function keep_session_key(key: string): void {
  sessionStorage.setItem(STORAGE_NAME, key);
  refused = false;
  tell();
}

export function forget_session_key(because_refused: boolean): void {
  sessionStorage.removeItem(STORAGE_NAME);
  refused = because_refused;
  tell();
}

/** For useSyncExternalStore; returns the way to stop listening. */
export function on_session_key_change(listener: Listener): Listener {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes the key out of "#key=…" and out of the address bar, so that one printed link signs in. */
export function take_key_from_address(): void {
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  if (!key) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  keep_session_key(key.trim());
}
