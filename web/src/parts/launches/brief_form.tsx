import { useState } from "react";
import { useAgreementOrder } from "../../api/agreement";
import { placed } from "../../api/places";
import { CheckField, ChoiceField, LineField, TextField } from "../../ui/fields";
import {
  type BriefDraft,
  brief_of,
  DATA_WORDS,
  draft_of,
  KIND_WORDS,
  type LaunchKind,
  minor_units,
  NAMED_CLASSES,
} from "../../words/brief";
import type { DialogProps } from "./agreement_dialog";
import { OrderForm } from "./order_form";

const KINDS = Object.entries(KIND_WORDS).map(([value, label]) => ({ value, label }));

const PLACES = {
  purpose: "/brief/purpose",
  who_benefits: "/brief/who_benefits",
  outcome: "/brief/outcome",
  tools: "/brief/tools",
  regions: "/brief/regions",
  page_types: "/brief/page_types",
  cost: "/brief/cost",
  starts_on: "/brief/starts_on",
  ends_on: "/brief/ends_on",
  kill_on: "/brief/kill_on",
};

type Texts = Exclude<keyof BriefDraft, "kind" | "no_data">;

/** The brief, written as far as it is known: what is left empty is said to be missing. */
export function BriefForm({ agreement, close }: DialogProps) {
  const [from] = useState(agreement.brief);
  const [draft, set_draft] = useState(() => draft_of(from?.brief ?? null));
  const order = useAgreementOrder(agreement.key, "brief");
  const refusal = placed<string>(order.error, PLACES);
  const [tried, set_tried] = useState(false);
  const wrong_cost =
    draft.cost.trim() !== "" && minor_units(draft.cost, draft.currency.toUpperCase()) === null;

  function set(changes: Partial<BriefDraft>) {
    set_draft({ ...draft, ...changes });
  }
  function submit() {
    set_tried(true);
    if (wrong_cost) return;
    const body = { brief: brief_of(draft), base_revision: from?.revision ?? 0 };
    order.mutate(body, { onSuccess: close });
  }
  const box = (name: Texts) => ({
    value: draft[name],
    change: (text: string) => set({ [name]: text }),
    error: refusal.at[name] ?? null,
  });

  return (
    <OrderForm
      confirm="Keep the brief"
      busy={order.isPending}
      error={refusal.foot}
      submit={submit}
      close={close}
    >
      <p className="soft small">Write what you know. Nothing has to be complete to be kept.</p>
      <ChoiceField
        label="Kind"
        value={draft.kind}
        change={(kind) => set({ kind: kind as LaunchKind })}
        choices={KINDS}
      />
      <TextField label="What is it for?" {...box("purpose")} />
      <LineField label="Who is better off with it?" {...box("who_benefits")} />
      <TextField label="What shall come of it, measured how?" {...box("outcome")} />
      <DataFields draft={draft} set={set} box={box} />
      <LineField label="Tools it uses" hint="With commas between them." {...box("tools")} />
      <LineField
        label="Tools of a new vendor"
        hint="Of somebody with whom there is no contract yet."
        {...box("new_tools")}
      />
      <LineField label="Countries" placeholder="DE, AT" {...box("regions")} />
      <LineField label="Kinds of pages" placeholder="checkout" {...box("page_types")} />
      <LineField
        label="What it costs in all"
        placeholder="0"
        {...box("cost")}
        error={
          tried && wrong_cost
            ? "Write an amount such as 1200 or 1200.50."
            : (refusal.at.cost ?? null)
        }
      />
      <LineField label="Currency" {...box("currency")} />
      <DateFields box={box} />
    </OrderForm>
  );
}

type Box = (name: Texts) => {
  value: string;
  change: (text: string) => void;
  error: string | null;
};

function DateFields({ box }: { box: Box }) {
  return (
    <>
      <LineField label="Starts on" placeholder="2027-03-01" {...box("starts_on")} />
      <LineField label="Done on" placeholder="2027-03-31" {...box("ends_on")} />
      <LineField
        label="Kill date"
        hint="Taken away on this day unless somebody decides otherwise."
        placeholder="2027-04-30"
        {...box("kill_on")}
      />
    </>
  );
}

interface DataFieldsProps {
  draft: BriefDraft;
  set: (changes: Partial<BriefDraft>) => void;
  box: Box;
}

function DataFields({ draft, set, box }: DataFieldsProps) {
  return (
    <>
      <CheckField
        label="It touches no data of visitors or customers"
        checked={draft.no_data}
        change={(no_data) => set({ no_data })}
      />
      {draft.no_data
        ? null
        : NAMED_CLASSES.map((one) => (
            <LineField
              key={one}
              label={DATA_WORDS[one].name}
              hint={DATA_WORDS[one].hint}
              {...box(one)}
            />
          ))}
    </>
  );
}
