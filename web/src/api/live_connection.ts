/** One open stream to the server that comes back by itself. */
import { note_refusal } from "./client";
import { EventStreamParser } from "./event_stream";

export type ConnectionState = "connecting" | "open" | "reconnecting" | "refused";

interface ConnectionListener {
  /** `data` is the parsed JSON of the event. */
  event(name: string, data: unknown): void;
  state(state: ConnectionState): void;
}

const WAIT_MS_MIN = 500;
const WAIT_MS_MAX = 10_000;
/** A stream that is silent for so long may be a dead connection; a new one costs little. */
const SILENCE_MS_MAX = 60_000;

/** Waits double from half a second to ten; the spread keeps many tabs from coming back at once. */
export function backoff_ms(failures: number, random: () => number): number {
  const wait_ms = Math.min(WAIT_MS_MAX, WAIT_MS_MIN * 2 ** Math.max(0, failures - 1));
  return wait_ms * (0.75 + random() / 2);
}

/** Connects, and connects again, until the returned function is called. */
export function connect(path: string, listener: ConnectionListener): () => void {
  const closed = new AbortController();
  void keep_connected(path, listener, closed.signal);
  return () => closed.abort();
}

async function keep_connected(
  path: string,
  listener: ConnectionListener,
  closed: AbortSignal,
): Promise<void> {
  let failures = 0;
  listener.state("connecting");
  while (!closed.aborted) {
    const parser = new EventStreamParser();
    const opened = () => {
      failures = 0;
      listener.state("open");
    };
    const end = await read_once(path, parser, { ...listener, opened }, closed);
    if (closed.aborted) return;
    if (end === "refused") return listener.state("refused");
    failures += 1;
    listener.state("reconnecting");
    await pause(parser.retry_ms ?? backoff_ms(failures, Math.random), closed);
  }
}

type ReadListener = ConnectionListener & { opened(): void };

/** Reads one connection to its end. "refused": trying again in the same session is pointless. */
async function read_once(
  path: string,
  parser: EventStreamParser,
  listener: ReadListener,
  closed: AbortSignal,
): Promise<"ended" | "refused"> {
  const quiet = new AbortController();
  let timer = setTimeout(() => quiet.abort(), SILENCE_MS_MAX);
  try {
    const response = await fetch(path, {
      headers: { Accept: "text/event-stream" },
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.any([closed, quiet.signal]),
    });
    note_refusal(response.status);
    if ([401, 403, 404].includes(response.status)) return "refused";
    if (!response.ok || !response.body) return "ended";
    listener.opened();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return "ended";
      clearTimeout(timer);
      timer = setTimeout(() => quiet.abort(), SILENCE_MS_MAX);
      for (const { name, data } of parser.push(value)) listener.event(name, JSON.parse(data));
    }
  } catch {
    return "ended";
  } finally {
    clearTimeout(timer);
    quiet.abort();
  }
}

function pause(wait_ms: number, closed: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, wait_ms);
    closed.addEventListener("abort", done, { once: true });
    function done() {
      clearTimeout(timer);
      closed.removeEventListener("abort", done);
      resolve();
    }
  });
}
