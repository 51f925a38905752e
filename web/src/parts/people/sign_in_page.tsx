import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { session_query, useOneClick } from "../../api/session";
import type { Person } from "../../api/types";
import { usePageTitle } from "../../ui/page_title";
import { Notice } from "../../ui/panel";
import { SIDE_WORDS } from "../../words/states";
import { FirstStartForm } from "./first_start_form";
import { PasswordForm } from "./password_form";
import styles from "./sign_in_page.module.css";

/** The way in: in the demo one press, then a password, or the first start while nobody has one. */
export function SignInPage({ done }: { done: () => void }) {
  const { data: session } = useQuery(session_query);
  const first_start = session?.first_start ?? false;
  const people = session?.one_click ?? [];
  usePageTitle(first_start && people.length === 0 ? "First start" : "Sign in");
  if (!session) return null;
  return (
    <div className={styles.page}>
      <div className={styles.card}>
        {people.length > 0 || !first_start ? (
          <>
            <h1>Sign in</h1>
            <p className="soft">One tracker for marketing and IT. Who are you?</p>
          </>
        ) : null}
        {people.length > 0 ? (
          <>
            <OneClick people={people} done={done} />
            <Folded summary={OTHER_WAY[first_start ? "first_start" : "password"]}>
              {first_start ? <FirstStart level="h2" done={done} /> : <PasswordForm done={done} />}
            </Folded>
          </>
        ) : first_start ? (
          <FirstStart level="h1" done={done} />
        ) : (
          <PasswordForm done={done} />
        )}
      </div>
    </div>
  );
}

const OTHER_WAY = {
  password: "Sign in with a password instead",
  first_start: "Make this workspace yours, with the admin key",
};

/** In the demo another way in is there, but not in the way. */
function Folded({ summary, children }: { summary: string; children: ReactNode }) {
  return (
    <details className={styles.folded}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}

function FirstStart({ level: Heading, done }: { level: "h1" | "h2"; done: () => void }) {
  return (
    <>
      <Heading>Make this workspace yours</Heading>
      <p className="soft">
        Nobody has a password here yet. The admin key, which <code>spotter init</code> printed, is
        asked for this once; from then on you sign in with a password.
      </p>
      <FirstStartForm done={done} />
    </>
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
