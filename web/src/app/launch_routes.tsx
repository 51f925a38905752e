import { Outlet, useParams } from "@tanstack/react-router";
import { LaunchFrame } from "../parts/live/launch_frame";
import { LaunchPage } from "../parts/live/launch_page";
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

export function LaunchRoute() {
  return <LaunchPage launch_key={useLaunchKey()} />;
}

export function ReceiptRoute() {
  return <ReceiptPage launch_key={useLaunchKey()} />;
}
