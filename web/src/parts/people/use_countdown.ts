import { useEffect, useState } from "react";

/** Whole seconds until a moment, counted down once a second. */
export function useCountdown() {
  const [left_s, set_left_s] = useState(0);
  useEffect(() => {
    if (left_s <= 0) return;
    const timer = setTimeout(() => set_left_s(left_s - 1), 1_000);
    return () => clearTimeout(timer);
  }, [left_s]);
  return { left_s, start: set_left_s };
}
