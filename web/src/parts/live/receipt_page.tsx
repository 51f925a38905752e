import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { launch_query, receipt_query } from "../../api/queries";
import { Button } from "../../ui/button";
import { PrintIcon } from "../../ui/icons";
import { usePageTitle } from "../../ui/page_title";
import { Empty, Notice } from "../../ui/panel";
import { ReceiptDocument } from "./receipt_document";
import styles from "./receipt_page.module.css";

interface ReceiptPageProps {
  launch_key: string;
  /** Who of the other side has read it. */
  signature: ReactNode;
}

/** The receipt at its own address: to print, to file, to pass on. */
export function ReceiptPage({ launch_key, signature }: ReceiptPageProps) {
  const { data: launch } = useQuery(launch_query(launch_key));
  const { data: receipt, error } = useQuery(receipt_query(launch_key));
  usePageTitle(launch ? `Receipt: ${launch.name}` : "Receipt");
  return (
    <>
      <div className={`${styles.bar} screen_only`}>
        <Link to="/launches/$launch_key" params={{ launch_key }}>
          ← {launch?.name ?? launch_key}
        </Link>
        {receipt ? (
          <Button icon={<PrintIcon size={17} />} onClick={() => window.print()}>
            Print
          </Button>
        ) : null}
      </div>
      {error && !receipt ? <Notice tone="wrong">{error.message}</Notice> : null}
      {receipt === null ? (
        <Empty level="h1" title="No receipt yet">
          A receipt is written when a launch is rolled back: by itself, when a guardrail says it
          harms, or by a person.
        </Empty>
      ) : null}
      {receipt ? (
        <article className={styles.paper}>
          <ReceiptDocument receipt={receipt} metrics={launch?.metrics ?? []} level="h1" />
          {signature}
        </article>
      ) : null}
    </>
  );
}
