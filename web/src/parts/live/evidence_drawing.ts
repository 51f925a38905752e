/** Loaded when there is something to draw, so that the first screen does not wait for it. */
export { EvidenceChart as default } from "../../charts/evidence_chart";
