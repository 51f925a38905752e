import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { feed_item_name } from "../../api/live_push";
import { feed_query } from "../../api/queries";
import type { FeedItem, Launch } from "../../api/types";
import { Button } from "../../ui/button";
import { Chip } from "../../ui/chip";
import { Panel } from "../../ui/panel";
import { clock } from "../../words/times";
import styles from "./feed_panel.module.css";

/** What arrives, as it arrives; it can be held still to be read. */
export function FeedPanel({ launch }: { launch: Launch }) {
  const { data: items = [] } = useQuery(feed_query(launch.key));
  const [held, set_held] = useState<FeedItem[] | null>(null);
  const shown = held ?? items;
  const control = launch.arms[0]?.key;
  return (
    <Panel
      title="Arriving now"
      aside={
        shown.length === 0 ? null : (
          <Button pressed={held !== null} onClick={() => set_held(held ? null : items)}>
            {held ? "Follow" : "Hold still"}
          </Button>
        )
      }
    >
      {shown.length === 0 ? (
        <p className={styles.empty} data-small={launch.state === "draft" || undefined}>
          {launch.state === "draft" ? "Nothing yet: not started." : "Waiting for the next event."}
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard
        <section className={styles.feed} tabIndex={0} aria-label="Latest events, newest first">
          <ol>
            {shown.map((item) => (
              <FeedRow key={feed_item_name(item)} item={item} control={control} />
            ))}
          </ol>
        </section>
      )}
      {shown.length === 0 ? null : (
        <p className={styles.foot}>
          The eight signs stand for one visitor. Who that is, is kept nowhere.
        </p>
      )}
    </Panel>
  );
}

function FeedRow({ item, control }: { item: FeedItem; control: string | undefined }) {
  const kind = effect_kind(item.effect);
  return (
    <li className={styles.item} data-kind={kind}>
      <span className={`${styles.time} figures`}>{clock(item.at, 3)}</span>
      <span className={styles.event}>{item.event}</span>
      {item.arm ? (
        <Chip tone={item.arm === control ? "plain" : "shared"}>{item.arm}</Chip>
      ) : (
        <span />
      )}
      <code className={styles.unit}>{item.unit}</code>
      <span className={styles.effect}>{item.effect}</span>
    </li>
  );
}

function effect_kind(effect: string): "counts" | "refused" | "other" {
  if (effect.startsWith("counts")) return "counts";
  return effect.startsWith("refused") ? "refused" : "other";
}
