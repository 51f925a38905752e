import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { keys_query, useMakeClientKey, useRevokeKey } from "../../api/settings";
import type { AccessKey, MadeKey } from "../../api/types";
import { Button } from "../../ui/button";
import { Chip } from "../../ui/chip";
import { Dialog } from "../../ui/dialog";
import { CheckField } from "../../ui/fields";
import { AddIcon } from "../../ui/icons";
import { Notice, Panel } from "../../ui/panel";
import { capitalised } from "../../words/numbers";
import { day_and_clock } from "../../words/times";
import styles from "./keys_panel.module.css";

/** What a key of each kind opens, in both wordings. */
const KIND_SENTENCES: Record<string, string> = {
  admin: "Opens everything, for both sides.",
  server: "For the company’s own servers: single evaluation and events.",
  client: "Stands in every page, public: evaluations, streams and events only.",
};

/** The workspace's access keys; a client key is made here, and any may be revoked. */
export function KeysPanel() {
  const { data, error } = useQuery(keys_query);
  const [making, set_making] = useState(false);
  const [revoked, set_revoked] = useState<AccessKey | null>(null);
  return (
    <Panel
      title="Access keys"
      aside={
        <Button icon={<AddIcon size={17} />} onClick={() => set_making(true)}>
          Make a client key
        </Button>
      }
    >
      <p className="soft small">Programs come in with these; people sign in with a password.</p>
      {error && !data ? <Notice tone="wrong">{error.message}</Notice> : null}
      <ul>
        {in_order(data?.keys ?? []).map((key) => (
          <KeyRow key={key.id} access_key={key} revoke={() => set_revoked(key)} />
        ))}
      </ul>
      {making ? <MakeKeyDialog close={() => set_making(false)} /> : null}
      {revoked ? <RevokeDialog access_key={revoked} close={() => set_revoked(null)} /> : null}
    </Panel>
  );
}

/** Those that open something first. */
function in_order(keys: AccessKey[]): AccessKey[] {
  return keys.toSorted((one, other) => Number(!!one.revoked_at) - Number(!!other.revoked_at));
}

function KeyRow({ access_key, revoke }: { access_key: AccessKey; revoke: () => void }) {
  const { id, kind, member, created_at, encrypted, revoked_at } = access_key;
  return (
    <li className={styles.row} data-revoked={revoked_at !== null || undefined}>
      <div>
        <p className={styles.name}>
          <Chip tone={kind === "admin" ? "shared" : "plain"}>{capitalised(kind)} key</Chip>
          <code>{id}</code>
          {encrypted ? <span className="small soft">payload encrypted</span> : null}
        </p>
        <p className="soft small">
          {revoked_at
            ? `Revoked ${day_and_clock(revoked_at)}: opens nothing. `
            : KIND_SENTENCES[kind]}{" "}
          Made {day_and_clock(created_at)}
          {member ? ` by ${member}` : ""}.
        </p>
      </div>
      {revoked_at ? null : (
        <Button tone="danger_quiet" onClick={revoke}>
          Revoke<span className="hidden_text"> {id}</span>
        </Button>
      )}
    </li>
  );
}

function MakeKeyDialog({ close }: { close: () => void }) {
  const [encrypted, set_encrypted] = useState(false);
  const make = useMakeClientKey();
  if (make.data) return <MadeKeyDialog made={make.data} close={close} />;
  return (
    <Dialog opened title="Make a client key" close={close}>
      <div className={styles.dialog}>
        <p>It stands in pages and apps, where everybody can read it. {KIND_SENTENCES.client}</p>
        <CheckField
          label="Encrypt its payload"
          hint="GrowthBook’s SDKs then need the decryptionKey too, shown once with the key."
          checked={encrypted}
          change={set_encrypted}
        />
        {make.error ? <Notice tone="wrong">{make.error.message}</Notice> : null}
        <div className={styles.buttons}>
          <Button onClick={close}>Leave it</Button>
          <Button tone="main" busy={make.isPending} onClick={() => make.mutate({ encrypted })}>
            Make it
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function MadeKeyDialog({ made, close }: { made: MadeKey; close: () => void }) {
  return (
    <Dialog opened title="The key, shown only now" close={close}>
      <div className={styles.dialog}>
        <Secret label="Client key" value={made.key} />
        {made.encryption_key ? <Secret label="decryptionKey" value={made.encryption_key} /> : null}
        <div className={styles.buttons}>
          <Button tone="main" onClick={close}>
            I have kept it
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Secret({ label, value }: { label: string; value: string }) {
  const [copied, set_copied] = useState(false);
  const copy = () => navigator.clipboard.writeText(value).then(() => set_copied(true));
  return (
    <div>
      <p className="small soft">{label}</p>
      <code className={styles.secret}>{value}</code>
      {navigator.clipboard ? (
        <Button onClick={() => void copy()}>{copied ? "Copied" : "Copy"}</Button>
      ) : null}
    </div>
  );
}

function RevokeDialog({ access_key, close }: { access_key: AccessKey; close: () => void }) {
  const revoke = useRevokeKey();
  const { id, kind } = access_key;
  return (
    <Dialog opened title={`Revoke ${id}`} close={close}>
      <div className={styles.dialog}>
        <p>
          Whoever uses this {kind} key is refused from the next request on. It cannot be brought
          back.
          {kind === "client" ? " Pages that carry it show every visitor the site’s default." : ""}
        </p>
        {revoke.error ? <Notice tone="wrong">{revoke.error.message}</Notice> : null}
        <div className={styles.buttons}>
          <Button onClick={close}>Leave it as it is</Button>
          <Button
            tone="danger"
            busy={revoke.isPending}
            onClick={() => revoke.mutate({ id }, { onSuccess: close })}
          >
            Revoke now
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
