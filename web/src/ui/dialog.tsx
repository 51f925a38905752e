import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { OverlayProvider } from "./overlay_provider";

interface DialogProps {
  opened: boolean;
  title: string;
  close: () => void;
  children: ReactNode;
}

/** A question that stands in front of everything else until it is answered. */
export function Dialog({ opened, title, close, children }: DialogProps) {
  return (
    <OverlayProvider>
      <Modal
        opened={opened}
        onClose={close}
        title={title}
        centered
        radius="md"
        styles={{
          title: { fontSize: 18, fontWeight: 660 },
          content: { background: "var(--surface)", color: "var(--ink)" },
          header: { background: "var(--surface)" },
          close: { width: 44, height: 44 },
        }}
        // Its <header> is no banner of the page.
        attributes={{ header: { role: "presentation" } }}
        closeButtonProps={{ "aria-label": "Close without doing anything" }}
      >
        {children}
      </Modal>
    </OverlayProvider>
  );
}
