import { Dialog } from "../ui/dialog";
import { CheckField } from "../ui/fields";
import styles from "./shortcut_list.module.css";
import { SHORTCUTS, switch_single_keys, useSingleKeys } from "./shortcuts";

const IS_MAC = /Mac/.test(navigator.userAgent);

/** Every shortcut, and the switch for those of a single key. */
export default function ShortcutList({ close }: { close: () => void }) {
  const single = useSingleKeys();
  return (
    <Dialog opened title="Keyboard shortcuts" close={close}>
      <dl className={styles.list}>
        {SHORTCUTS.map((shortcut) => (
          <div key={shortcut.words} className={styles.row}>
            <dt>{shortcut.words}</dt>
            <dd>
              {(IS_MAC && "on_mac" in shortcut ? shortcut.on_mac : shortcut.keys).map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <CheckField
        label="Single keys do something"
        hint="Off: only those with Ctrl or ⌘ and Esc do. Kept in this browser."
        checked={single}
        change={switch_single_keys}
      />
    </Dialog>
  );
}
