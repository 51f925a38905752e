import { useState } from "react";
import { useAgreementOrder } from "../../api/agreement";
import { placed } from "../../api/places";
import { LineField, TextField } from "../../ui/fields";
import type { DialogProps } from "./agreement_dialog";
import { OrderForm } from "./order_form";

/** The request, changed: another request, on which nothing that was said about the last holds. */
export function AskAgainForm({ agreement, close }: DialogProps) {
  const [title, set_title] = useState(agreement.title);
  const [outcome, set_outcome] = useState(agreement.outcome);
  const [tried, set_tried] = useState(false);
  const order = useAgreementOrder(agreement.key, "ask");
  const refusal = placed(order.error, { title: "/title", outcome: "/outcome" });
  const title_problem = title.trim() === "" ? "Say what is asked for." : null;
  const outcome_problem = outcome.trim() === "" ? "Say what should be better afterwards." : null;

  function submit() {
    set_tried(true);
    if (title_problem || outcome_problem) return;
    order.mutate({ title: title.trim(), outcome: outcome.trim() }, { onSuccess: close });
  }

  return (
    <OrderForm
      confirm={agreement.asked_by ? "Ask again" : "Ask"}
      busy={order.isPending}
      error={refusal.foot}
      submit={submit}
      close={close}
    >
      {agreement.verdict?.kind === "alternative" ? (
        <blockquote className="soft">
          What {agreement.verdict.by.name} offers instead: “{agreement.verdict.text}”
        </blockquote>
      ) : null}
      <LineField
        label="What is it?"
        value={title}
        change={set_title}
        error={tried ? (title_problem ?? refusal.at.title) : null}
      />
      <TextField
        label="What for?"
        hint="The outcome that both sides sign: what gets better, for whom."
        value={outcome}
        change={set_outcome}
        error={tried ? (outcome_problem ?? refusal.at.outcome) : null}
      />
      {agreement.verdict || agreement.signatures.length > 0 ? (
        <p className="soft small">
          This is another request then: the verdict is asked for anew, and signatures no longer
          hold.
        </p>
      ) : null}
    </OrderForm>
  );
}
