import { type AriaAttributes, type ReactNode, useId, useState } from "react";
import styles from "./fields.module.css";
import { ChooseIcon, HideIcon, SignedIcon, WatchIcon } from "./icons";

interface FieldProps {
  label: string;
  hint?: string;
  value: string;
  change: (value: string) => void;
  error?: string | null;
  placeholder?: string;
  /** What the browser may fill in, in its own words. */
  fill?: "username" | "current-password" | "new-password" | "name" | "off";
}

interface BoxProps extends Pick<AriaAttributes, "aria-describedby" | "aria-invalid"> {
  id: string;
  value: string;
  onChange: (event: { currentTarget: { value: string } }) => void;
}

interface FrameProps extends Pick<FieldProps, "label" | "hint" | "value" | "change" | "error"> {
  children: (box: BoxProps) => ReactNode;
}

/** Label and hint above the box, what is wrong with it below; a screen reader says them with it. */
function Frame({ label, hint, value, change, error, children }: FrameProps) {
  const id = useId();
  const said = [hint ? `${id}hint` : "", error ? `${id}error` : ""].filter(Boolean).join(" ");
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {hint ? (
        <p className={styles.hint} id={`${id}hint`}>
          {hint}
        </p>
      ) : null}
      {children({
        id,
        value,
        onChange: (event) => change(event.currentTarget.value),
        ...(said ? { "aria-describedby": said } : {}),
        ...(error ? { "aria-invalid": true } : {}),
      })}
      {error ? (
        <p className={styles.error} id={`${id}error`}>
          {error}
        </p>
      ) : null}
    </div>
  );
}

export function SecretField({ fill = "off", ...props }: FieldProps) {
  const [shown, set_shown] = useState(false);
  const Icon = shown ? HideIcon : WatchIcon;
  return (
    <Frame {...props}>
      {(box) => (
        <div className={styles.with_icon}>
          <input
            {...box}
            className={styles.box}
            type={shown ? "text" : "password"}
            autoComplete={fill}
            spellCheck={false}
          />
          <button
            type="button"
            className={styles.show}
            aria-label="Show what is typed"
            aria-pressed={shown}
            onClick={() => set_shown(!shown)}
          >
            <Icon size={19} aria-hidden />
          </button>
        </div>
      )}
    </Frame>
  );
}

/** One line of text. */
export function LineField({ fill = "off", placeholder, ...props }: FieldProps) {
  return (
    <Frame {...props}>
      {(box) => (
        <input
          {...box}
          className={styles.box}
          type="text"
          placeholder={placeholder}
          autoComplete={fill}
          spellCheck={false}
        />
      )}
    </Frame>
  );
}

/** A few lines of text. */
export function TextField({ placeholder, ...props }: FieldProps) {
  return (
    <Frame {...props}>
      {(box) => <textarea {...box} className={styles.box} rows={2} placeholder={placeholder} />}
    </Frame>
  );
}

interface ChoiceFieldProps extends FieldProps {
  choices: { value: string; label: string }[];
}

/** One of several, as the browser offers it. */
export function ChoiceField({ choices, ...props }: ChoiceFieldProps) {
  return (
    <Frame {...props}>
      {(box) => (
        <div className={styles.with_icon}>
          <select {...box} className={styles.box}>
            {choices.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
          <ChooseIcon className={styles.choose} size={18} aria-hidden />
        </div>
      )}
    </Frame>
  );
}

interface CheckFieldProps {
  label: string;
  hint?: string;
  checked: boolean;
  change: (checked: boolean) => void;
  disabled?: boolean;
}

/** Yes or no. */
export function CheckField({ label, hint, checked, change, disabled = false }: CheckFieldProps) {
  const id = useId();
  return (
    <div className={styles.check}>
      <span className={styles.tick}>
        <input
          id={id}
          type="checkbox"
          checked={checked}
          disabled={disabled}
          aria-describedby={hint ? `${id}hint` : undefined}
          onChange={(event) => change(event.currentTarget.checked)}
        />
        <SignedIcon className={styles.tick_icon} size={17} stroke={3} aria-hidden />
      </span>
      <div>
        <label className={styles.check_label} htmlFor={id}>
          {label}
        </label>
        {hint ? (
          <p className={styles.hint} id={`${id}hint`}>
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
