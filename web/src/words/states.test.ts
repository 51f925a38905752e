import { describe, expect, it } from "vitest";
import {
  type Action,
  action_allowed,
  forbidden_reason,
  is_over,
  type LaunchState,
  state_sentence,
} from "./states";

const STATES: LaunchState[] = ["draft", "live", "paused", "amber", "rolled_back", "stopped"];

describe("what may be done when", () => {
  it("starts drafts only", () => {
    expect(STATES.filter((state) => action_allowed("start", state))).toEqual(["draft"]);
  });
  it("takes back what runs", () => {
    for (const action of ["stop", "roll-back", "kill"] as const) {
      expect(STATES.filter((state) => action_allowed(action, state))).toEqual([
        "live",
        "paused",
        "amber",
      ]);
    }
  });
  it("pauses what runs, resumes what is paused, and clears amber only", () => {
    const allowed = (action: Action) => STATES.filter((state) => action_allowed(action, state));
    expect(allowed("pause")).toEqual(["live", "amber"]);
    expect(allowed("resume")).toEqual(["paused"]);
    expect(allowed("clear")).toEqual(["amber"]);
  });
  it("gives a reason exactly where something is forbidden", () => {
    for (const state of STATES) {
      expect(forbidden_reason(state) === null).toBe(action_allowed("kill", state));
    }
  });
  it("says what visitors get, also after a kill", () => {
    expect(state_sentence({ state: "stopped", killed: false })).toContain("control");
    expect(state_sentence({ state: "stopped", killed: true })).toContain("switched off");
  });
  it("knows when it is over", () => {
    expect(STATES.filter(is_over)).toEqual(["rolled_back", "stopped"]);
  });
});
