interface AnnouncerProps {
  /** Said when the reader is free. */
  polite: string;
  /** Said at once. */
  urgent: string;
}

/** Tells screen readers what changed, without moving anybody's focus. */
export function Announcer({ polite, urgent }: AnnouncerProps) {
  return (
    <>
      <div className="hidden_text" role="status" aria-live="polite">
        {polite}
      </div>
      <div className="hidden_text" role="alert" aria-live="assertive">
        {urgent}
      </div>
    </>
  );
}
