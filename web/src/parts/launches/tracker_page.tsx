import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useDeferredValue } from "react";
import { tracker_query, useTrackerStream } from "../../api/tracker";
import type { TrackerRow, TrackerView } from "../../api/types";
import { Button } from "../../ui/button";
import { AddIcon } from "../../ui/icons";
import { usePageTitle } from "../../ui/page_title";
import { Notice } from "../../ui/panel";
import { ExampleLink } from "./example_link";
import { TrackerBoard } from "./tracker_board";
import { TrackerEmpty } from "./tracker_empty";
import { TrackerFilters } from "./tracker_filters";
import styles from "./tracker_page.module.css";
import { filtered, read_search, rows_of_mine, type TrackerFilter } from "./tracker_rows";
import { useNow } from "./use_now";
import { useTrackerSearch } from "./use_tracker_search";
import { WaitsForYou } from "./waits_for_you";

const AskDialog = lazy(() => import("./ask_dialog"));

/** Home: what marketing and IT have in hand, and what of it waits for whoever looks. */
export function TrackerPage({ side }: { side: "marketing" | "it" | null }) {
  const { data, error } = useQuery(tracker_query);
  const connection = useTrackerStream();
  const { ask: asking } = useTrackerSearch();
  const navigate = useNavigate({ from: "/" });
  const set_asking = (ask: boolean) =>
    void navigate({
      search: (now) => read_search({ ...now, ask }),
      replace: true,
      resetScroll: false,
    });
  const ask = () => set_asking(true);
  usePageTitle("What marketing and IT have in hand");
  return (
    <>
      <header className={styles.head}>
        <div>
          <h1>What marketing and IT have in hand</h1>
          <p className="soft small">
            Every launch from idea to outcome, who holds it and since when.{" "}
            <span className={styles.fresh} data-state={connection}>
              {connection === "open" || connection === "connecting"
                ? "Updates by itself."
                : "Connection lost: looks again every 10 seconds."}
            </span>
          </p>
        </div>
        {data?.launches.length !== 0 ? (
          <div className={`${styles.beginnings} screen_only`}>
            <ExampleLink>Start from an example</ExampleLink>
            <Button tone="main" icon={<AddIcon size={17} />} onClick={ask}>
              Ask for a launch
            </Button>
          </div>
        ) : null}
      </header>
      {error && !data ? <Notice tone="wrong">{error.message}</Notice> : null}
      {data ? <TrackerBody view={data} ask={ask} /> : null}
      {asking ? (
        <Suspense>
          <AskDialog side={side} taken={data?.launches ?? []} close={() => set_asking(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

function TrackerBody({ view, ask }: { view: TrackerView; ask: () => void }) {
  const filter: TrackerFilter = useDeferredValue(useTrackerSearch());
  const now_ms = useNow();
  if (view.launches.length === 0) return <TrackerEmpty ask={ask} />;
  const rows: TrackerRow[] = filtered(view.launches, filter);
  return (
    <>
      <WaitsForYou rows={rows_of_mine(view.launches)} now_ms={now_ms} />
      <TrackerFilters shown={rows.length} all={view.launches.length} />
      {rows.length > 0 ? <TrackerBoard rows={rows} now_ms={now_ms} /> : <NothingLeft />}
    </>
  );
}

function NothingLeft() {
  return <p className={styles.nothing}>No launch is left with these filters.</p>;
}
