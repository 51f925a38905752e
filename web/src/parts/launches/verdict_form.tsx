import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useAgreementOrder, type WantedCondition } from "../../api/agreement";
import type { VerdictKind } from "../../api/agreement_types";
import { metrics_query } from "../../api/metrics";
import { placed } from "../../api/places";
import { Button } from "../../ui/button";
import { ChoiceField, LineField, TextField } from "../../ui/fields";
import { AddIcon } from "../../ui/icons";
import { NO_BARE_NO, VERDICT_WORDS } from "../../words/agreement";
import type { DialogProps } from "./agreement_dialog";
import { OrderForm } from "./order_form";
import styles from "./verdict_form.module.css";

const KINDS = Object.keys(VERDICT_WORDS) as VerdictKind[];
const CONDITIONS_MAX = 20;

interface Draft {
  id: number;
  text: string;
  /** A metric's key, or empty: people say when it is met. */
  guardrail: string;
}

function is_filled({ text, guardrail }: Draft): boolean {
  return text.trim() !== "" || guardrail !== "";
}

function wanted(drafts: Draft[]): WantedCondition[] {
  return drafts.filter(is_filled).map(({ text, guardrail }) => ({
    text: text.trim(),
    ...(guardrail ? { guardrail: { metric: guardrail } } : {}),
  }));
}

/** Where each condition's two fields stand in what is sent: empty ones are left out of it. */
function places_of(drafts: Draft[]): Record<string, string> {
  const pairs = drafts.filter(is_filled).flatMap(({ id }, index) => [
    [`metric ${id}`, `/conditions/${index}/guardrail`],
    [`text ${id}`, `/conditions/${index}`],
  ]);
  return Object.fromEntries(pairs);
}

interface Said {
  text: string;
  rule: string;
  conditions: WantedCondition[];
}

function problem_of(kind: VerdictKind | null, { text, rule, conditions }: Said) {
  if (!kind) return "Choose one of the four.";
  if (kind === "lawful_no" && rule.trim() === "") return "Cite the rule that forbids it.";
  if (kind === "yes_if" && conditions.length === 0) {
    return "A yes-if says under which conditions: name at least one.";
  }
  if (kind === "alternative" && text.trim() === "") {
    return "An alternative says what could be done instead.";
  }
  return null;
}

/** Four answers, alike in size and look; a bare no is not among them. */
export function VerdictForm({ agreement, launch, close }: DialogProps) {
  const [kind, set_kind] = useState<VerdictKind | null>(null);
  const [text, set_text] = useState("");
  const [rule, set_rule] = useState("");
  const [drafts, set_drafts] = useState<Draft[]>([{ id: 0, text: "", guardrail: "" }]);
  const [tried, set_tried] = useState(false);
  const order = useAgreementOrder(agreement.key, "verdict");
  const conditions = wanted(drafts);
  const refusal = placed<string>(order.error, {
    text: "/text",
    rule: "/rule",
    ...(kind === "yes_if" ? places_of(drafts) : {}),
  });
  const said = { text, rule, conditions };
  const problem = tried ? problem_of(kind, said) : null;

  function submit() {
    set_tried(true);
    if (!kind || problem_of(kind, said)) return;
    const body = {
      verdict: kind,
      text: text.trim(),
      ...(kind === "yes_if" ? { conditions } : {}),
      ...(kind === "lawful_no" ? { rule: rule.trim() } : {}),
    };
    order.mutate(body, { onSuccess: close });
  }

  return (
    <OrderForm
      confirm={kind ? `Say: ${VERDICT_WORDS[kind].name.toLowerCase()}` : "Give the verdict"}
      busy={order.isPending}
      error={refusal.foot}
      submit={submit}
      close={close}
    >
      <KindChoice agreement={agreement} chosen={kind} choose={set_kind} problem={problem} />
      <p className="soft small">{NO_BARE_NO}</p>
      {kind === "yes_if" ? (
        <ConditionFields
          drafts={drafts}
          change={set_drafts}
          guardrails={launch?.guardrails.map(({ metric }) => metric) ?? []}
          error={problem}
          refused={refusal.at}
        />
      ) : null}
      {kind === "lawful_no" ? (
        <LineField
          label="Which rule forbids it?"
          placeholder="A law, a contract or a policy, and where in it"
          value={rule}
          change={set_rule}
          error={problem ?? refusal.at.rule ?? null}
        />
      ) : null}
      <TextField
        label={kind === "alternative" ? "What could be done instead?" : "In your words"}
        hint={kind === "alternative" ? "For both sides to read." : "You may leave it empty."}
        value={text}
        change={set_text}
        error={(kind === "alternative" ? problem : null) ?? refusal.at.text ?? null}
      />
    </OrderForm>
  );
}

interface KindChoiceProps {
  agreement: DialogProps["agreement"];
  chosen: VerdictKind | null;
  choose: (kind: VerdictKind) => void;
  problem: string | null;
}

function KindChoice({ agreement, chosen, choose, problem }: KindChoiceProps) {
  return (
    <fieldset className={styles.kinds}>
      <legend className={styles.legend}>
        “{agreement.title}” is asked for, so that {agreement.outcome}. What does your side say?
      </legend>
      {KINDS.map((one) => (
        <label key={one} className={styles.kind}>
          <input
            type="radio"
            name="verdict"
            value={one}
            checked={one === chosen}
            onChange={() => choose(one)}
          />
          <span>
            <strong>{VERDICT_WORDS[one].name}</strong>
            <span className="soft small">{VERDICT_WORDS[one].says}</span>
          </span>
        </label>
      ))}
      {problem && !chosen ? <p className={styles.problem}>{problem}</p> : null}
    </fieldset>
  );
}

interface ConditionFieldsProps {
  drafts: Draft[];
  change: (drafts: Draft[]) => void;
  /** Metrics that are guardrails of the launch already. */
  guardrails: string[];
  error: string | null;
  /** What the server says against "text ID" and "metric ID". */
  refused: Record<string, string | null>;
}

function ConditionFields(props: ConditionFieldsProps) {
  const { drafts, change, guardrails, error, refused } = props;
  const { data } = useQuery(metrics_query);
  const next_id = useRef(1);
  const cards = data?.metrics.map(({ card }) => card) ?? [];
  const choices = [
    { value: "", label: "a person of my side says so" },
    ...cards
      .filter(({ key }) => !guardrails.includes(key))
      .map(({ key, name }) => ({ value: key, label: `“${name}” is a guardrail of it` })),
  ];
  const set = (id: number, changes: Partial<Draft>) =>
    change(drafts.map((one) => (one.id === id ? { ...one, ...changes } : one)));
  return (
    <ol className={styles.conditions} aria-label="Conditions">
      {drafts.map(({ id, text, guardrail }, index) => (
        <li key={id} className={styles.condition}>
          <LineField
            label={drafts.length > 1 ? `Condition ${index + 1}` : "Condition"}
            placeholder="What has to be so before it starts"
            value={text}
            change={(value) => set(id, { text: value })}
            error={(index === 0 ? error : null) ?? refused[`text ${id}`] ?? null}
          />
          <ChoiceField
            label="It is met when"
            value={guardrail}
            change={(value) => set(id, { guardrail: value })}
            choices={choices}
            error={refused[`metric ${id}`] ?? null}
          />
          {drafts.length > 1 ? (
            <Button onClick={() => change(drafts.filter((one) => one.id !== id))}>
              Take condition {index + 1} out
            </Button>
          ) : null}
        </li>
      ))}
      {drafts.length < CONDITIONS_MAX ? (
        <li>
          <Button
            icon={<AddIcon size={17} />}
            onClick={() => change([...drafts, { id: next_id.current++, text: "", guardrail: "" }])}
          >
            One more condition
          </Button>
        </li>
      ) : null}
    </ol>
  );
}
