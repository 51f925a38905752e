import "@mantine/core/styles/Checkbox.css";
import { Checkbox, NativeSelect, PasswordInput, Textarea, TextInput } from "@mantine/core";

interface FieldProps {
  label: string;
  hint?: string;
  value: string;
  change: (value: string) => void;
  error?: string | null;
  placeholder?: string;
  /** What the browser may fill in, in its own words. */
  fill?: "username" | "current-password" | "new-password" | "name" | "off";
  required?: boolean;
}

const BIG_ENOUGH = {
  input: { minHeight: 44, fontSize: 16 },
  label: { fontWeight: 600 },
  description: { fontSize: 13 },
  error: { fontSize: 14 },
};

function field_of({ label, hint, value, error, placeholder, required }: FieldProps) {
  return {
    label,
    description: hint,
    value,
    error: error ?? null,
    placeholder: placeholder ?? "",
    required: required ?? false,
    withAsterisk: false,
  };
}

export function SecretField(props: FieldProps) {
  return (
    <PasswordInput
      {...field_of(props)}
      onChange={(event) => props.change(event.currentTarget.value)}
      autoComplete={props.fill ?? "off"}
      spellCheck={false}
      rightSectionWidth={46}
      styles={{
        ...BIG_ENOUGH,
        innerInput: { fontSize: 16, minHeight: 42 },
        visibilityToggle: { width: 44, height: 44, minWidth: 44, minHeight: 44 },
      }}
      visibilityToggleButtonProps={{ "aria-label": "Show what is typed" }}
    />
  );
}

/** One line of text. */
export function LineField(props: FieldProps) {
  return (
    <TextInput
      {...field_of(props)}
      onChange={(event) => props.change(event.currentTarget.value)}
      autoComplete={props.fill ?? "off"}
      spellCheck={false}
      styles={BIG_ENOUGH}
    />
  );
}

/** A few lines of text. */
export function TextField(props: FieldProps) {
  return (
    <Textarea
      {...field_of(props)}
      onChange={(event) => props.change(event.currentTarget.value)}
      rows={2}
      styles={BIG_ENOUGH}
    />
  );
}

interface ChoiceFieldProps extends FieldProps {
  choices: { value: string; label: string }[];
}

/** One of several, as the browser offers it. */
export function ChoiceField({ choices, ...props }: ChoiceFieldProps) {
  return (
    <NativeSelect
      {...field_of(props)}
      data={choices}
      onChange={(event) => props.change(event.currentTarget.value)}
      styles={BIG_ENOUGH}
    />
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
export function CheckField({ label, hint, checked, change, disabled }: CheckFieldProps) {
  return (
    <Checkbox
      label={label}
      description={hint}
      checked={checked}
      disabled={disabled ?? false}
      onChange={(event) => change(event.currentTarget.checked)}
      color="var(--shared-fill)"
      size="md"
      styles={{
        label: { fontSize: 15, fontWeight: 600, color: "var(--ink)" },
        description: { fontSize: 13, color: "var(--ink-soft)" },
      }}
    />
  );
}
