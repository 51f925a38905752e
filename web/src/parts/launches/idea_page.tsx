import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { agreement_query } from "../../api/agreement";
import { usePageTitle } from "../../ui/page_title";
import { Empty, Notice } from "../../ui/panel";
import { AgreementPanels } from "./agreement_panels";
import styles from "./idea_page.module.css";
import { StoryPanel } from "./story_panel";

interface IdeaPageProps {
  launch_key: string;
  /** Shown where there is not even an idea. */
  nothing: ReactNode;
}

/** A launch of which there is only what people say: nothing is defined, so nothing can run. */
export function IdeaPage({ launch_key, nothing }: IdeaPageProps) {
  const { data: agreement, error } = useQuery(agreement_query(launch_key));
  usePageTitle(agreement ? `Idea: ${agreement.title}` : "");
  if (agreement === null) return nothing;
  if (!agreement) return error ? <Notice tone="wrong">{error.message}</Notice> : null;
  return (
    <div className={styles.page}>
      <header>
        <nav className={`${styles.crumbs} screen_only`} aria-label="Back">
          <Link to="/">← All launches</Link>
        </nav>
        <h1>{agreement.title}</h1>
      </header>
      <AgreementPanels launch_key={launch_key} launch={null} actions={null} />
      <Empty title="Only an idea so far" command={`spotter apply ${launch_key}.yaml`}>
        <p>
          Nothing is defined under the key <code>{launch_key}</code>: which flag it decides, what
          visitors see, which guardrails of both sides hold. Marketing can{" "}
          <Link to="/examples" search={{ for: launch_key }}>
            define it from an example
          </Link>
          ; IT can apply a definitions file with this key:
        </p>
      </Empty>
      <StoryPanel launch_key={launch_key} />
    </div>
  );
}
