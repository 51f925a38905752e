import { useSignOut } from "../api/session";
import type { SignedInMember } from "../api/types";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";
import { SignOutIcon } from "../ui/icons";
import { Notice } from "../ui/panel";
import { capitalised } from "../words/numbers";
import { SIDE_WORDS } from "../words/states";
import styles from "./account.module.css";

const PANEL_ID = "account";

/** "Marketing", "IT", "Legal". */
function department_words({ department, side }: SignedInMember): string {
  return department === side ? SIDE_WORDS[side] : capitalised(department);
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => word?.[0] ?? "").join("");
}

interface AccountProps {
  member: SignedInMember;
  change_password: () => void;
}

/** Who is signed in and for which side, and the ways out. */
export function Account({ member, change_password }: AccountProps) {
  const department = department_words(member);
  return (
    <>
      <button
        type="button"
        className={styles.button}
        popoverTarget={PANEL_ID}
        aria-label={`Signed in as ${member.name}, ${department}`}
      >
        <span className={styles.face} data-side={member.side ?? "none"} aria-hidden="true">
          {initials(member.name)}
        </span>
        <span className={styles.who} aria-hidden="true">
          <span className={styles.name}>{member.name}</span>
          <span className={styles.department} data-side={member.side ?? "none"}>
            {department}
          </span>
        </span>
      </button>
      <section id={PANEL_ID} popover="auto" className={styles.panel} aria-label="You">
        <p className={styles.title}>{member.name}</p>
        <p className="soft small">
          Signed in as <code>{member.key}</code>
          {member.may_administer ? ", may administer" : ""}
        </p>
        <p className={styles.side}>
          <Chip tone={member.side ?? "plain"}>{department}</Chip>
          <span className="soft small">
            {member.side
              ? `You sign for ${SIDE_WORDS[member.side]}.`
              : "Your department signs for no side."}
          </span>
        </p>
        <AccountActions change_password={change_password} />
      </section>
    </>
  );
}

function AccountActions({ change_password }: Pick<AccountProps, "change_password">) {
  const sign_out = useSignOut();
  const close = () => document.getElementById(PANEL_ID)?.hidePopover?.();
  return (
    <>
      <div className={styles.actions}>
        <Button
          wide
          onClick={() => {
            close();
            change_password();
          }}
        >
          Change my password
        </Button>
        <Button
          wide
          icon={<SignOutIcon size={17} />}
          busy={sign_out.isPending && !sign_out.variables.everywhere}
          onClick={() => sign_out.mutate({ everywhere: false })}
        >
          Sign out
        </Button>
        <Button
          wide
          tone="danger_quiet"
          busy={sign_out.isPending && sign_out.variables.everywhere}
          onClick={() => sign_out.mutate({ everywhere: true })}
        >
          Sign out everywhere
        </Button>
        <p className="soft small">Everywhere ends every session of yours, on all machines.</p>
      </div>
      {sign_out.error ? <Notice tone="wrong">{sign_out.error.message}</Notice> : null}
    </>
  );
}
