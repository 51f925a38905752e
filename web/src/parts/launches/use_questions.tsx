import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { Agreement } from "../../api/agreement_types";
import type { Launch } from "../../api/types";
import type { Step } from "../../words/agreement";
import type { Question } from "./agreement_dialog";

const load_dialog = () => import("./agreement_dialog");
const AgreementDialog = lazy(load_dialog);

/** Longer than a dialog takes to give the focus back to what opened it. */
const FOCUS_RETURN_MS = 300;

/** Waits while the dialog, still fading out, has the focus; what has it elsewhere keeps it. */
function focus_if_lost(heading: HTMLElement | null, tries_left = 20): void {
  const has_focus = document.activeElement;
  const fading = has_focus?.closest("[role=dialog]");
  if (fading && tries_left > 0) {
    setTimeout(() => focus_if_lost(heading, tries_left - 1), FOCUS_RETURN_MS);
  } else if (fading || !has_focus?.isConnected || has_focus === document.body) {
    heading?.focus();
  }
}

/** Opens a dialog; `condition`: about this one. */
export type Open = (step: Step, condition?: string) => void;

/** What a panel of an agreement shows, and how it asks. */
export interface PanelProps {
  agreement: Agreement;
  /** What is offered on top already: the panels do not offer it again. */
  on_top: Step | null;
  open: Open;
}

/**
 * The one dialog of an agreement. What opened it is often gone once it is done: the focus then
 * goes to where the launch stands, which says what comes next.
 */
export function useQuestions(agreement: Agreement, launch: Launch | null) {
  const [question, set_question] = useState<Question | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => void load_dialog(), []);
  const open: Open = (step, condition) => set_question({ step, condition: condition ?? null });
  function close() {
    set_question(null);
    setTimeout(() => focus_if_lost(heading.current), FOCUS_RETURN_MS);
  }
  const dialog = (
    <Suspense>
      <AgreementDialog {...{ agreement, launch, question, close }} />
    </Suspense>
  );
  return { heading, open, dialog };
}
