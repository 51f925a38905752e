import { type ReactNode, useId, useState } from "react";
import { useAgreement } from "../../api/agreement";
import type { Agreement } from "../../api/agreement_types";
import type { Launch } from "../../api/types";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/panel";
import { my_step, type Step, VERDICT_WORDS } from "../../words/agreement";
import { counted } from "../../words/numbers";
import { signed_words } from "../../words/tracker";
import styles from "./agreement_panels.module.css";
import { AskedPanel } from "./asked_panel";
import { BriefPanel } from "./brief_panel";
import { OutcomePanel } from "./outcome_panel";
import { SidesPanel } from "./sides_panel";
import { SpotterPanel } from "./spotter_panel";
import { type LiveActions, StandingPanel } from "./standing_panel";
import { useQuestions } from "./use_questions";
import { VerdictPanel } from "./verdict_panel";

interface AgreementPanelsProps {
  launch_key: string;
  /** null while there is only an idea. */
  launch: Launch | null;
  actions: LiveActions | null;
}

/** What both sides say about a launch: where it stands on top, then what they agreed. */
export function AgreementPanels({ launch_key, launch, actions }: AgreementPanelsProps) {
  const { data: agreement, error } = useAgreement(launch_key);
  if (!agreement) return error ? <Notice tone="wrong">{error.message}</Notice> : null;
  return <Panels agreement={agreement} launch={launch} actions={actions} />;
}

interface PanelsProps extends Omit<AgreementPanelsProps, "launch_key"> {
  agreement: Agreement;
}

function Panels({ agreement, launch, actions }: PanelsProps) {
  const { heading, open, dialog } = useQuestions(agreement, launch);
  const ended = agreement.stage === "outcome" && !agreement.withdrawn;
  const agreed = agreement.stage === "live" || ended;
  const on_top = my_step(agreement, launch?.state ?? null);
  const props = { agreement, on_top, open };
  const panels = (
    <div className={styles.stack}>
      <div className={styles.panels}>
        <div className={styles.stack}>
          <AskedPanel {...props} />
          <VerdictPanel {...props} />
        </div>
        <div className={styles.stack}>
          <SidesPanel {...props} />
          <SpotterPanel {...props} />
        </div>
      </div>
      <BriefPanel {...props} />
    </div>
  );
  return (
    <div className={styles.stack}>
      <StandingPanel
        {...{ agreement, launch, actions, heading }}
        open={(step: Step) => open(step)}
      />
      {ended ? <OutcomePanel {...props} /> : null}
      {agreed ? <Folded summary={agreed_words(agreement)}>{panels}</Folded> : panels}
      {dialog}
    </div>
  );
}

/** One line that says what the panels below it hold. */
function agreed_words({ asked_by, verdict, conditions, signatures, spotter }: Agreement): string {
  const signed = signatures.filter(({ valid }) => valid).map(({ side }) => side);
  const parts = [
    asked_by ? `asked by ${asked_by.name}` : "nobody asked",
    verdict ? `verdict: ${VERDICT_WORDS[verdict.kind].name.toLowerCase()}` : "no verdict",
    ...(conditions.length > 0 ? [counted(conditions.length, "condition", "conditions")] : []),
    signed_words(signed)
      .replace(/^./, (letter) => letter.toLowerCase())
      .replace(/^it /, "IT "),
    spotter ? `spotter: ${spotter.name}` : "no spotter",
  ];
  return parts.join(" · ");
}

/** Once it runs, what was agreed makes room for what happens; print shows all of it. */
function Folded({ summary, children }: { summary: string; children: ReactNode }) {
  const [opened, set_opened] = useState(false);
  const body_id = useId();
  return (
    <section className={styles.folded} aria-label="What was agreed">
      <div className={styles.fold}>
        <div>
          <h2>What was agreed</h2>
          <p className="soft small">{summary}</p>
        </div>
        <div className="screen_only">
          <Button expanded={opened} controls={body_id} onClick={() => set_opened(!opened)}>
            {opened ? "Fold" : "Show"}
            <span className="hidden_text"> what was agreed</span>
          </Button>
        </div>
      </div>
      <div id={body_id} className={styles.body} data-opened={opened || undefined}>
        {children}
      </div>
    </section>
  );
}
