import { useState } from "react";
import { useAgreementOrder } from "../../api/agreement";
import type { Condition } from "../../api/agreement_types";
import { useApplyDefinition, with_guardrail } from "../../api/definitions";
import { placed } from "../../api/places";
import type { Launch } from "../../api/types";
import { ChoiceField, TextField } from "../../ui/fields";
import { other_side } from "../../words/agreement";
import type { DialogProps } from "./agreement_dialog";
import { OrderForm } from "./order_form";

function useChosen(conditions: Condition[], wanted: string | null) {
  const [chosen, set_chosen] = useState(wanted ?? conditions[0]?.id ?? "");
  const condition = conditions.find(({ id }) => id === chosen) ?? null;
  return { condition, chosen, set_chosen };
}

/** Which condition, where there are several. */
function ConditionChoice(props: {
  conditions: Condition[];
  chosen: string;
  change: (id: string) => void;
}) {
  const { conditions, chosen, change } = props;
  if (conditions.length < 2) return <p>“{conditions[0]?.text}”</p>;
  return (
    <ChoiceField
      label="Condition"
      value={chosen}
      change={change}
      choices={conditions.map(({ id, text }) => ({ value: id, label: text }))}
    />
  );
}

/** A person of the side that set it says that a condition is met, and how. */
export function MetForm({ agreement, condition: wanted, close }: DialogProps) {
  const [open] = useState(() => agreement.conditions.filter((one) => !one.met && !one.guardrail));
  const { chosen, set_chosen } = useChosen(open, wanted);
  const [note, set_note] = useState("");
  const order = useAgreementOrder(agreement.key, `conditions/${chosen}/met`);
  const refusal = placed(order.error, { note: "/note" });
  return (
    <OrderForm
      confirm="It is met"
      busy={order.isPending}
      error={refusal.foot}
      submit={() => order.mutate(note.trim() ? { note: note.trim() } : {}, { onSuccess: close })}
      close={close}
    >
      <ConditionChoice conditions={open} chosen={chosen} change={set_chosen} />
      <TextField
        label="How is it met?"
        hint="Kept in the story, for both sides to read. You may leave it empty."
        value={note}
        change={set_note}
        error={refusal.at.note}
      />
    </OrderForm>
  );
}

/** Adds the guardrail that a condition asks for; the condition is met by itself then. */
export function GuardrailForm(props: DialogProps) {
  const { agreement, launch, condition: wanted, close } = props;
  const [open] = useState(() => agreement.conditions.filter((one) => !one.met && one.guardrail));
  const { condition, chosen, set_chosen } = useChosen(open, wanted);
  const apply = useApplyDefinition(agreement.key);
  const metric = condition?.guardrail?.metric ?? null;
  const side = other_side(agreement.asked_by?.side ?? "marketing");

  function submit(to: Launch) {
    if (!metric) return;
    const definition = with_guardrail(to, { metric, side });
    apply.mutate({ launches: [definition] }, { onSuccess: close });
  }

  return (
    <OrderForm
      confirm="Add it"
      busy={apply.isPending}
      error={apply.error?.message ?? null}
      submit={() => launch && submit(launch)}
      close={close}
    >
      <ConditionChoice conditions={open} chosen={chosen} change={set_chosen} />
      <p>
        {metric ? <code>{metric}</code> : "It"} becomes a guardrail of this launch: from its start
        on, the launch is rolled back if that says it harms. The usual margin applies; the launch’s
        page says how much that is.
      </p>
      {agreement.signatures.length > 0 ? (
        <p className="soft small">
          This changes what was signed: signatures no longer hold, and both sides sign anew.
        </p>
      ) : null}
    </OrderForm>
  );
}
