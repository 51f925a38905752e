import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { at_most_every } from "./changes";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("acts at once, then at most once in a while, and once more after the last call", () => {
  const act = vi.fn();
  const { call } = at_most_every(1_000, act);
  call();
  expect(act).toHaveBeenCalledTimes(1);
  for (let burst = 0; burst < 10; burst += 1) call();
  vi.advanceTimersByTime(999);
  expect(act).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(act).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(10_000);
  expect(act).toHaveBeenCalledTimes(2);
});

it("does nothing more once it is ended", () => {
  const act = vi.fn();
  const { call, end } = at_most_every(1_000, act);
  call();
  call();
  end();
  vi.advanceTimersByTime(10_000);
  expect(act).toHaveBeenCalledTimes(1);
});
