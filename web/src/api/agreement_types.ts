/** Names for what the API says about agreements; the shapes come from the program itself. */
import type { paths } from "./schema";

export type Agreement =
  paths["/api/launches/{key}/agreement"]["get"]["responses"][200]["content"]["application/json"];
export type Verdict = NonNullable<Agreement["verdict"]>;
export type VerdictKind = Verdict["kind"];
export type Condition = Agreement["conditions"][number];
export type Signature = Agreement["signatures"][number];
export type VerdictOrder = NonNullable<
  paths["/api/launches/{key}/verdict"]["post"]["requestBody"]
>["content"]["application/json"];
export type BriefOrder = NonNullable<
  paths["/api/launches/{key}/brief"]["post"]["requestBody"]
>["content"]["application/json"];
