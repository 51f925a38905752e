import { useHotkeys } from "@mantine/hooks";

export interface Hotkey {
  /** "mod+K": mod is Ctrl, or Cmd on a Mac. */
  keys: string;
  act: () => void;
}

/** Keys that work wherever nobody is typing; those with mod also while somebody is. */
export function useKeys(hotkeys: Hotkey[]): void {
  const with_mod = hotkeys.filter(({ keys }) => keys.startsWith("mod+"));
  const plain = hotkeys.filter(({ keys }) => !keys.startsWith("mod+"));
  useHotkeys(
    with_mod.map(({ keys, act }) => [keys, act]),
    [],
    true,
  );
  useHotkeys(plain.map(({ keys, act }) => [keys, act]));
}
