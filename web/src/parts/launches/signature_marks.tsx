import type { Side } from "../../api/types";
import { SignedIcon } from "../../ui/icons";
import { SIDE_WORDS } from "../../words/states";
import { signed_words } from "../../words/tracker";
import styles from "./signature_marks.module.css";

const SIDES: Side[] = ["marketing", "it"];

/** Two small marks: whose signature is there, whose is not. */
export function SignatureMarks({ signed }: { signed: readonly Side[] }) {
  return (
    <p className={styles.marks}>
      <span className="hidden_text">{signed_words(signed)}.</span>
      {SIDES.map((side) => (
        <span
          key={side}
          aria-hidden="true"
          className={styles.mark}
          data-side={side}
          data-signed={signed.includes(side)}
        >
          <span className={styles.box}>
            {signed.includes(side) ? <SignedIcon size={11} stroke={3} /> : null}
          </span>
          {SIDE_WORDS[side]}
        </span>
      ))}
    </p>
  );
}
