import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAgreementOrder } from "../../api/agreement";
import { placed } from "../../api/places";
import { session_query } from "../../api/session";
import type { Launch, Side } from "../../api/types";
import { TextField } from "../../ui/fields";
import { coverage_words, MODE_WORDS, margin_words, side_inside } from "../../words/agreement";
import { count } from "../../words/numbers";
import { SIDE_WORDS } from "../../words/states";
import type { DialogProps } from "./agreement_dialog";
import { OrderForm } from "./order_form";
import styles from "./sign_form.module.css";

const SIDES: Side[] = ["marketing", "it"];

/** Repeats what is signed, then takes the signature. */
export function SignForm({ agreement, launch, close }: DialogProps) {
  const { data: session } = useQuery(session_query);
  const [note, set_note] = useState("");
  const order = useAgreementOrder(agreement.key, "sign");
  const refusal = placed(order.error, { note: "/note" });
  const member = session?.member ?? null;
  const side = member?.side ? side_inside(member.side) : null;
  return (
    <OrderForm
      confirm={side ? `Sign for ${side}` : "Sign"}
      busy={order.isPending}
      error={refusal.foot}
      submit={() => order.mutate(note.trim() ? { note: note.trim() } : {}, { onSuccess: close })}
      close={close}
    >
      <p>
        {member ? `${member.name}, you` : "You"} sign{side ? ` for ${side}` : ""} what stands here,
        word for word. Both sides sign the same.
      </p>
      <dl className={styles.terms}>
        <Term name="What">{agreement.title}</Term>
        {agreement.outcome ? <Term name="What for">{agreement.outcome}</Term> : null}
        {launch ? <LaunchTerms launch={launch} /> : null}
        {agreement.conditions.length > 0 ? (
          <Term name="Conditions">
            <ul>
              {agreement.conditions.map(({ id, text, met }) => (
                <li key={id}>
                  {text} ({met ? "met" : "open"})
                </li>
              ))}
            </ul>
          </Term>
        ) : null}
      </dl>
      <TextField
        label="Note"
        hint="Kept in the story, for both sides to read. You may leave it empty."
        value={note}
        change={set_note}
        error={refusal.at.note}
      />
      <p className="soft small">
        The signature holds for exactly this. If any of it changes before the start, both sign anew.
      </p>
    </OrderForm>
  );
}

function Term({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function LaunchTerms({ launch }: { launch: Launch }) {
  return (
    <>
      {SIDES.map((side) => (
        <Term key={side} name={`${SIDE_WORDS[side]}’s guardrails`}>
          <GuardrailTerms launch={launch} side={side} />
        </Term>
      ))}
      <Term name="Visitors">{coverage_words(launch.coverage, launch.arms)}</Term>
      <Term name="What happens on harm">
        {MODE_WORDS[launch.mode]}, at odds of {count(launch.rollback_at)} to 1 against chance.
      </Term>
      {launch.goals.length > 0 ? (
        <Term name="Goals">{launch.goals.map((goal) => name_of(launch, goal)).join(", ")}</Term>
      ) : null}
    </>
  );
}

function name_of({ metrics }: Launch, key: string): string {
  return metrics.find((one) => one.key === key)?.name ?? key;
}

function GuardrailTerms({ launch, side }: { launch: Launch; side: Side }) {
  const guardrails = launch.guardrails.filter((one) => one.side === side);
  if (guardrails.length === 0) return <>none</>;
  return (
    <ul>
      {guardrails.map(({ metric, margin }) => {
        const card = launch.metrics.find((one) => one.key === metric);
        return (
          <li key={metric}>
            <strong>{card?.name ?? metric}</strong>
            {card ? `: ${margin_words(card, margin)}` : null}
          </li>
        );
      })}
    </ul>
  );
}
