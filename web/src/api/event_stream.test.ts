import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventStreamParser } from "./event_stream";

const parse = (...pieces: string[]) => {
  const parser = new EventStreamParser();
  return pieces.flatMap((piece) => parser.push(piece));
};

describe("event stream", () => {
  it("reads name and data", () => {
    expect(parse('event: results\ndata: {"a":1}\n\n')).toEqual([
      { name: "results", data: '{"a":1}' },
    ]);
  });
  it("joins data lines and drops one leading space only", () => {
    expect(parse("data:  a\ndata:b\n\n")).toEqual([{ name: "message", data: " a\nb" }]);
  });
  it("ignores comments, unknown fields and events without data", () => {
    expect(parse(": still here\n\nevent: feed\n\nid: 7\nfoo\ndata: x\n\n")).toEqual([
      { name: "message", data: "x" },
    ]);
  });
  it("waits for the end of an event", () => expect(parse("data: x\n")).toEqual([]));
  it("takes the asked-for wait, if it is a number", () => {
    const parser = new EventStreamParser();
    parser.push("retry: soon\n\n");
    expect(parser.retry_ms).toBeNull();
    parser.push("retry: 1500\n\n");
    expect(parser.retry_ms).toBe(1500);
  });
  it("gives up on an event without end", () => {
    const parser = new EventStreamParser();
    expect(() => {
      for (let piece = 0; piece < 5; piece += 1) parser.push("x".repeat(1024 * 1024));
    }).toThrow(RangeError);
  });
  it("reads the same however the text is cut and lines end", () => {
    const lines = ["event: a", "data: 1", "data: 2", "", ": c", "data: 3", "", ""];
    fc.assert(
      fc.property(
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.array(fc.integer({ min: 1, max: 7 })),
        (end, sizes) => {
          const text = `${lines.join(end)}\n`;
          const pieces: string[] = [];
          let at = 0;
          for (const size of sizes) {
            pieces.push(text.slice(at, at + size));
            at += size;
          }
          expect(parse(...pieces, text.slice(at))).toEqual([
            { name: "a", data: "1\n2" },
            { name: "message", data: "3" },
          ]);
        },
      ),
    );
  });
});
