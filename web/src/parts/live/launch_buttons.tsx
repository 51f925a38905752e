import { lazy, Suspense, useEffect, useId, useState } from "react";
import type { LaunchAction } from "../../api/queries";
import type { Launch } from "../../api/types";
import { Button } from "../../ui/button";
import { ClearIcon, KillIcon, PauseIcon, RollBackIcon, StartIcon, StopIcon } from "../../ui/icons";
import { ACTION_WORDS, action_allowed, forbidden_reason } from "../../words/states";
import styles from "./launch_header.module.css";

const load_dialog = () => import("./action_dialog");
const ActionDialog = lazy(load_dialog);

/** One at a time, in a row of its own on a phone. */
const FORWARD = [
  { action: "start", Icon: StartIcon },
  { action: "resume", Icon: StartIcon },
  { action: "clear", Icon: ClearIcon },
] as const;

const BACK = [
  { action: "pause", tone: "quiet", Icon: PauseIcon },
  { action: "stop", tone: "quiet", Icon: StopIcon },
  { action: "roll-back", tone: "danger_quiet", Icon: RollBackIcon },
  { action: "kill", tone: "danger", Icon: KillIcon },
] as const;

interface LaunchButtonsProps {
  launch: Launch;
  /** Stands above already, as what the launch waits for. */
  on_top: LaunchAction | null;
}

/** What brings it on as it stands, and the ways to hold it or to take it back. */
export function LaunchButtons({ launch, on_top }: LaunchButtonsProps) {
  const [asked, set_asked] = useState<LaunchAction | null>(null);
  const reason_id = useId();
  // Of a draft there is nothing to take back yet.
  const back = launch.state === "draft" ? [] : BACK.filter(({ action }) => action !== on_top);
  const forward = FORWARD.filter(
    ({ action }) => action !== on_top && action_allowed(action, launch.state),
  );
  const reason = back.length > 0 ? forbidden_reason(launch.state) : null;
  // Not needed to see the page, but a kill must not wait for it.
  useEffect(() => void load_dialog(), []);
  return (
    <>
      <div className={styles.buttons}>
        {forward.map(({ action, Icon }) => (
          <div key={action} className={styles.forward}>
            <Button wide icon={<Icon size={17} />} onClick={() => set_asked(action)}>
              {ACTION_WORDS[action].label}
            </Button>
          </div>
        ))}
        {back.map(({ action, tone, Icon }) => (
          <Button
            key={action}
            tone={tone}
            icon={<Icon size={17} />}
            disabled={!action_allowed(action, launch.state)}
            {...(reason ? { described_by: reason_id } : {})}
            onClick={() => set_asked(action)}
          >
            {ACTION_WORDS[action].label}
          </Button>
        ))}
      </div>
      {reason ? (
        <p className={styles.reason} id={reason_id}>
          {reason}
        </p>
      ) : null}
      <Suspense>
        <ActionDialog launch={launch} action={asked} close={() => set_asked(null)} />
      </Suspense>
    </>
  );
}
