import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import type { LaunchAction } from "../../api/queries";
import type { Launch } from "../../api/types";
import { Button } from "../../ui/button";
import { ClearIcon, PauseIcon, StartIcon } from "../../ui/icons";
import { ACTION_WORDS } from "../../words/states";

const load_dialog = () => import("./action_dialog");
const ActionDialog = lazy(load_dialog);

/** What a launch may wait for; what takes it back stands with the launch's own buttons. */
type ForwardAction = "start" | "resume" | "pause" | "clear";

const ICONS: Record<ForwardAction, ReactNode> = {
  start: <StartIcon size={17} />,
  resume: <StartIcon size={17} />,
  pause: <PauseIcon size={17} />,
  clear: <ClearIcon size={17} />,
};

interface LaunchActionButtonProps {
  launch: Launch;
  action: ForwardAction;
  tone?: "main" | "quiet";
  disabled?: boolean;
  /** id of the sentences that say why it is disabled */
  described_by?: string;
}

/** One action on a launch, with the dialog that says what will happen. */
export function LaunchActionButton(props: LaunchActionButtonProps) {
  const { launch, action, tone = "quiet", disabled = false, described_by } = props;
  const [asked, set_asked] = useState<LaunchAction | null>(null);
  useEffect(() => void load_dialog(), []);
  return (
    <>
      <Button
        wide
        tone={tone}
        icon={ICONS[action]}
        disabled={disabled}
        {...(described_by ? { described_by } : {})}
        onClick={() => set_asked(action)}
      >
        {ACTION_WORDS[action].label}
      </Button>
      <Suspense>
        <ActionDialog launch={launch} action={asked} close={() => set_asked(null)} />
      </Suspense>
    </>
  );
}
