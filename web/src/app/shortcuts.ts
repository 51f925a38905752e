import { useNavigate } from "@tanstack/react-router";
import { useSyncExternalStore } from "react";
import { FIND_FIELD_ID } from "../parts/launches/tracker_filters";
import { type Hotkey, useKeys } from "../ui/hotkeys";
import type { Overlay } from "./shell";

/** The list on "?", in its order. */
export const SHORTCUTS = [
  { keys: ["Ctrl", "K"], on_mac: ["⌘", "K"], words: "Go to a launch, a page or an action" },
  { keys: ["?"], words: "This list" },
  { keys: ["H"], words: "Help: the words of both sides" },
  { keys: ["A"], words: "Ask for a launch" },
  { keys: ["/"], words: "Find on the tracker" },
  { keys: ["1"], words: "Launches" },
  { keys: ["2"], words: "Metrics" },
  { keys: ["Esc"], words: "Close what is in front" },
] as const;

const STORAGE_NAME = "spotter.single_keys";
const listeners = new Set<() => void>();

function single_keys_on(): boolean {
  return localStorage.getItem(STORAGE_NAME) !== "off";
}

/** Single keys can be switched off, for who dictates or types by accident (WCAG 2.1.4). */
export function switch_single_keys(on: boolean): void {
  localStorage.setItem(STORAGE_NAME, on ? "on" : "off");
  for (const listener of listeners) listener();
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, single_keys_on);
}

/** Keys that work on every page of a signed-in member. */
export function useShortcuts(show: (overlay: Overlay) => void): void {
  const navigate = useNavigate();
  const single = useSingleKeys();
  const find = async () => {
    await navigate({ to: "/", search: (now) => now });
    document.getElementById(FIND_FIELD_ID)?.focus();
  };
  const help = () => show("shortcuts");
  const with_mod: Hotkey[] = [{ keys: "mod+K", act: () => show("go_to") }];
  const alone: Hotkey[] = [
    // Where these two are on a keyboard, and whether with Shift, depends on the country.
    { keys: "?", act: help },
    { keys: "shift+?", act: help },
    { keys: "/", act: () => void find() },
    { keys: "shift+/", act: () => void find() },
    { keys: "H", act: () => show("help") },
    { keys: "A", act: () => void navigate({ to: "/", search: { ask: true } }) },
    { keys: "1", act: () => void navigate({ to: "/" }) },
    { keys: "2", act: () => void navigate({ to: "/metric-cards" }) },
  ];
  useKeys(single ? [...with_mod, ...alone] : with_mod);
}
