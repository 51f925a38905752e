import type { MouseEventHandler, ReactNode } from "react";
import styles from "./button.module.css";

interface ButtonProps {
  children: ReactNode;
  tone?: "quiet" | "main" | "danger" | "danger_quiet";
  icon?: ReactNode;
  onClick?: MouseEventHandler<HTMLButtonElement>;
  disabled?: boolean;
  busy?: boolean;
  submits?: boolean;
  /** id of the sentence that says what the button does or why it is disabled */
  described_by?: string;
  pressed?: boolean;
  /** Of a button that shows and hides something: whether it is shown. */
  expanded?: boolean;
  /** id of what is shown and hidden */
  controls?: string;
  wide?: boolean;
}

/** A button that a thumb can hit: never lower than 44 px. */
export function Button({ children, tone = "quiet", icon, ...rest }: ButtonProps) {
  const { onClick, disabled = false, busy = false, submits = false, wide = false } = rest;
  return (
    <button
      type={submits ? "submit" : "button"}
      className={styles.button}
      data-tone={tone}
      data-wide={wide || undefined}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      aria-describedby={rest.described_by}
      aria-pressed={rest.pressed}
      aria-expanded={rest.expanded}
      aria-controls={rest.controls}
      {...(onClick ? { onClick } : {})}
    >
      {icon}
      <span>{children}</span>
    </button>
  );
}
