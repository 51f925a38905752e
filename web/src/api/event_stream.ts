/** A parser for text/event-stream (WHATWG HTML 9.2.6); EventSource itself tells no status. */

interface StreamEvent {
  name: string;
  data: string;
}

/** An event longer than this is not ours; the stream is given up rather than the tab's memory. */
const EVENT_LENGTH_MAX = 4 * 1024 * 1024;

export class EventStreamParser {
  private rest = "";
  private name = "";
  private data: string[] = [];
  /** Wait before the next connection as asked by the server's `retry:`, or null. */
  retry_ms: number | null = null;

  /** Takes the next piece of text, cut anywhere, and returns the events that it completes. */
  push(text: string): StreamEvent[] {
    const events: StreamEvent[] = [];
    this.rest += text;
    // A \r at the very end may be half of \r\n: it waits for the next piece.
    const lines = this.rest.split(/\r\n|\n|\r(?=[\s\S])/);
    this.rest = lines.pop() ?? "";
    if (this.rest.length > EVENT_LENGTH_MAX) throw new RangeError("an event without end");
    for (const line of lines) {
      const event = this.take_line(line);
      if (event) events.push(event);
    }
    return events;
  }

  private take_line(line: string): StreamEvent | null {
    if (line === "") return this.finish();
    const colon = line.indexOf(":");
    if (colon === 0) return null;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") this.name = value;
    else if (field === "data") this.data.push(value);
    else if (field === "retry" && /^\d+$/.test(value)) this.retry_ms = Number(value);
    return null;
  }

  private finish(): StreamEvent | null {
    const event = { name: this.name || "message", data: this.data.join("\n") };
    const has_data = this.data.length > 0;
    this.name = "";
    this.data = [];
    return has_data ? event : null;
  }
}
