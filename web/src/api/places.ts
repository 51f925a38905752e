/** Where a refusal is said: at the field that it names, else where the form ends. */
import { ApiProblem } from "./client";

interface Placed<Field extends string> {
  at: Record<Field, string | null>;
  foot: string | null;
}

function names(pointer: string, field: string): boolean {
  return pointer === field || pointer.startsWith(`${field}/`);
}

/** `fields`: the form's, with the JSON pointer (RFC 6901) of what each sends; null: not shown. */
export function placed<Field extends string>(
  error: Error | null,
  fields: Record<Field, string | null>,
): Placed<Field> {
  const pointer = error instanceof ApiProblem ? error.pointer : null;
  const all = Object.entries(fields) as [Field, string | null][];
  const found = all.find(([, field]) => pointer && field && names(pointer, field));
  const said = all.map(([field]) => [field, field === found?.[0] ? error?.message : null]);
  return {
    at: Object.fromEntries(said) as Record<Field, string | null>,
    foot: found ? null : (error?.message ?? null),
  };
}
