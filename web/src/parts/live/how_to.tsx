import type { Launch } from "../../api/types";
import { Empty } from "../../ui/panel";

/** A draft teaches how to start it. */
export function HowToStart({ launch }: { launch: Launch }) {
  return (
    <Empty
      title="Ready to start"
      command={`spotter launch start ${launch.key} --server ${location.origin} --key ADMIN_KEY`}
    >
      Press Start above, or type this. From then on visitors are split between the arms, every event
      is judged as it arrives, and{" "}
      {launch.mode === "watch"
        ? "Spotter says what it would do if a guardrail says it harms."
        : "the launch rolls itself back if a guardrail says it harms."}
    </Empty>
  );
}

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
