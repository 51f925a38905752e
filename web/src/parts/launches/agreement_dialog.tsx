import { useState } from "react";
import type { Agreement } from "../../api/agreement_types";
import type { Launch } from "../../api/types";
import { Dialog } from "../../ui/dialog";
import type { Step } from "../../words/agreement";
import { AcceptForm, ReasonForm } from "./answer_forms";
import { AskAgainForm } from "./ask_again_form";
import { BriefForm } from "./brief_form";
import { EndSignatureForm, LearnedForm } from "./end_forms";
import { GuardrailForm, MetForm } from "./met_forms";
import { SignForm } from "./sign_form";
import { SpotterForm } from "./spotter_form";
import { VerdictForm } from "./verdict_form";

/** What is said in a dialog; `condition`: about this one. */
export interface Question {
  step: Step;
  condition: string | null;
}

export interface DialogProps {
  agreement: Agreement;
  launch: Launch | null;
  condition: string | null;
  close: () => void;
}

const TITLES: Partial<Record<Step, string>> = {
  ask: "Ask",
  verdict: "Your side’s verdict",
  accept: "Accept the alternative",
  decline: "Decline the alternative",
  appeal: "Appeal",
  withdraw: "Withdraw",
  brief: "The brief",
  return_brief: "Return the brief",
  meet: "The condition is met",
  guardrail: "Add the guardrail",
  sign: "Read and sign",
  name_spotter: "Name the spotter",
  sign_receipt: "Sign the receipt",
  learn: "What was learned",
  sign_outcome: "Sign the outcome",
};

interface AgreementDialogProps {
  agreement: Agreement;
  launch: Launch | null;
  question: Question | null;
  close: () => void;
}

/** Everything that people say about an agreement is said here. */
export default function AgreementDialog(props: AgreementDialogProps) {
  const { agreement, launch, question, close } = props;
  // The words stay while the dialog fades out.
  const [last, set_last] = useState<Question>({ step: "sign", condition: null });
  if (question && question !== last) set_last(question);
  const { step, condition } = question ?? last;
  return (
    <Dialog
      opened={question !== null}
      title={`${TITLES[step] ?? "Agreement"}: ${agreement.title}`}
      close={close}
    >
      {/* Anew with every question: nothing that was typed for another one is left. */}
      <Form key={`${step} ${condition}`} step={step} {...{ agreement, launch, condition, close }} />
    </Dialog>
  );
}

function Form({ step, ...props }: DialogProps & { step: Step }) {
  switch (step) {
    case "ask":
      return <AskAgainForm {...props} />;
    case "verdict":
      return <VerdictForm {...props} />;
    case "accept":
      return <AcceptForm {...props} />;
    case "brief":
      return <BriefForm {...props} />;
    case "return_brief":
    case "decline":
    case "appeal":
    case "withdraw":
      return <ReasonForm what={step} {...props} />;
    case "meet":
      return <MetForm {...props} />;
    case "guardrail":
      return <GuardrailForm {...props} />;
    case "name_spotter":
      return <SpotterForm {...props} />;
    case "sign_receipt":
      return <EndSignatureForm what="receipt" {...props} />;
    case "learn":
      return <LearnedForm {...props} />;
    case "sign_outcome":
      return <EndSignatureForm what="outcome" {...props} />;
    default:
      return <SignForm {...props} />;
  }
}
