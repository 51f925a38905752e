import type { ReactNode } from "react";
import styles from "./chip.module.css";

export type ChipTone = "marketing" | "it" | "shared" | "good" | "amber" | "red" | "plain";

interface ChipProps {
  tone: ChipTone;
  icon?: ReactNode;
  big?: boolean;
  children: ReactNode;
}

/** A word with a colour; the word alone says it too. */
export function Chip({ tone, icon, big, children }: ChipProps) {
  return (
    <span className={styles.chip} data-tone={tone} data-big={big || undefined}>
      {icon}
      {children}
    </span>
  );
}
