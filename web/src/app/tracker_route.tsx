import { TrackerPage } from "../parts/launches/tracker_page";
import { useMember } from "./use_member";

/** Home. */
export function TrackerRoute() {
  return <TrackerPage side={useMember()?.side ?? null} />;
}
