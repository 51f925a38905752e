import { useAgreement } from "../../api/agreement";
import type { Launch } from "../../api/types";
import { Button } from "../../ui/button";
import { stamp_words } from "../../words/agreement";
import styles from "./receipt_signature.module.css";
import { useQuestions } from "./use_questions";

interface ReceiptSignatureProps {
  launch_key: string;
  launch: Launch;
  level: "h2" | "h3";
}

/** The spotter's name under the receipt. */
export function ReceiptSignature({ launch_key, launch, level }: ReceiptSignatureProps) {
  const { data: agreement } = useAgreement(launch_key);
  if (!agreement) return null;
  return <SignatureBox agreement={agreement} launch={launch} level={level} />;
}

type BoxProps = Omit<ReceiptSignatureProps, "launch_key"> & {
  agreement: NonNullable<ReturnType<typeof useAgreement>["data"]>;
};

function SignatureBox({ agreement, launch, level: Heading }: BoxProps) {
  const { heading, open, dialog } = useQuestions(agreement, launch);
  const { receipt_signature, spotter, may } = agreement;
  return (
    <section className={styles.box} aria-label="Signed by the spotter">
      <div>
        <Heading ref={heading} tabIndex={-1} className={styles.title}>
          Signed by the spotter
        </Heading>
        <p className={receipt_signature ? undefined : "soft"}>
          {receipt_signature ? stamp_words(receipt_signature) : waiting_words(spotter?.name)}
        </p>
      </div>
      <div className="screen_only">
        {may.sign_receipt && spotter ? (
          <Button onClick={() => open("sign_receipt")}>Sign the receipt</Button>
        ) : null}
        {!spotter && may.name_spotter ? (
          <Button onClick={() => open("name_spotter")}>Name the spotter</Button>
        ) : null}
      </div>
      {dialog}
    </section>
  );
}

function waiting_words(spotter: string | undefined): string {
  return spotter ? `${spotter} has not signed yet.` : "Nobody is named yet who signs it.";
}
