/** Stands in for the server behind fetch: a session, answers by method and path, and pushes. */
import { vi } from "vitest";
import type { Person, Session, SignedInMember } from "../api/types";

type Answer = (body: unknown) => Response;

/** What the session's changes must carry. */
const CSRF = "token-of-the-session";

export const MARIA: SignedInMember = {
  key: "maria",
  name: "Maria Lopez",
  department: "marketing",
  side: "marketing",
  may_administer: true,
};

export class TestServer {
  readonly asked: string[] = [];
  member: SignedInMember | null = null;
  first_start = false;
  one_click: Person[] = [];
  private readonly answers = new Map<string, Answer>();
  private readonly push_to = new Map<string, ReadableStreamDefaultController<Uint8Array>>();

  constructor() {
    vi.stubGlobal("fetch", (path: string, init: RequestInit = {}) => this.answer(path, init));
    this.on("GET /api/session", () => Response.json(this.session()));
    this.on("GET /api/metrics", { metrics: [], total: 0 });
    this.on("POST /api/sign-out", () => this.let_out());
    this.on("POST /api/sign-out-everywhere", () => this.let_out());
  }

  on(method_and_path: string, answer: unknown): void {
    const fixed = () => Response.json(answer);
    this.answers.set(method_and_path, typeof answer === "function" ? (answer as Answer) : fixed);
  }

  /** Signs somebody in and answers as the server does. */
  let_in(member: SignedInMember): Response {
    this.member = member;
    return Response.json(this.session());
  }

  /** To everybody who has the stream at `path` open. */
  push(path: string, name: string, data: unknown): void {
    const text = `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
    this.push_to.get(path)?.enqueue(new TextEncoder().encode(text));
  }

  private let_out(): Response {
    this.member = null;
    return Response.json({});
  }

  private session(): Session {
    const { member, first_start, one_click } = this;
    const signed_in = member !== null;
    return { signed_in, member, csrf: signed_in ? CSRF : null, first_start, one_click };
  }

  private async answer(path: string, init: RequestInit): Promise<Response> {
    const asked = `${init.method ?? "GET"} ${path}`;
    this.asked.push(asked);
    const refusal = this.refusal(path, init);
    if (refusal) return refusal;
    if (path.endsWith("/live") || path.endsWith("/stream")) return this.open(path);
    const answer = this.answers.get(asked);
    if (!answer) return problem(404, "not_found", `There is nothing at ${path}.`);
    return answer(init.body ? JSON.parse(String(init.body)) : undefined);
  }

  private refusal(path: string, init: RequestInit): Response | null {
    if (/^\/api\/(workspace|session|sign-in|first-start)/.test(path)) return null;
    if (!this.member) return problem(401, "unauthorized", "Sign in first.");
    const token = new Headers(init.headers).get("Spotter-CSRF");
    if (init.method !== "POST" || token === CSRF) return null;
    return problem(403, "forbidden", "This change does not carry the session's token.");
  }

  private open(path: string): Response {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => void this.push_to.set(path, controller),
    });
    return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  }
}

interface ProblemMore {
  headers?: { "Retry-After"?: string };
  pointer?: string;
}

export function problem(
  status: number,
  title: string,
  detail: string,
  { headers = {}, pointer }: ProblemMore = {},
): Response {
  const body = { type: "about:blank", title, status, detail, ...(pointer ? { pointer } : {}) };
  return Response.json(body, { status, headers: { ...headers } });
}
