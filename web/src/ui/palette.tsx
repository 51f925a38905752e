import { Combobox, Modal, useCombobox } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { OverlayProvider } from "./overlay_provider";
import "@mantine/core/styles/Combobox.css";
import "@mantine/core/styles/Popover.css";
import styles from "./palette.module.css";

export interface PaletteItem {
  id: string;
  label: string;
  /** Beside the label, softer. */
  note?: string;
  icon?: ReactNode;
  act: () => void;
}

export interface PaletteGroup {
  label: string;
  items: PaletteItem[];
}

interface PaletteProps {
  opened: boolean;
  close: () => void;
  placeholder: string;
  /** What fits the text typed, best first. */
  find: (typed: string) => PaletteGroup[];
}

/** One field that goes anywhere: type, choose with the arrow keys, Enter. */
export default function Palette({ opened, close, placeholder, find }: PaletteProps) {
  return (
    <OverlayProvider>
      <Modal
        opened={opened}
        onClose={close}
        withCloseButton={false}
        attributes={{ content: { "aria-label": "Go to" } }}
        padding={0}
        radius="md"
        yOffset="10vh"
        size={600}
        transitionProps={{ duration: 0 }}
        styles={{ content: { background: "var(--surface)", color: "var(--ink)" } }}
      >
        <PaletteBox placeholder={placeholder} find={find} close={close} />
      </Modal>
    </OverlayProvider>
  );
}

function PaletteBox({ placeholder, find, close }: Omit<PaletteProps, "opened">) {
  const [typed, set_typed] = useState("");
  const store = useCombobox({ opened: true });
  const groups = find(typed).filter(({ items }) => items.length > 0);
  const items = groups.flatMap((group) => group.items);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first is chosen anew as one types.
  useEffect(() => {
    store.selectFirstOption();
  }, [typed]);

  function submit(id: string) {
    close();
    items.find((item) => item.id === id)?.act();
  }

  return (
    <Combobox store={store} onOptionSubmit={submit}>
      <Combobox.EventsTarget withExpandedAttribute>
        <input
          data-autofocus
          className={styles.typed}
          role="combobox"
          aria-expanded="true"
          aria-label="Go to a launch, a page or an action"
          placeholder={placeholder}
          value={typed}
          onChange={(event) => set_typed(event.currentTarget.value)}
          // The list alone would take it, and it is always open.
          onKeyDown={(event) => event.key === "Escape" && close()}
          autoComplete="off"
          spellCheck={false}
        />
      </Combobox.EventsTarget>
      <Combobox.Options className={styles.options} aria-label="What fits">
        {groups.map((group) => (
          <Combobox.Group key={group.label} label={group.label}>
            {group.items.map((item) => (
              <Combobox.Option key={item.id} value={item.id} className={styles.option}>
                {item.icon}
                <span className={styles.label}>{item.label}</span>
                {item.note ? <span className={styles.note}>{item.note}</span> : null}
              </Combobox.Option>
            ))}
          </Combobox.Group>
        ))}
        {items.length === 0 ? (
          <Combobox.Empty className={styles.empty}>Nothing here is called that.</Combobox.Empty>
        ) : null}
      </Combobox.Options>
    </Combobox>
  );
}
