import { useEffect, useState } from "react";

const MINUTE_MS = 60_000;

/** The time now, anew every minute: often enough for "since yesterday". */
export function useNow(): number {
  const [now_ms, set_now_ms] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => set_now_ms(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return now_ms;
}
