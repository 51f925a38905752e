import type { Launch } from "../../api/types";
import { Empty } from "../../ui/panel";

/** A live launch without a visitor says what it waits for. */
export function HowToSend({ launch }: { launch: Launch }) {
  const arm = launch.arms.at(-1)?.key ?? "treatment";
  const body = {
    event: "Experiment Viewed",
    anonymousId: "visitor-1",
    properties: { experiment_id: launch.key, variation_id: arm },
  };
  return (
    <Empty
      title="Live, and waiting for the first visitor"
      command={
        `curl -u CLIENT_KEY: ${location.origin}/v1/track \\\n` +
        `  -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(body)}'`
      }
    >
      A visitor counts from the moment the site reports an exposure: an “Experiment Viewed” event
      from your analytics library, or a flag evaluation with the header “Spotter-Exposure: 1”. To
      send one by hand (it counts only if the flag gives that visitor this arm):
    </Empty>
  );
}
