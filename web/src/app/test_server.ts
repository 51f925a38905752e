/** Stands in for the server behind fetch: answers by method and path, and pushes on request. */
import { vi } from "vitest";

type Answer = (body: unknown) => Response;

export class TestServer {
  readonly asked: string[] = [];
  private readonly answers = new Map<string, Answer>();
  private push_to: ReadableStreamDefaultController<Uint8Array> | null = null;

  constructor(private readonly key: string) {
    vi.stubGlobal("fetch", (path: string, init: RequestInit = {}) => this.answer(path, init));
  }

  on(method_and_path: string, answer: unknown): void {
    const fixed = () => Response.json(answer);
    this.answers.set(method_and_path, typeof answer === "function" ? (answer as Answer) : fixed);
  }

  push(name: string, data: unknown): void {
    const text = `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
    this.push_to?.enqueue(new TextEncoder().encode(text));
  }

  private async answer(path: string, init: RequestInit): Promise<Response> {
    const asked = `${init.method ?? "GET"} ${path}`;
    this.asked.push(asked);
    const key = new Headers(init.headers).get("Authorization");
    if (path !== "/api/workspace" && key !== `Bearer ${this.key}`) {
      return problem(401, "unauthorized", "This key is not known here.");
    }
    if (path.endsWith("/live")) return this.open();
    const answer = this.answers.get(asked);
    if (!answer) return problem(404, "not_found", `There is nothing at ${path}.`);
    return answer(init.body ? JSON.parse(String(init.body)) : undefined);
  }

  private open(): Response {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.push_to = controller;
      },
    });
    return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  }
}

export function problem(status: number, title: string, detail: string): Response {
  return Response.json({ type: "about:blank", title, status, detail }, { status });
}
