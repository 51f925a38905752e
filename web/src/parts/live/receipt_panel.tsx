import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { receipt_query } from "../../api/queries";
import type { Launch } from "../../api/types";
import { ReceiptIcon } from "../../ui/icons";
import { ReceiptDocument } from "./receipt_document";
import styles from "./receipt_panel.module.css";

interface ReceiptPanelProps {
  launch: Launch;
  /** Who of the other side has read it. */
  signature: ReactNode;
}

/** The receipt on the live page: opens by itself after a rollback, and takes nobody's focus. */
export function ReceiptPanel({ launch, signature }: ReceiptPanelProps) {
  const rolled_back = launch.state === "rolled_back";
  const { data: receipt } = useQuery({ ...receipt_query(launch.key), enabled: rolled_back });
  const [came_up_rolled_back] = useState(rolled_back);
  const panel = useRef<HTMLElement>(null);
  const in_view = useInView(panel, receipt !== undefined && receipt !== null);
  if (!receipt) return null;
  const fresh = !came_up_rolled_back;
  return (
    <section
      id="receipt"
      ref={panel}
      className={styles.panel}
      data-fresh={fresh || undefined}
      aria-label="Receipt of the rollback"
    >
      <ReceiptDocument receipt={receipt} metrics={launch.metrics} level="h2" />
      {signature}
      <p className={`${styles.links} screen_only`}>
        <Link to="/launches/$launch_key/receipt" params={{ launch_key: launch.key }}>
          The receipt alone, to print or pass on
        </Link>
      </p>
      {fresh && !in_view ? (
        <a className={`${styles.pill} screen_only`} href="#receipt">
          <ReceiptIcon size={18} aria-hidden />
          Rolled back: see the receipt
        </a>
      ) : null}
    </section>
  );
}

/** Whether any of the element is on the screen; true until known. */
function useInView(element: React.RefObject<HTMLElement | null>, present: boolean): boolean {
  const [in_view, set_in_view] = useState(true);
  useEffect(() => {
    if (!present || !element.current) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry) set_in_view(entry.isIntersecting);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, present]);
  return in_view;
}
