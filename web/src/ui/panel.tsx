import { type ReactNode, useId } from "react";
import styles from "./panel.module.css";

interface PanelProps {
  title: string;
  /** Beside the title: a figure, a button. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A titled region of a page. */
export function Panel({ title, aside, children }: PanelProps) {
  const title_id = useId();
  return (
    <section className={styles.panel} aria-labelledby={title_id}>
      <div className={styles.head}>
        <h2 id={title_id}>{title}</h2>
        {aside ? <div className={styles.note}>{aside}</div> : null}
      </div>
      {children}
    </section>
  );
}

/** Something people must know before they read on. */
export function Notice({
  tone,
  children,
}: {
  tone: "hint" | "wrong" | "watch";
  children: ReactNode;
}) {
  return (
    <div className={styles.notice} data-tone={tone} role={tone === "wrong" ? "alert" : undefined}>
      {children}
    </div>
  );
}

interface EmptyProps {
  title: string;
  /** h1 where this is all that the page says. */
  level?: "h1" | "h2";
  children: ReactNode;
  /** What to type, shown so that it can be copied. */
  command?: string;
}

/** Nothing here yet: says what would be here and how to get it. */
export function Empty({ title, level: Heading = "h2", children, command }: EmptyProps) {
  return (
    <div className={styles.empty}>
      <Heading>{title}</Heading>
      <div className="soft">{children}</div>
      {command ? <code className={styles.command}>{command}</code> : null}
    </div>
  );
}
