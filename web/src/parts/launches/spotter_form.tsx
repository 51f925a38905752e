import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAgreementOrder } from "../../api/agreement";
import { members_query } from "../../api/members";
import { placed } from "../../api/places";
import { ChoiceField } from "../../ui/fields";
import { other_side, person_words, SPOTTER_SENTENCE, side_inside } from "../../words/agreement";
import type { DialogProps } from "./agreement_dialog";
import { OrderForm } from "./order_form";

/** Names the person of the other side who watches this launch. */
export function SpotterForm({ agreement, close }: DialogProps) {
  const { data, error } = useQuery(members_query);
  const order = useAgreementOrder(agreement.key, "spotter");
  const refusal = placed(order.error, { member: "/member" });
  const asking = agreement.asked_by?.side ?? null;
  const side = asking ? other_side(asking) : null;
  const members = (data?.members ?? []).filter((one) => one.side && (!side || one.side === side));
  const [named, set_named] = useState(agreement.spotter?.key ?? "");
  const [tried, set_tried] = useState(false);

  function submit() {
    set_tried(true);
    if (named) order.mutate({ member: named }, { onSuccess: close });
  }

  return (
    <OrderForm
      confirm="Name the spotter"
      busy={order.isPending}
      error={refusal.foot ?? (data ? null : (error?.message ?? null))}
      submit={submit}
      close={close}
    >
      <p>
        A person{side ? ` of ${side_inside(side)}` : " of the other side"}, beside the bar like a
        gymnast’s spotter. {SPOTTER_SENTENCE}
      </p>
      <ChoiceField
        label="Spotter"
        value={named}
        change={set_named}
        choices={[
          { value: "", label: "Choose a person" },
          ...members.map((one) => ({ value: one.key, label: person_words(one) })),
        ]}
        error={tried && !named ? "Choose a person first." : refusal.at.member}
        {...(data && members.length === 0
          ? { hint: "Nobody of that side is a member yet; people are added under People." }
          : {})}
      />
    </OrderForm>
  );
}
