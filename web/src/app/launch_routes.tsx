import { Outlet, useParams } from "@tanstack/react-router";
import { LaunchFrame } from "../parts/live/launch_frame";
import { LivePanels } from "../parts/live/live_panels";
import { ReceiptPage } from "../parts/live/receipt_page";

function useLaunchKey(): string {
  return useParams({ from: "/launches/$launch_key" }).launch_key;
}

/** A launch's own pages start anew with the launch: nothing of the last one lingers. */
export function LaunchFrameRoute() {
  const launch_key = useLaunchKey();
  return (
    <LaunchFrame key={launch_key} launch_key={launch_key}>
      <Outlet />
    </LaunchFrame>
  );
}

/** One page from idea to outcome; what the sides agree stands above the live panels. */
export function LaunchRoute() {
  return <LivePanels launch_key={useLaunchKey()} />;
}

export function ReceiptRoute() {
  return <ReceiptPage launch_key={useLaunchKey()} />;
}
