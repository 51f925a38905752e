/** The six states of a launch, the two sides, and what may be done when. */

export type LaunchState = "draft" | "live" | "paused" | "amber" | "rolled_back" | "stopped";

export const STATE_WORDS: Record<LaunchState, string> = {
  draft: "Draft",
  live: "Live",
  paused: "Paused",
  amber: "Amber",
  rolled_back: "Rolled back",
  stopped: "Stopped",
};

/** What the state means for visitors, in one sentence. */
export function state_sentence({ state, killed }: { state: LaunchState; killed: boolean }): string {
  return killed ? KILLED_SENTENCE : STATE_SENTENCES[state];
}

const KILLED_SENTENCE =
  "Over: the flag is switched off, every visitor gets the site’s own default.";

const STATE_SENTENCES: Record<LaunchState, string> = {
  draft: "Nobody sees this launch yet.",
  live: "Visitors are being shown their arm; every event is judged as it arrives.",
  paused: "Everybody gets control until it is resumed. What was counted stays.",
  amber: "Somebody should look at it now. Visitors still see their arm.",
  rolled_back: "Everybody gets control, at once and for good.",
  stopped: "Over: everybody gets control.",
};

export type Action = "start" | "pause" | "resume" | "clear" | "stop" | "roll-back" | "kill";

const RUNNING: LaunchState[] = ["live", "paused", "amber"];

/** True once nothing is decided any more. */
export function is_over(state: LaunchState): boolean {
  return state === "rolled_back" || state === "stopped";
}

/** Whether the state allows the action; the server has the last word. */
export function action_allowed(action: Action, state: LaunchState): boolean {
  switch (action) {
    case "start":
      return state === "draft";
    case "pause":
      return state === "live" || state === "amber";
    case "resume":
      return state === "paused";
    case "clear":
      return state === "amber";
    default:
      return RUNNING.includes(state);
  }
}

/** Why some of the buttons cannot be pressed now, or null if all can. */
export function forbidden_reason(state: LaunchState): string | null {
  switch (state) {
    case "draft":
      return "Nothing to take back yet: the launch has not started.";
    case "rolled_back":
      return "Rolled back for good. A second try is a new launch, with a new seed.";
    case "stopped":
      return "Stopped for good. A second try is a new launch, with a new seed.";
    default:
      return null;
  }
}

export interface ActionWords {
  /** On the button and as the dialog's title, with the launch's name after it. */
  label: string;
  /** What happens to visitors, in the order in which it happens. */
  happens: string[];
  confirm: string;
}

export const ACTION_WORDS: Record<Action, ActionWords> = {
  start: {
    label: "Start",
    happens: [
      "Visitors are split between the arms from the next request on.",
      "Arms, metrics and margins are frozen: to change them, make a new launch.",
    ],
    confirm: "Start now",
  },
  pause: {
    label: "Pause",
    happens: [
      "Every visitor gets control until somebody resumes it; open pages are told at once.",
      "Nothing is forgotten: what was counted stays, and who saw it is still counted.",
    ],
    confirm: "Pause now",
  },
  resume: {
    label: "Resume",
    happens: [
      "Visitors are split between the arms again, each into the arm they had before.",
      "If it was amber, or turned so meanwhile, it is amber again.",
    ],
    confirm: "Resume now",
  },
  clear: {
    label: "Clear amber",
    happens: [
      "You say that you have looked at what turned it amber. For visitors nothing changes.",
      "The same cause turns it amber again only after it has gone away and come back.",
      "Rolling back by itself is not switched off by this.",
    ],
    confirm: "Clear now",
  },
  stop: {
    label: "Stop",
    happens: [
      "Every visitor gets control from the next request on; open pages are told at once.",
      "The results stay. The launch cannot be started again.",
    ],
    confirm: "Stop now",
  },
  "roll-back": {
    label: "Roll back",
    happens: [
      "Every visitor gets control; open pages are told within a second.",
      "A receipt records who was exposed and what it cost, for both sides.",
      "The launch cannot be started again.",
    ],
    confirm: "Roll back now",
  },
  kill: {
    label: "Kill",
    happens: [
      "The flag is switched off: every visitor gets the site’s own default, not an arm.",
      "Open pages are told at once. The launch is stopped and cannot be started again.",
    ],
    confirm: "Kill now",
  },
};

export type Side = "marketing" | "it";

export const SIDE_WORDS: Record<Side, string> = { marketing: "Marketing", it: "IT" };
