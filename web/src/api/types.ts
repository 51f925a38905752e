/** Names for what the API answers; the shapes come from the program itself (schema.d.ts). */
import type { paths } from "./schema";

type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

type Made<Path extends keyof paths> = paths[Path] extends {
  post: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

export type Workspace = Answer<"/api/workspace">;
export type LaunchList = Answer<"/api/launches">;

export type Launch = Answer<"/api/launches/{key}">;
export type LaunchState = Launch["state"];
export type MetricCard = Launch["metrics"][number];
export type MetricList = Answer<"/api/metrics">;
export type MetricLine = MetricList["metrics"][number];
export type Results = Answer<"/api/launches/{key}/results">;
export type ArmResult = Results["arms"][number];
export type GuardrailResult = Results["guardrails"][number];
export type Side = GuardrailResult["side"];
export type GoalResult = Results["goals"][number];
export type Evidence = Answer<"/api/launches/{key}/evidence">;
export type EvidencePoint = Evidence["points"][number];
export type GoalHistory = Evidence["goals"][number];
export type GoalPoint = GoalHistory["points"][number];
export type Receipt = Answer<"/api/launches/{key}/receipt">;
export type Loss = Receipt["loss"];
export type CountedLoss = Loss["counted"][number];
export type Journal = Answer<"/api/launches/{key}/journal">;
export type KeyList = Answer<"/api/keys">;
export type AccessKey = KeyList["keys"][number];
export type MadeKey = Made<"/api/keys">;
export type JournalEntry = Journal["entries"][number];

export type Session = Answer<"/api/session">;
export type SignedInMember = NonNullable<Session["member"]>;
export type Person = Session["one_click"][number];
export type MemberList = Answer<"/api/members">;
export type MemberRow = MemberList["members"][number];
export type Department = MemberList["departments"][number];
export type TrackerView = Answer<"/api/tracker">;
export type TrackerRow = TrackerView["launches"][number];
export type Stage = TrackerRow["stage"];
export type Settings = Answer<"/api/settings">;

/** An item of the live stream's feed, which the API description does not cover. */
export interface FeedItem {
  at: string;
  sequence: number;
  event: string;
  arm: string | null;
  /** First eight hex digits of the pseudonym. */
  unit: string;
  effect: string;
}

/** RFC 9457. */
export interface ProblemBody {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  pointer?: string;
}
