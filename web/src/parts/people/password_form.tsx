import { type FormEvent, useState } from "react";
import { ApiProblem } from "../../api/client";
import { useSignIn } from "../../api/session";
import { Button } from "../../ui/button";
import { LineField, SecretField } from "../../ui/fields";
import { Notice } from "../../ui/panel";
import { wait_words } from "../../words/times";
import styles from "./sign_in_page.module.css";
import { useCountdown } from "./use_countdown";

/** Name and password. After too many tries it counts down until the next one is taken. */
export function PasswordForm({ done }: { done: () => void }) {
  const [member, set_member] = useState("");
  const [password, set_password] = useState("");
  const [missing, set_missing] = useState(false);
  const enter = useSignIn();
  const wait = useCountdown();

  function submit(event: FormEvent) {
    event.preventDefault();
    const complete = member.trim() !== "" && password !== "";
    set_missing(!complete);
    if (!complete || wait.left_s > 0) return;
    enter.mutate(
      { member: member.trim(), password },
      {
        onSuccess: done,
        onError: (problem) => {
          if (problem instanceof ApiProblem && problem.wait_s) wait.start(problem.wait_s);
        },
      },
    );
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <LineField
        label="Sign-in name"
        value={member}
        change={set_member}
        fill="username"
        error={missing && member.trim() === "" ? "Type your sign-in name first." : null}
      />
      <SecretField
        label="Password"
        value={password}
        change={set_password}
        fill="current-password"
        error={missing && password === "" ? "Type your password first." : null}
      />
      {enter.error ? (
        <Notice tone="wrong">
          {enter.error.message}
          {wait.left_s > 0 ? ` The next try is taken in ${wait_words(wait.left_s)}.` : ""}
        </Notice>
      ) : null}
      <Button submits tone="main" wide busy={enter.isPending} disabled={wait.left_s > 0}>
        {wait.left_s > 0 ? `Wait ${wait_words(wait.left_s)}` : "Sign in"}
      </Button>
    </form>
  );
}
