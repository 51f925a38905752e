import type { Step } from "../../words/agreement";

interface StepWords {
  /** On the button that begins it. */
  label: string;
  /** Says to whoever looks that it is their turn. */
  turn: string;
}

/** What a launch waits for from whoever looks. */
export const STEP_WORDS: Record<Step, StepWords> = {
  ask: { label: "Ask again", turn: "Your turn: take the other way, or ask for something else." },
  define: {
    label: "Define it from an example",
    turn: "Your turn: write down what it is, so that both sides know what they would sign.",
  },
  verdict: { label: "Give a verdict", turn: "Your turn: say yes, yes-if, or what else could be." },
  brief: { label: "Complete the brief", turn: "Your turn: the brief came back, with reasons." },
  return_brief: { label: "Return the brief", turn: "Your turn: say what it lacks." },
  accept: {
    label: "Accept the alternative",
    turn: "Your turn: take the other way, decline it, or ask for something else.",
  },
  decline: { label: "Decline the alternative", turn: "Your turn: say why not." },
  appeal: {
    label: "Appeal",
    turn: "Your turn: ask for something else, have it looked at again, or withdraw it.",
  },
  withdraw: { label: "Withdraw it", turn: "Your turn: say why it is not wanted any more." },
  meet: { label: "Say it is met", turn: "Your turn: say whether the condition is met." },
  guardrail: { label: "Add the guardrail", turn: "Your turn: add what the other side asks for." },
  sign: { label: "Read and sign", turn: "Your turn: read what both sides agree on, and sign." },
  name_spotter: {
    label: "Name the spotter",
    turn: "Your turn: nobody is named yet who signs this.",
  },
  start: { label: "Start", turn: "Your turn: everything is ready." },
  resume: { label: "Resume", turn: "Your turn: resume it once the reason for the pause is gone." },
  pause: { label: "Pause", turn: "You are the spotter: if it does not look right, pause it." },
  clear: { label: "Clear amber", turn: "Your turn: look at it, then clear amber or pause it." },
  sign_receipt: { label: "Sign the receipt", turn: "Your turn: read the receipt, and sign it." },
  learn: { label: "Write what was learned", turn: "Your turn: say what is known now." },
  sign_outcome: { label: "Sign the outcome", turn: "Your turn: read what was learned, and sign." },
};
