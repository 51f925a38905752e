import { Link } from "@tanstack/react-router";
import { memo } from "react";
import type { TrackerRow } from "../../api/types";
import { StateChip } from "../../ui/state_chip";
import { SIDE_WORDS, STATE_WORDS } from "../../words/states";
import { day_and_clock } from "../../words/times";
import { holder_words, since_words } from "../../words/tracker";
import { SignatureMarks } from "./signature_marks";
import styles from "./tracker_card.module.css";

interface TrackerCardProps {
  row: TrackerRow;
  now_ms: number;
}

/** One launch: what it is, who has it in hand since when, and what it waits for. */
export const TrackerCard = memo(function TrackerCard({ row, now_ms }: TrackerCardProps) {
  return (
    <li className={styles.card} data-held={held_by(row)}>
      <Link className={styles.title} to="/launches/$launch_key" params={{ launch_key: row.key }}>
        {row.title}
      </Link>
      <Badges row={row} />
      <Holder row={row} now_ms={now_ms} />
      <p className={styles.sentence}>{row.sentence}</p>
      <div className={styles.foot}>
        <p>{asked_words(row)}</p>
        <SignatureMarks signed={row.signed} />
      </div>
    </li>
  );
});

function asked_words({ asked_by }: TrackerRow): string {
  if (!asked_by) return "Came from a definitions file";
  const side = asked_by.side ? `, ${SIDE_WORDS[asked_by.side]}` : "";
  return `Asked by ${asked_by.name}${side}`;
}

/** The hue of the card's edge. */
function held_by({ holder }: TrackerRow): string {
  return holder.kind === "both" || holder.kind === "nobody" ? holder.kind : (holder.side ?? "both");
}

function Holder({ row, now_ms }: TrackerCardProps) {
  const holder = holder_words(row.holder);
  const since = row.since ? (
    <time dateTime={row.since} title={day_and_clock(row.since)}>
      {since_words(row.since, now_ms)}
    </time>
  ) : null;
  if (!holder) return null;
  return (
    <p className={styles.holder}>
      <strong>{holder}</strong>
      {since ? <>, {since}</> : null}
    </p>
  );
}

/** Before a launch runs its stage says enough. */
function Badges({ row: { state, mode } }: { row: TrackerRow }) {
  const runs = state !== null && state !== "draft";
  if (!runs && mode !== "watch") return null;
  return (
    <div className={styles.badges}>
      {runs ? <StateChip look={state}>{STATE_WORDS[state]}</StateChip> : null}
      {mode === "watch" ? <StateChip look="watch">Watch mode</StateChip> : null}
    </div>
  );
}
