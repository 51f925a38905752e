import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { on_refusal } from "./client";
import { backoff_ms, type ConnectionState, connect } from "./live_connection";

/** A body that says these things, then ends. */
function stream(...pieces: string[]): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  });
  return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
}

function watch() {
  const states: ConnectionState[] = [];
  const events: unknown[] = [];
  const close = connect("/api/launches/a/live", {
    event: (name, data) => events.push([name, data]),
    state: (state) => states.push(state),
  });
  return { states, events, close };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the live connection", () => {
  it("comes with the cookie, hands on events and comes back after the end", async () => {
    const fetched = vi
      .fn()
      .mockImplementationOnce(async () => stream("event: feed\nda", 'ta: {"n":1}\n\n'))
      .mockImplementationOnce(async () => stream('event: feed\ndata: {"n":2}\n\n'))
      .mockImplementation(() => new Promise(() => {}));
    vi.stubGlobal("fetch", fetched);
    const { states, events, close } = watch();
    await vi.advanceTimersByTimeAsync(2_500);
    close();
    expect(fetched.mock.calls[0]?.[1].credentials).toBe("same-origin");
    expect(events).toEqual([
      ["feed", { n: 1 }],
      ["feed", { n: 2 }],
    ]);
    expect(states).toEqual(["connecting", "open", "reconnecting", "open", "reconnecting"]);
  });

  it("keeps trying a server that is away, and stops when told", async () => {
    const fetched = vi.fn().mockRejectedValue(new TypeError("Failed to fetch"));
    vi.stubGlobal("fetch", fetched);
    const { close } = watch();
    await vi.advanceTimersByTimeAsync(20_000);
    const tries = fetched.mock.calls.length;
    expect(tries).toBeGreaterThan(3);
    expect(tries).toBeLessThan(9);
    close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fetched.mock.calls.length).toBe(tries);
  });

  it("says that it was refused, and does not hammer", async () => {
    const fetched = vi.fn().mockResolvedValue(new Response("{}", { status: 401 }));
    vi.stubGlobal("fetch", fetched);
    const refused = vi.fn();
    const stop = on_refusal(refused);
    const { states } = watch();
    await vi.advanceTimersByTimeAsync(60_000);
    stop();
    expect(states).toEqual(["connecting", "refused"]);
    expect(fetched).toHaveBeenCalledTimes(1);
    expect(refused).toHaveBeenCalledTimes(1);
  });
});

describe("waits", () => {
  it("double from half a second to ten", () => {
    const middle = () => 0.5;
    expect([1, 2, 3, 6, 50].map((failures) => backoff_ms(failures, middle))).toEqual([
      500, 1000, 2000, 10_000, 10_000,
    ]);
  });
});
