import type { FormEvent, ReactNode } from "react";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/panel";
import styles from "./order_form.module.css";

interface OrderFormProps {
  /** On the button that says it. */
  confirm: string;
  busy: boolean;
  /** What is wrong with no field of it. */
  error: string | null;
  submit: () => void;
  close: () => void;
  children: ReactNode;
}

/** What is asked in a dialog, the server's refusal as a sentence, and the two ways out. */
export function OrderForm({ confirm, busy, error, submit, close, children }: OrderFormProps) {
  function submitted(event: FormEvent) {
    event.preventDefault();
    submit();
  }
  return (
    <form className={styles.form} onSubmit={submitted} noValidate>
      {children}
      {error ? <Notice tone="wrong">{error}</Notice> : null}
      <div className={styles.buttons}>
        <Button onClick={close}>Leave it as it is</Button>
        <Button submits tone="main" busy={busy}>
          {confirm}
        </Button>
      </div>
    </form>
  );
}
