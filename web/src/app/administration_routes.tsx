import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { workspace_query } from "../api/queries";
import { SignaturesPanel } from "../parts/launches/signatures_panel";
import { KeysPanel } from "../parts/people/keys_panel";
import { MembersPage } from "../parts/people/members_page";
import { usePageTitle } from "../ui/page_title";
import { Empty, Panel } from "../ui/panel";
import styles from "./administration_routes.module.css";
import { useMember } from "./use_member";

export function PeopleRoute() {
  const member = useMember();
  return (
    <ForAdministrators title="People">
      <MembersPage own_key={member?.key ?? ""} />
    </ForAdministrators>
  );
}

export function SettingsRoute() {
  usePageTitle("Settings");
  return (
    <ForAdministrators title="Settings">
      <h1>Settings</h1>
      <div className={styles.settings}>
        <SignaturesPanel />
        <NoticePanel />
        <KeysPanel />
      </div>
    </ForAdministrators>
  );
}

/** Others are told whom to ask instead of being refused piece by piece. */
function ForAdministrators({ title, children }: { title: string; children: ReactNode }) {
  if (useMember()?.may_administer) return children;
  return (
    <>
      <h1 className={styles.title}>{title}</h1>
      <Empty title="For those who administer">
        Members, keys and settings are changed by members who may administer. Ask one of them, or go
        to <Link to="/">all launches</Link>.
      </Empty>
    </>
  );
}

/** The line above every page, and how it is changed. */
function NoticePanel() {
  const { data } = useQuery(workspace_query);
  return (
    <Panel title="Notice" aside={data ? `Spotter ${data.version}` : undefined}>
      <p>{data?.notice ? `“${data.notice}”` : "None is set."}</p>
      <p className="soft small">
        The line above every page that says what kind of data this is. It is set where the program
        is started: <code>spotter serve --notice "…"</code>
      </p>
    </Panel>
  );
}
