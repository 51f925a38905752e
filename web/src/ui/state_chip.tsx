import type { ReactNode } from "react";
import { Chip, type ChipTone } from "./chip";
import {
  AmberIcon,
  DraftIcon,
  LiveIcon,
  PauseIcon,
  RollBackIcon,
  StopIcon,
  WatchIcon,
} from "./icons";

const LOOKS = {
  draft: { tone: "plain", Icon: DraftIcon },
  live: { tone: "good", Icon: LiveIcon },
  paused: { tone: "plain", Icon: PauseIcon },
  amber: { tone: "amber", Icon: AmberIcon },
  rolled_back: { tone: "red", Icon: RollBackIcon },
  stopped: { tone: "plain", Icon: StopIcon },
  watch: { tone: "shared", Icon: WatchIcon },
} satisfies Record<string, { tone: ChipTone; Icon: typeof LiveIcon }>;

interface StateChipProps {
  look: keyof typeof LOOKS;
  big?: boolean;
  children: ReactNode;
}

/** The state of a launch, or that it is only watched, as word, sign and colour. */
export function StateChip({ look, big = false, children }: StateChipProps) {
  const { tone, Icon } = LOOKS[look];
  return (
    <Chip tone={tone} big={big} icon={<Icon size={big ? 17 : 14} aria-hidden />}>
      {children}
    </Chip>
  );
}
