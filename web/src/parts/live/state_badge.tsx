import type { LaunchState } from "../../api/types";
import { StateChip } from "../../ui/state_chip";
import { STATE_WORDS } from "../../words/states";

/** The state as word, sign and colour. */
export function StateBadge({ state, big = false }: { state: LaunchState; big?: boolean }) {
  return (
    <StateChip look={state} big={big}>
      {STATE_WORDS[state]}
    </StateChip>
  );
}

/** Says that Spotter only watches this launch. */
export function WatchBadge({ big = false }: { big?: boolean }) {
  return (
    <StateChip look="watch" big={big}>
      Watch mode
    </StateChip>
  );
}
