import "./tokens.css";
import { type ReactNode, useLayoutEffect } from "react";
import { useScheme } from "./scheme";

/** What every element of ui needs around it. */
export function UiProvider({ children }: { children: ReactNode }) {
  const scheme = useScheme();
  useLayoutEffect(() => {
    document.documentElement.dataset.mantineColorScheme = scheme;
  }, [scheme]);
  return children;
}
