import { useState } from "react";
import { useAgreementOrder } from "../../api/agreement";
import { placed } from "../../api/places";
import { TextField } from "../../ui/fields";
import { other_side, side_inside } from "../../words/agreement";
import type { DialogProps } from "./agreement_dialog";
import { OrderForm } from "./order_form";

/** The side that asks takes the other way: it becomes a condition of a yes-if. */
export function AcceptForm({ agreement, close }: DialogProps) {
  const [note, set_note] = useState("");
  const order = useAgreementOrder(agreement.key, "accept");
  const refusal = placed(order.error, { note: "/note" });
  const answering = side_inside(other_side(agreement.asked_by?.side ?? "marketing"));
  return (
    <OrderForm
      confirm="Accept it"
      busy={order.isPending}
      error={refusal.foot}
      submit={() => order.mutate(note.trim() ? { note: note.trim() } : {}, { onSuccess: close })}
      close={close}
    >
      <blockquote>“{agreement.verdict?.text}”</blockquote>
      <p>
        This becomes the condition of a yes-if: the launch starts that way, once a member of{" "}
        {answering} says that it is met.
      </p>
      <TextField
        label="A note"
        hint="Kept with the condition. You may leave it empty."
        value={note}
        change={set_note}
        error={refusal.at.note}
      />
    </OrderForm>
  );
}

const REASONS = {
  decline: {
    confirm: "Decline it",
    label: "Why is it not accepted?",
    means:
      "An alternative that is not accepted counts as a refusal. You may then ask for something " +
      "else, appeal, or withdraw.",
    missing: "Say why the alternative is not accepted.",
  },
  appeal: {
    confirm: "Appeal",
    label: "Why shall it be looked at again?",
    means: "Somebody else of the other side looks at it again, not whoever refused it.",
    missing: "Say why it shall be looked at again.",
  },
  return_brief: {
    confirm: "Return it",
    label: "What does it lack?",
    means: "It waits for whoever asked until the brief is changed; your side's time stands still.",
    missing: "Say why the brief goes back.",
  },
  withdraw: {
    confirm: "Withdraw it",
    label: "Why is it not wanted any more?",
    means: "It waits for nobody then and cannot start. Asking again brings it back.",
    missing: "Say why it is not asked for any more.",
  },
} as const;

/** A side declines, appeals, withdraws, or returns a brief: each has its reason. */
export function ReasonForm({
  agreement,
  what,
  close,
}: DialogProps & { what: keyof typeof REASONS }) {
  const [text, set_text] = useState("");
  const [tried, set_tried] = useState(false);
  const order = useAgreementOrder(agreement.key, what === "return_brief" ? "brief/return" : what);
  const refusal = placed(order.error, { text: "/text" });
  const words = REASONS[what];
  const verdict = what === "return_brief" ? null : agreement.verdict;
  const problem = text.trim() === "" ? words.missing : null;

  function submit() {
    set_tried(true);
    if (!problem) order.mutate({ text: text.trim() }, { onSuccess: close });
  }

  return (
    <OrderForm
      confirm={words.confirm}
      busy={order.isPending}
      error={refusal.foot}
      submit={submit}
      close={close}
    >
      {verdict?.rule ? <blockquote>The rule: “{verdict.rule}”</blockquote> : null}
      {verdict?.text ? <blockquote>“{verdict.text}”</blockquote> : null}
      <p>{words.means}</p>
      <TextField
        label={words.label}
        hint="For both sides to read."
        value={text}
        change={set_text}
        error={tried ? (problem ?? refusal.at.text) : null}
      />
    </OrderForm>
  );
}
