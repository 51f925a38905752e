import { type FormEvent, useState } from "react";
import { placed } from "../../api/places";
import { type LaunchAction, useLaunchAction } from "../../api/queries";
import type { Launch } from "../../api/types";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { TextField } from "../../ui/fields";
import { Notice } from "../../ui/panel";
import { ACTION_WORDS } from "../../words/states";
import styles from "./action_dialog.module.css";

const TAKES_BACK: LaunchAction[] = ["stop", "roll-back", "kill"];

interface ActionDialogProps {
  launch: Launch;
  action: LaunchAction | null;
  close: () => void;
}

/** Says what will happen to visitors and asks for the reason before it does it. */
export default function ActionDialog({ launch, action, close }: ActionDialogProps) {
  // The words stay while the dialog fades out.
  const [last, set_last] = useState<LaunchAction>("stop");
  if (action && action !== last) set_last(action);
  return (
    <Dialog
      opened={action !== null}
      title={`${ACTION_WORDS[action ?? last].label}: ${launch.name}`}
      close={close}
    >
      <ActionForm key={action ?? last} launch={launch} action={action ?? last} close={close} />
    </Dialog>
  );
}

interface ActionFormProps {
  launch: Launch;
  action: LaunchAction;
  close: () => void;
}

function ActionForm({ launch, action, close }: ActionFormProps) {
  const [reason, set_reason] = useState("");
  const act = useLaunchAction(launch.key);
  const refusal = placed(act.error, { reason: "/reason" });
  const words = ACTION_WORDS[action];

  function submit(event: FormEvent) {
    event.preventDefault();
    act.mutate({ action, reason: reason.trim() }, { onSuccess: close });
  }

  return (
    <form className={styles.form} onSubmit={submit}>
      <ul className={styles.happens}>
        {words.happens.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <TextField
        label="Reason"
        hint="Kept in what happened, for both sides to read. You may leave it empty."
        value={reason}
        change={set_reason}
        error={refusal.at.reason}
      />
      {refusal.foot ? <Notice tone="wrong">{refusal.foot}</Notice> : null}
      <div className={styles.buttons}>
        <Button onClick={close}>Leave it as it is</Button>
        <Button submits tone={TAKES_BACK.includes(action) ? "danger" : "main"} busy={act.isPending}>
          {words.confirm}
        </Button>
      </div>
    </form>
  );
}
