import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { session_query, useOneClick } from "../../api/session";
import type { Person } from "../../api/types";
import { usePageTitle } from "../../ui/page_title";
import { Notice } from "../../ui/panel";
import { SIDE_WORDS } from "../../words/states";
import { FirstStartForm } from "./first_start_form";
import { PasswordForm } from "./password_form";
import styles from "./sign_in_page.module.css";

/** The way in: the first start, a password, or in the demo one press. */
export function SignInPage({ done }: { done: () => void }) {
  const { data: session } = useQuery(session_query);
  const first_start = session?.first_start ?? false;
  const people = session?.one_click ?? [];
  usePageTitle(first_start ? "First start" : "Sign in");
  if (!session) return null;
  return (
    <div className={styles.page}>
      <div className={styles.card}>
        {first_start ? (
          <>
            <h1>Make this workspace yours</h1>
            <p className="soft">
              Nobody has signed in here yet. The admin key, which <code>spotter init</code> printed,
              is asked for this once; from then on you sign in with a password.
            </p>
            <FirstStartForm done={done} />
          </>
        ) : (
          <>
            <h1>Sign in</h1>
            <p className="soft">One tracker for marketing and IT. Who are you?</p>
            {people.length > 0 ? <OneClick people={people} done={done} /> : null}
            <PasswordPart folded={people.length > 0} done={done} />
          </>
        )}
      </div>
    </div>
  );
}

/** In the demo a password is only in the way. */
function PasswordPart({ folded, done }: { folded: boolean; done: () => void }) {
  if (!folded) return <PasswordForm done={done} />;
  return (
    <details className={styles.folded}>
      <summary>Sign in with a password instead</summary>
      <PasswordForm done={done} />
    </details>
  );
}

function OneClick({ people, done }: { people: Person[]; done: () => void }) {
  const enter = useOneClick();
  const [pressed, set_pressed] = useState("");
  return (
    <>
      <ul className={styles.people} aria-label="Sign in as">
        {people.map(({ key, name, side, department }) => (
          <li key={key}>
            <button
              type="button"
              className={styles.person}
              data-side={side ?? "none"}
              aria-busy={enter.isPending && pressed === key}
              disabled={enter.isPending}
              onClick={() => {
                set_pressed(key);
                enter.mutate({ member: key }, { onSuccess: done });
              }}
            >
              <span className={styles.side}>{side ? SIDE_WORDS[side] : department}</span>
              <span className={styles.name}>{name}</span>
              <span className="small soft">One press, no password: this is a demo.</span>
            </button>
          </li>
        ))}
      </ul>
      {enter.error ? <Notice tone="wrong">{enter.error.message}</Notice> : null}
    </>
  );
}
