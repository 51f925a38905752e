import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { MoonIcon, SunIcon } from "./icons";

/** Light or dark; follows the system until somebody chooses. */
export function useSchemeChange() {
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const { setColorScheme } = useMantineColorScheme();
  const other = scheme === "dark" ? "light" : "dark";
  return {
    label: `Switch to ${other} colours`,
    icon:
      scheme === "dark" ? <SunIcon size={20} aria-hidden /> : <MoonIcon size={20} aria-hidden />,
    change: () => setColorScheme(other),
  };
}

export function SchemeSwitch() {
  const { label, icon, change } = useSchemeChange();
  return (
    <ActionIcon
      variant="transparent"
      c="var(--ink-soft)"
      size={44}
      aria-label={label}
      onClick={change}
    >
      {icon}
    </ActionIcon>
  );
}
