import { type FormEvent, useState } from "react";
import { type MemberChange, useAddMember, useChangeMember } from "../../api/members";
import { placed } from "../../api/places";
import type { Department, MemberRow } from "../../api/types";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { CheckField, ChoiceField, LineField, SecretField } from "../../ui/fields";
import { Notice } from "../../ui/panel";
import { key_problem, PASSWORD_HINT, password_problem } from "./member_rules";
import styles from "./members_page.module.css";

interface MemberDialogProps {
  /** null: somebody who is to be added. */
  member: MemberRow | null;
  departments: Department[];
  taken: string[];
  close: () => void;
}

interface Entries {
  key: string;
  name: string;
  department: string;
  password: string;
  may_administer: boolean;
}

type Wrong = Partial<Record<"key" | "name" | "password", string | null>>;

const PLACES = {
  key: "/key",
  name: "/name",
  department: "/department",
  password: "/password",
};

/** Adds a member, or changes one; a password field left empty changes nothing. */
export function MemberDialog({ member, departments, taken, close }: MemberDialogProps) {
  const [entries, set_entries] = useState<Entries>({
    key: member?.key ?? "",
    name: member?.name ?? "",
    department: member?.department ?? departments[0]?.key ?? "",
    password: "",
    may_administer: member?.may_administer ?? false,
  });
  const [wrong, set_wrong] = useState<Wrong>({});
  const add = useAddMember();
  const change = useChangeMember();
  const order = member ? change : add;
  const refusal = placed(order.error, PLACES);
  const set = (changes: Partial<Entries>) => set_entries({ ...entries, ...changes });

  function submit(event: FormEvent) {
    event.preventDefault();
    const found = problems_of(entries, member, taken);
    set_wrong(found);
    if (Object.values(found).some(Boolean)) return;
    const said = member ? changed(entries, member) : all_of(entries);
    order.mutate({ key: entries.key.trim(), ...said }, { onSuccess: close });
  }

  return (
    <Dialog opened title={member ? `Change ${member.name}` : "Add a member"} close={close}>
      <form className={styles.form} onSubmit={submit} noValidate>
        {member ? null : (
          <LineField
            label="Sign-in name"
            hint="Small letters, digits, - and _; it stays for good."
            value={entries.key}
            change={(key) => set({ key })}
            error={wrong.key ?? refusal.at.key}
          />
        )}
        <LineField
          label="Name"
          value={entries.name}
          change={(name) => set({ name })}
          error={wrong.name ?? refusal.at.name}
        />
        <ChoiceField
          label="Department"
          value={entries.department}
          choices={departments.map(({ key, name }) => ({ value: key, label: name }))}
          change={(department) => set({ department })}
          error={refusal.at.department}
        />
        <SecretField
          label={member?.has_password ? "Another password" : "Password"}
          hint={member ? `${PASSWORD_HINT} Empty: it stays as it is.` : PASSWORD_HINT}
          value={entries.password}
          change={(password) => set({ password })}
          fill="new-password"
          error={wrong.password ?? refusal.at.password}
        />
        <CheckField
          label="May administer"
          hint="Members, keys and settings. Launches need no such right."
          checked={entries.may_administer}
          change={(may_administer) => set({ may_administer })}
        />
        {refusal.foot ? <Notice tone="wrong">{refusal.foot}</Notice> : null}
        <DialogButtons say={member ? "Keep" : "Add"} busy={order.isPending} close={close} />
      </form>
    </Dialog>
  );
}

interface DialogButtonsProps {
  say: string;
  busy: boolean;
  close: () => void;
}

export function DialogButtons({ say, busy, close }: DialogButtonsProps) {
  return (
    <div className={styles.buttons}>
      <Button onClick={close}>Leave it</Button>
      <Button submits tone="main" busy={busy}>
        {say}
      </Button>
    </div>
  );
}

function problems_of(entries: Entries, member: MemberRow | null, taken: string[]): Wrong {
  return {
    key: member ? null : key_problem(entries.key.trim(), taken),
    name: entries.name.trim() === "" ? "A name is needed." : null,
    password: entries.password === "" ? null : password_problem(entries.password),
  };
}

function all_of({ name, department, password, may_administer }: Entries): MemberChange {
  return { name: name.trim(), department, may_administer, ...(password ? { password } : {}) };
}

/** Only what differs: nothing else shall stand in the journal. */
function changed(entries: Entries, member: MemberRow): MemberChange {
  const all = all_of(entries);
  return {
    ...(all.name !== member.name ? { name: entries.name.trim() } : {}),
    ...(all.department !== member.department ? { department: entries.department } : {}),
    ...(all.may_administer !== member.may_administer
      ? { may_administer: entries.may_administer }
      : {}),
    ...(entries.password ? { password: entries.password } : {}),
  };
}
