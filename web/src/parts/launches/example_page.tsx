import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { agreement_query } from "../../api/agreement";
import { useApplyDefinition, useNewLaunch } from "../../api/definitions";
import { metrics_query } from "../../api/metrics";
import { placed } from "../../api/places";
import { tracker_query } from "../../api/tracker";
import type { MetricCard } from "../../api/types";
import { Button } from "../../ui/button";
import { CheckField, ChoiceField, LineField, TextField } from "../../ui/fields";
import { usePageTitle } from "../../ui/page_title";
import { Notice } from "../../ui/panel";
import { SIDE_WORDS, type Side } from "../../words/states";
import { key_from_title } from "../../words/tracker";
import styles from "./example_page.module.css";
import {
  definition_of,
  EXAMPLES,
  type Example,
  guardrail_choices,
  missing_metrics,
  problem_of_texts,
} from "./examples";

const SIDES: Side[] = ["marketing", "it"];

interface ExamplePageProps {
  /** The key of an idea that is asked for already and only lacks its definition. */
  idea: string | null;
}

/** From an example to a launch that both sides can read and sign. */
export function ExamplePage({ idea }: ExamplePageProps) {
  const { data: agreement } = useQuery({ ...agreement_query(idea ?? ""), enabled: idea !== null });
  const { data: list, error } = useQuery(metrics_query);
  const title = idea ? "Define it from an example" : "Start from an example";
  usePageTitle(title);
  const ready = list && (!idea || agreement !== undefined);
  return (
    <div className={styles.page}>
      <nav className={`${styles.crumbs} screen_only`} aria-label="Back">
        <Link to="/">← All launches</Link>
      </nav>
      <h1>{title}</h1>
      <p className="soft">
        Nothing goes to visitors from here: you ask, the other side answers, both sign, then it
        starts.
      </p>
      {error && !list ? <Notice tone="wrong">{error.message}</Notice> : null}
      {ready ? (
        <ExampleForm
          asked={idea && agreement ? { key: idea, title: agreement.title } : null}
          metrics={list.metrics.map(({ card }) => card)}
        />
      ) : null}
    </div>
  );
}

interface ExampleFormProps {
  asked: { key: string; title: string } | null;
  metrics: MetricCard[];
}

function ExampleForm({ asked, metrics }: ExampleFormProps) {
  const form = useExampleForm(asked, metrics);
  const { example, tried } = form;
  return (
    <form className={styles.form} onSubmit={form.submit} noValidate>
      <ExampleChoice chosen={example} choose={form.choose} />
      {asked ? (
        <Step title="What it is">
          <p>
            <strong>{asked.title}</strong> is asked for already; this writes down what it is.
          </p>
        </Step>
      ) : (
        <Step title="What it is, and what for">
          <LineField
            label="Title"
            value={form.title}
            change={form.set_title}
            error={tried ? (form.title_problem ?? form.refusal.at.title) : null}
            hint={form.key ? `Its key will be ${form.key}.` : "Its key comes from this."}
          />
          <TextField
            label="What for?"
            hint="The outcome that both sides sign: what gets better, for whom."
            value={form.outcome}
            change={form.set_outcome}
            error={tried ? (form.outcome_problem ?? form.refusal.at.outcome) : null}
          />
        </Step>
      )}
      <SeenStep form={form} />
      <GuardrailStep form={form} metrics={metrics} />
      {form.refusal.foot ? <Notice tone="wrong">{form.refusal.foot}</Notice> : null}
      <div className={styles.buttons}>
        <Button submits tone="main" busy={form.busy}>
          {asked ? "Define it" : "Ask, and define it"}
        </Button>
      </div>
    </form>
  );
}

type ExampleState = ReturnType<typeof useExampleForm>;

function SeenStep({ form }: { form: ExampleState }) {
  const { example, texts, set_texts, tried } = form;
  return (
    <Step title="What visitors see">
      {texts.length === 0 ? (
        <p className="soft">
          Half of the visitors go on without it, the other half see it. {example.sentence}
        </p>
      ) : null}
      {texts.map((text, index) => (
        <div key={text.key} className={styles.pair}>
          {(["control", "treatment"] as const).map((arm) => (
            <LineField
              key={arm}
              label={`${text.label} ${arm === "control" ? "now" : "for half of the visitors"}`}
              value={text[arm]}
              change={(value) => set_texts(texts.with(index, { ...text, [arm]: value }))}
              error={tried && index === 0 && arm === "treatment" ? form.texts_problem : null}
            />
          ))}
        </div>
      ))}
      <ChoiceField
        label="How many take part"
        value={form.coverage}
        change={form.set_coverage}
        error={form.refusal.at.coverage}
        choices={[
          { value: "1", label: "All visitors" },
          { value: "0.5", label: "50 % of visitors" },
          { value: "0.2", label: "20 % of visitors" },
        ]}
      />
    </Step>
  );
}

function GuardrailStep({ form, metrics }: { form: ExampleState; metrics: MetricCard[] }) {
  return (
    <Step title="What must not get worse">
      <p className="soft small">
        One guardrail of each side. If either says it harms, the launch is rolled back by itself.
      </p>
      <div className={styles.pair}>
        {SIDES.map((side) => (
          <ChoiceField
            key={side}
            label={`${SIDE_WORDS[side]}’s guardrail`}
            value={form.guardrails[side]}
            change={(metric) => form.set_guardrails({ ...form.guardrails, [side]: metric })}
            error={form.refusal.at[side]}
            choices={guardrail_choices(side, metrics).map(({ key, name }) => ({
              value: key,
              label: name,
            }))}
          />
        ))}
      </div>
      <CheckField
        label="Watch mode: say what would be done, and do nothing"
        hint="For a company that does not trust the machine yet."
        checked={form.watch}
        change={form.set_watch}
      />
    </Step>
  );
}

function useExampleForm(asked: ExampleFormProps["asked"], metrics: MetricCard[]) {
  const [example, set_example] = useState<Example>(EXAMPLES[0] as Example);
  // Suggestions follow the example until somebody types over them.
  const [own_title, set_title] = useState<string | null>(null);
  const [own_outcome, set_outcome] = useState<string | null>(null);
  const [texts, set_texts] = useState(example.texts);
  const [coverage, set_coverage] = useState("1");
  const [watch, set_watch] = useState(false);
  const [tried, set_tried] = useState(false);
  const [guardrails, set_guardrails] = useState<Record<Side, string>>(() => ({
    marketing: guardrail_choices("marketing", metrics)[0]?.key ?? "",
    it: guardrail_choices("it", metrics)[0]?.key ?? "",
  }));
  const { data: tracker } = useQuery(tracker_query);
  const make = useNewLaunch();
  const define = useApplyDefinition(asked?.key ?? "");
  const navigate = useNavigate();
  const title = own_title ?? example.title;
  const outcome = own_outcome ?? example.outcome;
  const key = asked?.key ?? key_from_title(title);
  const title_problem = asked ? null : problem_of_title(title, key, tracker?.launches ?? []);
  const outcome_problem =
    !asked && outcome.trim() === "" ? "Say what should be better afterwards." : null;
  const texts_problem = problem_of_texts(texts);

  function choose(chosen: Example) {
    set_example(chosen);
    set_texts(chosen.texts);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    set_tried(true);
    if (title_problem || outcome_problem || texts_problem) return;
    const definition = definition_of({
      example,
      key,
      title: asked?.title ?? title,
      texts,
      guardrails,
      coverage: Number(coverage),
      watch,
    });
    const needed = missing_metrics(guardrails, metrics);
    const done = {
      onSuccess: () => void navigate({ to: "/launches/$launch_key", params: { launch_key: key } }),
    };
    if (asked) define.mutate({ metrics: needed, launches: [definition] }, done);
    else make.mutate({ outcome: outcome.trim(), definition, metrics: needed }, done);
  }

  return {
    ...{ example, choose, title, set_title, title_problem, outcome, set_outcome, outcome_problem },
    ...{ texts, set_texts, texts_problem, coverage, set_coverage, watch, set_watch, key, tried },
    ...{ guardrails, set_guardrails, submit },
    busy: make.isPending || define.isPending,
    refusal: placed(make.error ?? define.error, asked ? PLACES_OF_AN_IDEA : PLACES),
  };
}

/** Where the fields stand in what is asked for and in what is applied. */
const PLACES = {
  title: "/title",
  outcome: "/outcome",
  coverage: "/launches/0/coverage",
  marketing: "/launches/0/guardrails/0",
  it: "/launches/0/guardrails/1",
};
/** An idea has its title and what it is for already. */
const PLACES_OF_AN_IDEA = { ...PLACES, title: null, outcome: null };

function problem_of_title(title: string, key: string, taken: { key: string; title: string }[]) {
  if (title.trim() === "") return "Give it a name first.";
  if (key === "") return "It needs at least one letter or digit.";
  const other = taken.find((row) => row.key === key);
  return other ? `“${other.title}” already has the key ${key}. Take another name.` : null;
}

function Step({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className={styles.step}>
      <legend>
        <h2>{title}</h2>
      </legend>
      {children}
    </fieldset>
  );
}

interface ExampleChoiceProps {
  chosen: Example;
  choose: (example: Example) => void;
}

function ExampleChoice({ chosen, choose }: ExampleChoiceProps) {
  return (
    <Step title="An example">
      <div className={styles.examples}>
        {EXAMPLES.map((example) => (
          <label key={example.id} className={styles.example}>
            <input
              type="radio"
              name="example"
              value={example.id}
              checked={example.id === chosen.id}
              onChange={() => choose(example)}
            />
            <span>
              <strong>{example.name}</strong>
              <span className="soft small">{example.sentence}</span>
            </span>
          </label>
        ))}
      </div>
    </Step>
  );
}
