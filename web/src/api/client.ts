/**
 * Requests to our own server. Who asks is in the cookie, which only the server reads; a change
 * carries the session's token too, and problem+json comes out as an ApiProblem.
 */
import type { ProblemBody } from "./types";

interface ProblemDetails {
  wait_s?: number | null;
  pointer?: string | null;
}

/** The server's refusal, with a sentence meant for people. */
export class ApiProblem extends Error {
  /** Whole seconds after which another try makes sense, where the server says so. */
  readonly wait_s: number | null;
  /** What of the order is refused, as a JSON pointer (RFC 6901), where the server says so. */
  readonly pointer: string | null;

  constructor(
    readonly status: number,
    readonly code: string,
    sentence: string,
    { wait_s = null, pointer = null }: ProblemDetails = {},
  ) {
    super(sentence);
    this.name = "ApiProblem";
    this.wait_s = wait_s;
    this.pointer = pointer;
  }
}

export async function problem_of(response: Response): Promise<ApiProblem> {
  const fallback = `The server answered ${response.status} without a reason.`;
  const wait_s = Number.parseInt(response.headers.get("Retry-After") ?? "", 10) || null;
  try {
    const { title, detail, pointer: named } = (await response.json()) as ProblemBody;
    const pointer = typeof named === "string" ? named : null;
    return new ApiProblem(response.status, title ?? "", detail ?? fallback, { wait_s, pointer });
  } catch {
    return new ApiProblem(response.status, "", fallback, { wait_s });
  }
}

let csrf: string | null = null;

/** The session's token, for every request that changes something (double submit, OWASP). */
export function keep_csrf(token: string | null): void {
  csrf = token;
}

type Listener = () => void;

const refusal_listeners = new Set<Listener>();

/** Calls when the server refuses whom it let in before; returns the way to stop listening. */
export function on_refusal(listener: Listener): Listener {
  refusal_listeners.add(listener);
  return () => refusal_listeners.delete(listener);
}

/** 401: the session is over. 403: perhaps it is another one by now, begun in another tab. */
export function note_refusal(status: number): void {
  if (status !== 401 && status !== 403) return;
  for (const listener of refusal_listeners) listener();
}

async function send(path: string, init: RequestInit): Promise<Response> {
  const headers = { Accept: "application/json", ...init.headers };
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers, credentials: "same-origin" });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiProblem(0, "unreachable", "The server cannot be reached. Is it running?");
  }
  if (response.ok) return response;
  note_refusal(response.status);
  throw await problem_of(response);
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await send(path, signal ? { signal } : {});
  return (await response.json()) as T;
}

/** As get, but "there is none" (404) is an answer. */
export async function get_or_null<T>(path: string, signal?: AbortSignal): Promise<T | null> {
  try {
    return await get<T>(path, signal);
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.status === 404) return null;
    throw problem;
  }
}

/** An answer without a body is null. */
export async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await send(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(csrf ? { "Spotter-CSRF": csrf } : {}) },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return (text === "" ? null : JSON.parse(text)) as T;
}
