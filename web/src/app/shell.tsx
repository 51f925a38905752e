import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { on_refusal } from "../api/client";
import { workspace_query } from "../api/queries";
import { session_query } from "../api/session";
import type { SignedInMember } from "../api/types";
import { HelpIcon, SearchIcon } from "../ui/icons";
import { SchemeSwitch } from "../ui/scheme_switch";
import { Account } from "./account";
import { Mark } from "./mark";
import { Navigation } from "./navigation";
import styles from "./shell.module.css";
import { useShortcuts } from "./shortcuts";
import { useMember } from "./use_member";

const GoTo = lazy(() => import("./go_to"));
const HelpPanel = lazy(() => import("./help_panel"));
const ShortcutList = lazy(() => import("./shortcut_list"));
const OwnPasswordDialog = lazy(() => import("../parts/people/own_password_dialog"));

/** What stands in front of a page, one at a time. */
export type Overlay = "go_to" | "help" | "shortcuts" | "password";

/** Around every page: the way to the others, who is signed in, and the workspace's notice. */
export function Shell() {
  const member = useMember();
  const page = useFocusOfPage();
  useSessionWatch(member?.key ?? null);
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
        {member ? (
          <MemberTools member={member} />
        ) : (
          <div className={styles.tools}>
            <SchemeSwitch />
          </div>
        )}
      </header>
      <WorkspaceNotice />
      <main id="page" ref={page} className={styles.page} tabIndex={-1}>
        <Suspense>
          <Outlet />
        </Suspense>
      </main>
    </>
  );
}

/** All that a signed-in member finds around a page. */
function MemberTools({ member }: { member: SignedInMember }) {
  const [overlay, set_overlay] = useState<Overlay | null>(null);
  const close = () => set_overlay(null);
  useShortcuts(set_overlay);
  return (
    <>
      <Navigation member={member} />
      <div className={styles.tools}>
        <button
          type="button"
          className={styles.go_to}
          aria-label="Go to a launch, a page or an action"
          aria-keyshortcuts="Control+K Meta+K"
          onClick={() => set_overlay("go_to")}
        >
          <SearchIcon size={19} aria-hidden />
          <span className={styles.go_to_words}>Go to…</span>
          <kbd className={styles.go_to_words}>{MOD_KEY} K</kbd>
        </button>
        <button
          type="button"
          className={styles.tool}
          aria-label="Help and words"
          onClick={() => set_overlay("help")}
        >
          <HelpIcon size={20} aria-hidden />
        </button>
        <SchemeSwitch />
        <Account member={member} change_password={() => set_overlay("password")} />
      </div>
      <Suspense>
        {overlay === "go_to" ? <GoTo member={member} show={set_overlay} close={close} /> : null}
        {overlay === "help" ? <HelpPanel close={close} /> : null}
        {overlay === "shortcuts" ? <ShortcutList close={close} /> : null}
        {overlay === "password" ? <OwnPasswordDialog member={member.key} close={close} /> : null}
      </Suspense>
    </>
  );
}

const MOD_KEY = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl";

/** After a change of page a reader's focus is on the page, and not where the last one was. */
function useFocusOfPage() {
  const page = useRef<HTMLElement>(null);
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ fromLocation, toLocation }) => {
        if (!fromLocation || fromLocation.pathname === toLocation.pathname) return;
        page.current?.focus({ preventScroll: true });
      }),
    [router],
  );
  return page;
}

/** When the session ends or becomes another's, in whatever tab, this page notices. */
function useSessionWatch(member: string | null) {
  const client = useQueryClient();
  const router = useRouter();
  const known = useRef(member);
  useEffect(() => {
    if (known.current !== member) void router.invalidate();
    known.current = member;
  }, [member, router]);
  useEffect(
    () =>
      on_refusal(() => {
        if (!client.getQueryData(session_query.queryKey)?.signed_in) return;
        const { queryKey } = session_query;
        void client.invalidateQueries({ queryKey }, { cancelRefetch: false });
      }),
    [client],
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
