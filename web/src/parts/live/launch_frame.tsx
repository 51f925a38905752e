import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { ApiProblem } from "../../api/client";
import type { ConnectionState } from "../../api/live_connection";
import { useLivePush } from "../../api/live_push";
import { launch_query } from "../../api/queries";
import type { Launch } from "../../api/types";
import { Announcer } from "../../ui/announcer";
import { Empty, Notice } from "../../ui/panel";
import { STATE_WORDS, state_sentence } from "../../words/states";

const Connection = createContext<ConnectionState>("connecting");

/** How the live connection of the launch on the screen is. */
export function useConnection(): ConnectionState {
  return useContext(Connection);
}

interface LaunchFrameProps {
  launch_key: string;
  /** Shown where nothing is defined under the key. */
  not_defined: ReactNode;
  children: ReactNode;
}

/** Around every page of one launch: the live connection, and what changed said aloud. */
export function LaunchFrame({ launch_key, not_defined, children }: LaunchFrameProps) {
  const { data: launch, error } = useQuery(launch_query(launch_key));
  if (launch) return <Connected launch={launch}>{children}</Connected>;
  if (error instanceof ApiProblem && error.status === 404) return not_defined;
  return error ? <Notice tone="wrong">{error.message}</Notice> : null;
}

/** There is something to be told about only once the launch is defined. */
function Connected({ launch, children }: { launch: Launch; children: ReactNode }) {
  const connection = useLivePush(launch.key);
  return (
    <Connection value={connection}>
      <StateAnnouncer launch={launch} />
      {children}
    </Connection>
  );
}

export function NoSuchLaunch({ launch_key }: { launch_key: string }) {
  return (
    <Empty
      level="h1"
      title={`There is no launch “${launch_key}”`}
      command={"spotter apply FILE.yaml"}
    >
      Somebody asks for it on the tracker, or applies a definitions file; then this address shows
      it.
    </Empty>
  );
}

/** Says a change of state, never the state that was there when the page came up. */
function StateAnnouncer({ launch }: { launch: Launch }) {
  const [said, set_said] = useState({ polite: "", urgent: "" });
  const known = useRef(launch.state);
  useEffect(() => {
    if (known.current === launch.state) return;
    known.current = launch.state;
    const text = `${launch.name}: ${STATE_WORDS[launch.state]}. ${state_sentence(launch)}`;
    set_said(
      launch.state === "rolled_back" ? { polite: "", urgent: text } : { polite: text, urgent: "" },
    );
  }, [launch]);
  return <Announcer {...said} />;
}
