import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// Pages are loaded when they are first shown; a busy machine takes its time over that.
configure({ asyncUtilTimeout: 15_000 });

afterEach(() => {
  cleanup();
  localStorage.clear();
  history.replaceState(null, "", "/");
});
