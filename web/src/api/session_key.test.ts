import { expect, it } from "vitest";
import {
  forget_session_key,
  keep_session_key,
  on_session_key_change,
  session_key,
  session_key_refused,
  take_key_from_address,
} from "./session_key";

it("takes the key out of the address bar and keeps it for the tab", () => {
  history.replaceState(null, "", "/launches/a?x=1#key=spa_abc");
  take_key_from_address();
  expect(session_key()).toBe("spa_abc");
  expect(location.hash).toBe("");
  expect(location.pathname + location.search).toBe("/launches/a?x=1");
});

it("leaves other fragments alone", () => {
  history.replaceState(null, "", "/launches/a#receipt");
  take_key_from_address();
  expect(session_key()).toBeNull();
  expect(location.hash).toBe("#receipt");
});

it("tells who listens, and remembers why a key went", () => {
  let told = 0;
  const stop = on_session_key_change(() => {
    told += 1;
  });
  keep_session_key("spa_1");
  forget_session_key(true);
  stop();
  keep_session_key("spa_2");
  expect(told).toBe(2);
  expect(session_key_refused()).toBe(false);
});
