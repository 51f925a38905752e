/** Loaded when there is something to draw, so that the first screen does not wait for it. */
export { GoalChart as default } from "../../charts/goal_chart";
