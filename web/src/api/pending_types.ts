/** Shapes of answers that the API's description (schema.d.ts) does not hold yet. */
import type { Side } from "./types";

export interface Person {
  key: string;
  name: string;
  department: string;
  side: Side | null;
}

export interface SignedInMember extends Person {
  may_administer: boolean;
}

export interface Session {
  signed_in: boolean;
  member: SignedInMember | null;
  /** Goes back in the header Spotter-CSRF with every change. */
  csrf: string | null;
  /** No password exists yet. */
  first_start: boolean;
  /** People who sign in without a password; in the demo only. */
  one_click: Person[];
}

export interface Department {
  key: string;
  name: string;
  side: Side | null;
}

export interface MemberRow extends SignedInMember {
  has_password: boolean;
}

export interface MemberList {
  members: MemberRow[];
  departments: Department[];
}
