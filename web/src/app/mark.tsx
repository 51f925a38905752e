/** Two sides and what they share. */
export function Mark() {
  return (
    <svg width="30" height="24" viewBox="0 0 30 24" aria-hidden="true">
      <circle cx="10.5" cy="12" r="9.5" fill="var(--marketing)" />
      <circle cx="19.5" cy="12" r="9.5" fill="var(--it)" />
      <path d="M15 3.63a9.5 9.5 0 0 1 0 16.74a9.5 9.5 0 0 1 0-16.74z" fill="var(--shared)" />
    </svg>
  );
}
