import type { LaunchState } from "../../api/types";
import { Chip, type ChipTone } from "../../ui/chip";
import {
  AmberIcon,
  DraftIcon,
  LiveIcon,
  PauseIcon,
  RollBackIcon,
  StopIcon,
  WatchIcon,
} from "../../ui/icons";
import { STATE_WORDS } from "../../words/states";

const LOOKS: Record<LaunchState, { tone: ChipTone; Icon: typeof LiveIcon }> = {
  draft: { tone: "plain", Icon: DraftIcon },
  live: { tone: "good", Icon: LiveIcon },
  paused: { tone: "plain", Icon: PauseIcon },
  amber: { tone: "amber", Icon: AmberIcon },
  rolled_back: { tone: "red", Icon: RollBackIcon },
  stopped: { tone: "plain", Icon: StopIcon },
};

/** The state as word, sign and colour. */
export function StateBadge({ state, big }: { state: LaunchState; big?: boolean }) {
  const { tone, Icon } = LOOKS[state];
  return (
    <Chip tone={tone} big={big ?? false} icon={<Icon size={big ? 17 : 14} aria-hidden />}>
      {STATE_WORDS[state]}
    </Chip>
  );
}

/** Says that Spotter only watches this launch. */
export function WatchBadge({ big }: { big?: boolean }) {
  return (
    <Chip tone="shared" big={big ?? false} icon={<WatchIcon size={big ? 17 : 14} aria-hidden />}>
      Watch mode
    </Chip>
  );
}
