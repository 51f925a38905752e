import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Announcer } from "../../ui/announcer";
import { Button } from "../../ui/button";
import { Segments } from "../../ui/segments";
import { count } from "../../words/numbers";
import { SIDE_WORDS } from "../../words/states";
import styles from "./tracker_filters.module.css";
import { read_search, type TrackerFilter } from "./tracker_rows";
import { useTrackerSearch } from "./use_tracker_search";

const HANDS = [
  { value: "all", label: "All" },
  { value: "marketing", label: SIDE_WORDS.marketing },
  { value: "it", label: SIDE_WORDS.it },
] as const;

/** Where one finds it again from the keyboard. */
export const FIND_FIELD_ID = "tracker-find";

interface TrackerFiltersProps {
  shown: number;
  all: number;
}

/** In whose hands, mine only, and a text; they stand in the address, so a view can be sent. */
export function TrackerFilters({ shown, all }: TrackerFiltersProps) {
  const filter = useTrackerSearch();
  const navigate = useNavigate({ from: "/" });
  const [typed, set_typed] = useState(filter.text ?? "");
  const known_text = filter.text ?? "";
  // Back and forward in the browser change the text too.
  useEffect(() => set_typed(known_text), [known_text]);

  function change(next: TrackerFilter) {
    void navigate({
      search: read_search({ ...filter, ...next }),
      replace: true,
      resetScroll: false,
    });
  }
  const is_filtered = Boolean(filter.side || filter.mine || filter.text);
  return (
    <search className={`${styles.filters} screen_only`} aria-label="Filters">
      <div className={styles.hands}>
        <span className="soft small" aria-hidden="true">
          In the hands of
        </span>
        <Segments
          label="In the hands of"
          name="hands"
          value={filter.side ?? "all"}
          choices={[...HANDS]}
          change={(side) => change({ side: side === "all" ? undefined : side } as TrackerFilter)}
        />
      </div>
      <Button
        tone={filter.mine ? "main" : "quiet"}
        pressed={filter.mine ?? false}
        onClick={() => change({ mine: !filter.mine })}
      >
        Waits for me
      </Button>
      <input
        id={FIND_FIELD_ID}
        type="search"
        className={styles.text}
        aria-label="Find by title or person"
        placeholder="Find by title or person"
        value={typed}
        onChange={(event) => {
          set_typed(event.currentTarget.value);
          change({ text: event.currentTarget.value });
        }}
      />
      <p className="soft small figures">
        {is_filtered ? `${count(shown)} of ${count(all)} launches` : `${count(all)} launches`}
      </p>
      <Announcer polite={is_filtered ? `${count(shown)} launches shown` : ""} urgent="" />
    </search>
  );
}
