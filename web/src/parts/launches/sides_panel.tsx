import { useQuery } from "@tanstack/react-query";
import type { Signature } from "../../api/agreement_types";
import { members_query } from "../../api/members";
import { journal_query } from "../../api/queries";
import { session_query } from "../../api/session";
import type { Side } from "../../api/types";
import { Button } from "../../ui/button";
import { SignedIcon } from "../../ui/icons";
import { Panel } from "../../ui/panel";
import { actor_words, changes_since, deed_words, side_inside } from "../../words/agreement";
import { SIDE_WORDS } from "../../words/states";
import { day_and_clock } from "../../words/times";
import styles from "./panels.module.css";
import type { PanelProps } from "./use_questions";

const SIDES: Side[] = ["marketing", "it"];

/** Marketing's signature and IT's, side by side and alike. */
export function SidesPanel({ agreement, on_top, open }: PanelProps) {
  return (
    <Panel title="Signatures">
      <div className={styles.sides}>
        {SIDES.map((side) => (
          <SideCard key={side} {...{ agreement, side, on_top, open }} />
        ))}
      </div>
      {agreement.signatures_required ? null : (
        <p className={styles.stamp}>
          A start does not wait for them: this workspace does not require signatures.
        </p>
      )}
    </Panel>
  );
}

function SideCard({ agreement, side, on_top, open }: PanelProps & { side: Side }) {
  const { data: session } = useQuery(session_query);
  const signature = agreement.signatures.find((one) => one.side === side) ?? null;
  const own = session?.member?.side === side;
  return (
    <section
      className={styles.side}
      data-side={side}
      aria-label={`${SIDE_WORDS[side]}’s signature`}
    >
      <h3>{SIDE_WORDS[side]}</h3>
      <SignatureWords launch_key={agreement.key} signature={signature} />
      {own && agreement.may.sign && on_top !== "sign" ? (
        <div className={`${styles.buttons} screen_only`}>
          <Button wide onClick={() => open("sign")}>
            {signature ? "Sign again" : `Sign for ${side_inside(side)}`}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

interface SignatureWordsProps {
  launch_key: string;
  signature: Signature | null;
}

function SignatureWords({ launch_key, signature }: SignatureWordsProps) {
  if (!signature) return <p className="soft">Has not signed</p>;
  const { by, at, valid, by_admin_key } = signature;
  return (
    <>
      <p className={styles.signed} data-valid={valid || undefined}>
        {valid ? <SignedIcon size={16} stroke={3} aria-hidden /> : null}
        {valid ? "Signed" : "Signed what has changed since"}
      </p>
      <p>{by_admin_key ? "Signed with the admin key" : by.name}</p>
      <p className="soft small">{day_and_clock(at)}</p>
      {valid ? null : <Changes launch_key={launch_key} at={at} />}
    </>
  );
}

/** What voided a signature, as the journal has it. */
function Changes({ launch_key, at }: { launch_key: string; at: string }) {
  const { data: journal } = useQuery(journal_query(launch_key));
  const { data: members } = useQuery(members_query);
  const changes = changes_since(at, journal?.entries ?? []);
  if (changes.length === 0) return null;
  return (
    <ul className={styles.changes} aria-label="What changed since">
      {changes.map(({ hash, actor, what, why }) => (
        <li key={hash}>
          {actor_words(actor, members?.members ?? [])} {deed_words(what)}
          {why ? `: ${why.replaceAll(" -> ", " → ")}` : ""}
        </li>
      ))}
    </ul>
  );
}
