import { useQuery } from "@tanstack/react-query";
import { Outlet, useParams } from "@tanstack/react-router";
import { agreement_query, useAgreementStream } from "../api/agreement";
import type { Agreement } from "../api/agreement_types";
import { type LaunchAction, launch_query } from "../api/queries";
import type { Launch } from "../api/types";
import { AgreementPanels } from "../parts/launches/agreement_panels";
import { IdeaPage } from "../parts/launches/idea_page";
import { ReceiptSignature } from "../parts/launches/receipt_signature";
import type { LiveActions } from "../parts/launches/standing_panel";
import { StoryPanel } from "../parts/launches/story_panel";
import { LaunchActionButton } from "../parts/live/launch_action_button";
import { LaunchFrame, NoSuchLaunch } from "../parts/live/launch_frame";
import { LivePanels } from "../parts/live/live_panels";
import { ReceiptPage } from "../parts/live/receipt_page";
import { my_step } from "../words/agreement";

function useLaunchKey(): string {
  return useParams({ from: "/launches/$launch_key" }).launch_key;
}

/** A launch's own pages start anew with the launch: nothing of the last one lingers. */
export function LaunchFrameRoute() {
  const launch_key = useLaunchKey();
  return <IdeaOrLaunch key={launch_key} launch_key={launch_key} />;
}

/** What people say comes first: of what is only an idea nothing else can be asked. */
function IdeaOrLaunch({ launch_key }: { launch_key: string }) {
  useAgreementStream(launch_key);
  const defined = useIsDefined(launch_key);
  const nothing = <NoSuchLaunch launch_key={launch_key} />;
  const idea = <IdeaPage launch_key={launch_key} nothing={nothing} />;
  if (defined === "asked") return null;
  if (defined === "no") return idea;
  return (
    <LaunchFrame launch_key={launch_key} not_defined={idea}>
      <Outlet />
    </LaunchFrame>
  );
}

/** Whether there is more than an idea. */
function useIsDefined(launch_key: string): "yes" | "no" | "asked" {
  const { data: agreement, isPending } = useQuery(agreement_query(launch_key));
  if (isPending) return "asked";
  return agreement && !agreement.defined ? "no" : "yes";
}

/** The live part's buttons, for where the agreement says whose turn it is. */
function live_actions(launch: Launch): LiveActions {
  return {
    start: <LaunchActionButton launch={launch} action="start" tone="main" />,
    start_refused: (reason_id) => (
      <LaunchActionButton launch={launch} action="start" described_by={reason_id} disabled />
    ),
    start_anyway: <LaunchActionButton launch={launch} action="start" />,
    resume: <LaunchActionButton launch={launch} action="resume" tone="main" />,
    pause: <LaunchActionButton launch={launch} action="pause" tone="main" />,
    clear: <LaunchActionButton launch={launch} action="clear" tone="main" />,
  };
}

/** The live action that the agreement has for whoever looks; a draft's start is always there. */
function on_top(agreement: Agreement | null | undefined, launch: Launch): LaunchAction | null {
  if (!agreement) return null;
  if (launch.state === "draft") return "start";
  const step = my_step(agreement, launch.state);
  return step === "resume" || step === "pause" || step === "clear" ? step : null;
}

/** One page from idea to outcome: what the sides agree, what visitors do, how it all came about. */
export function LaunchRoute() {
  const launch_key = useLaunchKey();
  const { data: launch } = useQuery(launch_query(launch_key));
  const { data: agreement } = useQuery(agreement_query(launch_key));
  if (!launch) return null;
  return (
    <LivePanels
      launch_key={launch_key}
      on_top={on_top(agreement, launch)}
      agreement={
        <AgreementPanels launch_key={launch_key} launch={launch} actions={live_actions(launch)} />
      }
      receipt_signature={<ReceiptSignature launch_key={launch_key} launch={launch} level="h3" />}
      story={<StoryPanel launch_key={launch_key} />}
    />
  );
}

export function ReceiptRoute() {
  const launch_key = useLaunchKey();
  const { data: launch } = useQuery(launch_query(launch_key));
  return (
    <ReceiptPage
      launch_key={launch_key}
      signature={
        launch ? <ReceiptSignature launch_key={launch_key} launch={launch} level="h2" /> : null
      }
    />
  );
}
