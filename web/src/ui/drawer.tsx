import { Drawer as MantineDrawer } from "@mantine/core";
import type { ReactNode } from "react";
import { OverlayProvider } from "./overlay_provider";
import "@mantine/core/styles/Drawer.css";

interface DrawerProps {
  opened: boolean;
  title: string;
  close: () => void;
  children: ReactNode;
}

/** Something to read beside the page; on a phone it covers it. */
export function Drawer({ opened, title, close, children }: DrawerProps) {
  return (
    <OverlayProvider>
      <MantineDrawer
        opened={opened}
        onClose={close}
        title={title}
        position="right"
        size={520}
        styles={{
          title: { fontSize: 18, fontWeight: 660 },
          content: { background: "var(--surface)", color: "var(--ink)" },
          header: { background: "var(--surface)" },
          close: { width: 44, height: 44 },
        }}
        // Its <header> is no banner of the page.
        attributes={{ header: { role: "presentation" } }}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        {children}
      </MantineDrawer>
    </OverlayProvider>
  );
}
