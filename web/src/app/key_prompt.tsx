import { type FormEvent, useState } from "react";
import { ApiProblem, try_key } from "../api/client";
import { keep_session_key, session_key_refused } from "../api/session_key";
import { Button } from "../ui/button";
import { SecretField } from "../ui/fields";
import { usePageTitle } from "../ui/page_title";
import styles from "./key_prompt.module.css";

const REFUSED =
  "The server does not take this key. The admin key starts with spa_; " +
  "server and client keys do not open this screen.";

/** Asks for the admin key, until people have accounts. */
export default function KeyPrompt() {
  const [key, set_key] = useState("");
  const [busy, set_busy] = useState(false);
  const [wrong, set_wrong] = useState(session_key_refused() ? REFUSED : null);
  usePageTitle("Admin key");

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (key.trim() === "") return set_wrong("Paste the key first.");
    set_busy(true);
    set_wrong(null);
    try {
      await try_key(key.trim());
      keep_session_key(key.trim());
    } catch (problem) {
      set_wrong(wrong_words(problem));
      set_busy(false);
    }
  }

  return (
    <>
      <h1>Admin key</h1>
      <p className={styles.intro}>
        With the admin key one starts, stops and rolls back launches; <code>spotter init</code>{" "}
        printed it as <code>admin_key</code> when this workspace was made.
      </p>
      <form className={styles.form} onSubmit={submit}>
        <SecretField
          label="Admin key"
          hint="Kept in this tab only, and gone when you close it."
          placeholder="spa_…"
          value={key}
          change={set_key}
          error={wrong}
        />
        <Button submits tone="main" busy={busy}>
          Open
        </Button>
      </form>
    </>
  );
}

function wrong_words(problem: unknown): string {
  if (!(problem instanceof ApiProblem)) return "Something went wrong in the browser. Try again.";
  return problem.status === 401 || problem.status === 403 ? REFUSED : problem.message;
}
