import { type FormEvent, useState } from "react";
import { useChangeMember } from "../../api/members";
import { placed } from "../../api/places";
import { Dialog } from "../../ui/dialog";
import { SecretField } from "../../ui/fields";
import { Notice } from "../../ui/panel";
import { DialogButtons } from "./member_dialog";
import { PASSWORD_HINT, password_problem } from "./member_rules";
import styles from "./members_page.module.css";

interface OwnPasswordDialogProps {
  member: string;
  close: () => void;
}

/** A member's own password, which asks for the one that holds until now. */
export default function OwnPasswordDialog({ member, close }: OwnPasswordDialogProps) {
  const [old_password, set_old_password] = useState("");
  const [password, set_password] = useState("");
  const [wrong, set_wrong] = useState<string | null>(null);
  const change = useChangeMember();

  const refusal = placed(change.error, {
    old_password: "/old_password",
    password: "/password",
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    const found = password_problem(password);
    set_wrong(found);
    if (!found) change.mutate({ key: member, password, old_password }, { onSuccess: close });
  }

  return (
    <Dialog opened title="Change my password" close={close}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <SecretField
          label="Password until now"
          value={old_password}
          change={set_old_password}
          fill="current-password"
          error={refusal.at.old_password}
        />
        <SecretField
          label="Password from now on"
          hint={PASSWORD_HINT}
          value={password}
          change={set_password}
          fill="new-password"
          error={wrong ?? refusal.at.password}
        />
        {refusal.foot ? <Notice tone="wrong">{refusal.foot}</Notice> : null}
        <DialogButtons say="Change it" busy={change.isPending} close={close} />
      </form>
    </Dialog>
  );
}
