import { type FormEvent, useState } from "react";
import { placed } from "../../api/places";
import { useFirstStart } from "../../api/session";
import { Button } from "../../ui/button";
import { LineField, SecretField } from "../../ui/fields";
import { Notice } from "../../ui/panel";
import { Segments } from "../../ui/segments";
import { SIDE_WORDS, type Side } from "../../words/states";
import { PASSWORD_HINT, password_problem } from "./member_rules";
import styles from "./sign_in_page.module.css";

/** A fresh workspace has these two departments, one on each side. */
const SIDES: { value: Side; label: string }[] = [
  { value: "marketing", label: SIDE_WORDS.marketing },
  { value: "it", label: SIDE_WORDS.it },
];

interface Missing {
  admin_key: string | null;
  name: string | null;
  password: string | null;
}

const NOTHING_MISSING: Missing = { admin_key: null, name: null, password: null };

/** The admin key once, then the owner's name, department and password. */
export function FirstStartForm({ done }: { done: () => void }) {
  const [admin_key, set_admin_key] = useState("");
  const [name, set_name] = useState("");
  const [department, set_department] = useState<Side>("marketing");
  const [password, set_password] = useState("");
  const [missing, set_missing] = useState(NOTHING_MISSING);
  const enter = useFirstStart();

  const refusal = placed(enter.error, {
    admin_key: "/admin_key",
    name: "/name",
    password: "/password",
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    const found: Missing = {
      admin_key: admin_key.trim() === "" ? "Paste the admin key first." : null,
      name: name.trim() === "" ? "Say your name: it stands beside what you decide." : null,
      password: password_problem(password),
    };
    set_missing(found);
    if (Object.values(found).some((one) => one !== null)) return;
    const order = { admin_key: admin_key.trim(), name: name.trim(), password, department };
    enter.mutate(order, { onSuccess: done });
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <SecretField
        label="Admin key"
        hint="Starts with spa_. It is not kept in this browser."
        value={admin_key}
        change={set_admin_key}
        error={missing.admin_key ?? refusal.at.admin_key}
      />
      <LineField
        label="Your name"
        hint="You will sign in as “owner”."
        value={name}
        change={set_name}
        fill="name"
        error={missing.name ?? refusal.at.name}
      />
      <div>
        <p className={styles.label}>Your department</p>
        <Segments
          label="Your department"
          name="department"
          value={department}
          choices={SIDES}
          change={set_department}
        />
      </div>
      <SecretField
        label="Password"
        hint={PASSWORD_HINT}
        value={password}
        change={set_password}
        fill="new-password"
        error={missing.password ?? refusal.at.password}
      />
      {refusal.foot ? <Notice tone="wrong">{refusal.foot}</Notice> : null}
      <Button submits tone="main" wide busy={enter.isPending}>
        Open the workspace
      </Button>
    </form>
  );
}
