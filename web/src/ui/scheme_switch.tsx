import { MoonIcon, SunIcon } from "./icons";
import { choose_scheme, useScheme } from "./scheme";
import styles from "./scheme_switch.module.css";

/** Light or dark; follows the system until somebody chooses. */
export function useSchemeChange() {
  const scheme = useScheme();
  const other = scheme === "dark" ? "light" : "dark";
  return {
    label: `Switch to ${other} colours`,
    icon:
      scheme === "dark" ? <SunIcon size={20} aria-hidden /> : <MoonIcon size={20} aria-hidden />,
    change: () => choose_scheme(other),
  } as const;
}

export function SchemeSwitch() {
  const { label, icon, change } = useSchemeChange();
  return (
    <button type="button" className={styles.button} aria-label={label} onClick={change}>
      {icon}
    </button>
  );
}
