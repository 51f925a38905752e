import { useSearch } from "@tanstack/react-router";
import { read_search, type TrackerSearch } from "./tracker_rows";

/** What stands in the tracker's address, and nothing else that somebody wrote there. */
export function useTrackerSearch(): TrackerSearch {
  return useSearch({ from: "/", select: read_search, structuralSharing: true });
}
