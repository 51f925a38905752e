import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { members_query } from "../../api/members";
import type { Department, MemberRow } from "../../api/types";
import { Button } from "../../ui/button";
import { Chip } from "../../ui/chip";
import { AddIcon } from "../../ui/icons";
import { usePageTitle } from "../../ui/page_title";
import { Notice } from "../../ui/panel";
import { counted } from "../../words/numbers";
import { SIDE_WORDS } from "../../words/states";
import { MemberDialog } from "./member_dialog";
import styles from "./members_page.module.css";

/** Everybody who signs in here, by department. */
export function MembersPage({ own_key }: { own_key: string }) {
  const { data, error } = useQuery(members_query);
  const [edited, set_edited] = useState<MemberRow | "another" | null>(null);
  usePageTitle("People");
  return (
    <>
      <header className={styles.head}>
        <div>
          <h1>People</h1>
          <p className="soft">
            Who works with Spotter. A department’s side decides for whom a member signs.
          </p>
        </div>
        <Button tone="main" icon={<AddIcon size={17} />} onClick={() => set_edited("another")}>
          Add a member
        </Button>
      </header>
      {error && !data ? <Notice tone="wrong">{error.message}</Notice> : null}
      {data && !has_both_sides(data.members) ? (
        <Notice tone="hint">
          A launch needs somebody of each side. Add a member of the side that is missing.
        </Notice>
      ) : null}
      <div className={styles.departments}>
        {data?.departments.map((department) => (
          <DepartmentList
            key={department.key}
            department={department}
            members={data.members.filter((member) => member.department === department.key)}
            own_key={own_key}
            change={set_edited}
          />
        ))}
      </div>
      {edited && data ? (
        <MemberDialog
          member={edited === "another" ? null : edited}
          departments={data.departments}
          taken={data.members.map(({ key }) => key)}
          close={() => set_edited(null)}
        />
      ) : null}
    </>
  );
}

function has_both_sides(members: MemberRow[]): boolean {
  const sides = new Set(members.map(({ side }) => side));
  return sides.has("marketing") && sides.has("it");
}

interface DepartmentListProps {
  department: Department;
  members: MemberRow[];
  own_key: string;
  change: (member: MemberRow) => void;
}

function DepartmentList({ department, members, own_key, change }: DepartmentListProps) {
  const { name, side } = department;
  return (
    <section className={styles.department} data-side={side ?? "none"} aria-label={name}>
      <div className={styles.department_head}>
        <h2>{name}</h2>
        {side ? (
          <Chip tone={side}>Side: {SIDE_WORDS[side]}</Chip>
        ) : (
          <Chip tone="plain">No side</Chip>
        )}
        <span className="soft small">{counted(members.length, "member", "members")}</span>
      </div>
      {members.length === 0 ? <p className="soft small">Nobody yet.</p> : null}
      <ul className={styles.members}>
        {members.map((member) => (
          <li key={member.key} className={styles.member}>
            <div>
              <p className={styles.name}>
                {member.name}
                {member.key === own_key ? <span className="soft"> (you)</span> : null}
              </p>
              <p className="soft small">
                Signs in as <code>{member.key}</code>
                {member.may_administer ? " · may administer" : ""}
              </p>
              {member.has_password ? null : (
                <p className={`${styles.no_password} small`}>Cannot sign in yet: no password</p>
              )}
            </div>
            <Button onClick={() => change(member)}>
              Change<span className="hidden_text"> {member.name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
