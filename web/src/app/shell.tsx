import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useSyncExternalStore } from "react";
import { workspace_query } from "../api/queries";
import { forget_session_key, on_session_key_change, session_key } from "../api/session_key";
import { Button } from "../ui/button";
import { SchemeSwitch } from "../ui/scheme_switch";
import { Mark } from "./mark";
import styles from "./shell.module.css";

const KeyPrompt = lazy(() => import("./key_prompt"));

/** Around every page: the name, the workspace's notice, and the question for the key. */
export function Shell({ children }: { children: ReactNode }) {
  const key = useSyncExternalStore(on_session_key_change, session_key);
  return (
    <>
      <a className={styles.skip} href="#page">
        Skip to the page
      </a>
      <header className={`${styles.bar} screen_only`}>
        <Link className={styles.brand} to="/">
          <Mark />
          Spotter
        </Link>
        <div className={styles.tools}>
          <SchemeSwitch />
          {key ? <Button onClick={() => forget_session_key(false)}>Forget key</Button> : null}
        </div>
      </header>
      <WorkspaceNotice />
      <main id="page" className={styles.page} data-narrow={key ? undefined : true}>
        <Suspense>{key ? children : <KeyPrompt />}</Suspense>
      </main>
    </>
  );
}

/** What everybody must know about this workspace, on every page and every print. */
function WorkspaceNotice() {
  const { data } = useQuery(workspace_query);
  if (!data?.notice) return null;
  return (
    <aside className={styles.notice} aria-label="Notice">
      {data.notice}
    </aside>
  );
}
