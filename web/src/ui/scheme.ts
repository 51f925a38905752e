import { useSyncExternalStore } from "react";

type Scheme = "light" | "dark";

const STORAGE_NAME = "spotter.scheme";
const listeners = new Set<() => void>();
const system = window.matchMedia("(prefers-color-scheme: dark)");

/** What somebody chose in this browser; until then what the system says. */
function current(): Scheme {
  const chosen = localStorage.getItem(STORAGE_NAME);
  if (chosen === "light" || chosen === "dark") return chosen;
  return system.matches ? "dark" : "light";
}

function listen(listener: () => void) {
  listeners.add(listener);
  system.addEventListener("change", listener);
  // Chosen in another tab.
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    system.removeEventListener("change", listener);
    window.removeEventListener("storage", listener);
  };
}

export function useScheme(): Scheme {
  return useSyncExternalStore(listen, current);
}

export function choose_scheme(scheme: Scheme): void {
  localStorage.setItem(STORAGE_NAME, scheme);
  for (const listener of listeners) listener();
}
