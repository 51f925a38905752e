import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { ApiProblem } from "../api/client";
import { Button } from "../ui/button";
import { Notice } from "../ui/panel";
import { Mark } from "./mark";
import styles from "./shell.module.css";

const TRY_AGAIN_MS = 3_000;

/** Instead of every page while the server is away; comes back by itself. */
export function NotReached({ error }: ErrorComponentProps) {
  const router = useRouter();
  const is_away = error instanceof ApiProblem;
  useEffect(() => {
    if (!is_away) return;
    const timer = setInterval(() => void router.invalidate(), TRY_AGAIN_MS);
    return () => clearInterval(timer);
  }, [is_away, router]);
  return (
    <main className={styles.page} data-narrow>
      <div className={styles.away}>
        <Mark />
        <h1>{is_away ? "Spotter does not answer" : "Something went wrong in the browser"}</h1>
        <Notice tone="wrong">{error instanceof Error ? error.message : String(error)}</Notice>
        {is_away ? <p className="soft">Trying again by itself…</p> : null}
        <Button onClick={() => location.reload()}>Load the page again</Button>
      </div>
    </main>
  );
}
