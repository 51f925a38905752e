import { useQuery } from "@tanstack/react-query";
import { evidence_query } from "../../api/queries";
import type { Launch, Results } from "../../api/types";
import { Chip } from "../../ui/chip";
import { Panel } from "../../ui/panel";
import { GoalCard } from "./goal_card";
import styles from "./goals_panel.module.css";

interface GoalsPanelProps {
  launch: Launch;
  results: Results | null;
}

/** What the launch shall make better, and how sure that is at this moment. */
export function GoalsPanel({ launch, results }: GoalsPanelProps) {
  const draft = launch.state === "draft";
  if (launch.goals.length === 0) return draft ? <NoGoal /> : null;
  return (
    <Panel title="Goals" aside={<Chip tone="shared">Shared: what both sides hope for</Chip>}>
      {draft ? <WhatWillAppear launch={launch} /> : <Cards launch={launch} results={results} />}
    </Panel>
  );
}

function Cards({ launch, results }: GoalsPanelProps) {
  const { data: evidence } = useQuery(evidence_query(launch.key));
  return (
    <ul className={styles.goals} aria-label="Goals">
      {results?.goals.map((goal) => (
        <GoalCard
          key={`${goal.metric} ${goal.arm}`}
          launch={launch}
          results={results}
          goal={goal}
          known={
            evidence?.goals.find((one) => one.metric === goal.metric && one.arm === goal.arm)
              ?.points
          }
        />
      ))}
    </ul>
  );
}

/** A draft has nothing to draw: it says what will be drawn. */
function WhatWillAppear({ launch }: { launch: Launch }) {
  const names = launch.goals.map(
    (key) => launch.metrics.find((metric) => metric.key === key)?.name ?? key,
  );
  return (
    <>
      <ul className={styles.names}>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      <p className="soft">
        Once visitors come, each goal shows how far the arms lie apart, with the interval in which
        the true difference lies. At first it says “Collecting”; from about 60 visitors on the
        interval appears and narrows. A goal never rolls anything back.
      </p>
    </>
  );
}

function NoGoal() {
  return (
    <Panel title="Goals">
      <p className="soft">
        This launch names no goal, so nothing here will say what it made better. A goal is one line
        in its definition: <code>goals: [signup]</code>, with the key of a metric.
      </p>
    </Panel>
  );
}
