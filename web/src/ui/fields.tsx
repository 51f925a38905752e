import { PasswordInput, Textarea } from "@mantine/core";

interface FieldProps {
  label: string;
  hint?: string;
  value: string;
  change: (value: string) => void;
  error?: string | null;
  placeholder?: string;
}

const BIG_ENOUGH = { input: { minHeight: 44, fontSize: 16 }, label: { fontWeight: 600 } };

export function SecretField({ label, hint, value, change, error, placeholder }: FieldProps) {
  return (
    <PasswordInput
      label={label}
      description={hint}
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
      error={error ?? null}
      placeholder={placeholder ?? ""}
      autoComplete="off"
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

export function TextField({ label, hint, value, change, error, placeholder }: FieldProps) {
  return (
    <Textarea
      label={label}
      description={hint}
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
      error={error ?? null}
      placeholder={placeholder ?? ""}
      rows={2}
      styles={BIG_ENOUGH}
    />
  );
}
