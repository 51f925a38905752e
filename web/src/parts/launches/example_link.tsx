import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { GoIcon } from "../../ui/icons";
import styles from "./example_link.module.css";

interface ExampleLinkProps {
  /** The key of an idea that only lacks its definition. */
  idea?: string;
  /** The one thing to do here, or a way beside others. */
  main?: boolean;
  children: ReactNode;
}

/** To the page where a launch is made from an example; looks like the buttons beside it. */
export function ExampleLink({ idea, main = false, children }: ExampleLinkProps) {
  return (
    <Link
      className={styles.link}
      data-main={main || undefined}
      to="/examples"
      search={idea ? { for: idea } : {}}
    >
      {children}
      <GoIcon size={17} aria-hidden />
    </Link>
  );
}
