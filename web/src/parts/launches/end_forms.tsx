import { useState } from "react";
import { useAgreementOrder } from "../../api/agreement";
import { placed } from "../../api/places";
import { TextField } from "../../ui/fields";
import { LEARNED_IS_NOT_FAILED } from "../../words/agreement";
import type { DialogProps } from "./agreement_dialog";
import { OrderForm } from "./order_form";

/** What is known now: an outcome without it is not done. */
export function LearnedForm({ agreement, close }: DialogProps) {
  const [text, set_text] = useState(agreement.learned?.text ?? "");
  const [tried, set_tried] = useState(false);
  const order = useAgreementOrder(agreement.key, "learned");
  const refusal = placed(order.error, { text: "/text" });
  function submit() {
    set_tried(true);
    if (text.trim()) order.mutate({ text: text.trim() }, { onSuccess: close });
  }
  return (
    <OrderForm
      confirm="Write it down"
      busy={order.isPending}
      error={refusal.foot}
      submit={submit}
      close={close}
    >
      {agreement.outcome ? <p>It was asked for: “{agreement.outcome}”</p> : null}
      <TextField
        label="What do we know now that we did not know before?"
        hint={LEARNED_IS_NOT_FAILED}
        value={text}
        change={set_text}
        error={tried && !text.trim() ? "Say what was learned." : refusal.at.text}
      />
    </OrderForm>
  );
}

interface EndSignatureProps extends DialogProps {
  what: "receipt" | "outcome";
}

/** The spotter puts their name to the receipt or the outcome. */
export function EndSignatureForm({ agreement, what, close }: EndSignatureProps) {
  const [note, set_note] = useState("");
  const order = useAgreementOrder(agreement.key, `${what}/sign`);
  const refusal = placed(order.error, { note: "/note" });
  return (
    <OrderForm
      confirm={`Sign the ${what}`}
      busy={order.isPending}
      error={refusal.foot}
      submit={() => order.mutate(note.trim() ? { note: note.trim() } : {}, { onSuccess: close })}
      close={close}
    >
      {what === "receipt" ? (
        <p>
          You say that you have read the receipt: what happened, who saw it, and what it cost. It
          can no longer be changed by anybody.
        </p>
      ) : (
        <>
          <p>You say that this is what came of it and what was learned:</p>
          <blockquote>“{agreement.learned?.text}”</blockquote>
        </>
      )}
      <TextField
        label="Note"
        hint="Kept in the story, for both sides to read. You may leave it empty."
        value={note}
        change={set_note}
        error={refusal.at.note}
      />
    </OrderForm>
  );
}
