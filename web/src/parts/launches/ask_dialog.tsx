import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { placed } from "../../api/places";
import { useAsk } from "../../api/tracker";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { LineField, TextField } from "../../ui/fields";
import { Notice } from "../../ui/panel";
import { Segments } from "../../ui/segments";
import { SIDE_WORDS, type Side } from "../../words/states";
import { key_from_title } from "../../words/tracker";
import styles from "./ask_dialog.module.css";

interface AskDialogProps {
  /** The asker's own side; who has none names one. */
  side: Side | null;
  taken: { key: string; title: string }[];
  close: () => void;
}

/** What is wanted and what for: all that an idea needs. */
export default function AskDialog({ side, taken, close }: AskDialogProps) {
  const [title, set_title] = useState("");
  const [outcome, set_outcome] = useState("");
  const [for_side, set_for_side] = useState<Side>("marketing");
  const [tried, set_tried] = useState(false);
  const ask = useAsk();
  const navigate = useNavigate();
  const refusal = placed(ask.error, { title: "/title", outcome: "/outcome" });
  const key = key_from_title(title);
  const title_problem = problem_of_title(title, key, taken);
  const outcome_problem = outcome.trim() === "" ? "Say what should be better afterwards." : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    set_tried(true);
    if (title_problem || outcome_problem) return;
    const question = { key, title: title.trim(), outcome: outcome.trim() };
    ask.mutate(side ? question : { ...question, side: for_side }, {
      onSuccess: () => {
        close();
        void navigate({ to: "/launches/$launch_key", params: { launch_key: key } });
      },
    });
  }

  return (
    <Dialog opened title="Ask for a launch" close={close}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <LineField
          label="What is it?"
          placeholder="Spring banner on the home page"
          value={title}
          change={set_title}
          error={tried ? (title_problem ?? refusal.at.title) : null}
          {...(key ? { hint: `Its key will be ${key}.` } : { hint: "Its key comes from this." })}
        />
        <TextField
          label="What for?"
          hint="The outcome that both sides will sign: what gets better, for whom."
          placeholder="More sign-ups from visitors who come for the season"
          value={outcome}
          change={set_outcome}
          error={tried ? (outcome_problem ?? refusal.at.outcome) : null}
        />
        {side ? null : (
          <Segments
            label="Asked for"
            name="asking-side"
            value={for_side}
            choices={[
              { value: "marketing", label: `For ${SIDE_WORDS.marketing.toLowerCase()}` },
              { value: "it", label: `For ${SIDE_WORDS.it}` },
            ]}
            change={set_for_side}
          />
        )}
        <p className="soft small">
          The other side then answers: yes, yes-if with conditions, or an alternative.
        </p>
        {refusal.foot ? <Notice tone="wrong">{refusal.foot}</Notice> : null}
        <div className={styles.buttons}>
          <Button onClick={close}>Leave it</Button>
          <Button submits tone="main" busy={ask.isPending}>
            Ask
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function problem_of_title(title: string, key: string, taken: AskDialogProps["taken"]) {
  if (title.trim() === "") return "Give it a name first.";
  if (key === "") return "It needs at least one letter or digit.";
  const other = taken.find((row) => row.key === key);
  return other ? `“${other.title}” already has the key ${key}. Take another name.` : null;
}
