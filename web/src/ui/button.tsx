import { Button as MantineButton } from "@mantine/core";
import type { MouseEventHandler, ReactNode } from "react";

type Tone = "quiet" | "main" | "danger" | "danger_quiet";

const TONES: Record<Tone, { background: string; ink: string; line: string; hover: string }> = {
  quiet: {
    background: "var(--surface)",
    ink: "var(--ink)",
    line: "var(--line-strong)",
    hover: "var(--sunken)",
  },
  main: {
    background: "var(--shared-fill)",
    ink: "var(--on-fill)",
    line: "var(--shared-fill)",
    hover: "color-mix(in oklab, var(--shared-fill), #000 15%)",
  },
  danger: {
    background: "var(--red-fill)",
    ink: "var(--on-fill)",
    line: "var(--red-fill)",
    hover: "color-mix(in oklab, var(--red-fill), #000 15%)",
  },
  danger_quiet: {
    background: "var(--surface)",
    ink: "var(--red)",
    line: "var(--red)",
    hover: "var(--red-wash)",
  },
};

interface ButtonProps {
  children: ReactNode;
  tone?: Tone;
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
  const { onClick, disabled = false, busy = false, submits = false, described_by } = rest;
  const colours = TONES[tone];
  return (
    <MantineButton
      type={submits ? "submit" : "button"}
      leftSection={icon}
      {...(onClick ? { onClick } : {})}
      disabled={disabled}
      loading={busy}
      fullWidth={rest.wide ?? false}
      aria-describedby={described_by}
      aria-pressed={rest.pressed}
      aria-expanded={rest.expanded}
      aria-controls={rest.controls}
      fz={14}
      fw={600}
      px={12}
      styles={{ label: { overflow: "visible" }, section: { marginInlineEnd: 7 } }}
      vars={() => ({
        root: disabled
          ? { "--button-height": "44px" }
          : {
              "--button-height": "44px",
              "--button-bg": colours.background,
              "--button-hover": colours.hover,
              "--button-color": colours.ink,
              "--button-hover-color": colours.ink,
              "--button-bd": `1px solid ${colours.line}`,
            },
      })}
    >
      {children}
    </MantineButton>
  );
}
