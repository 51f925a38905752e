/** Requests to our own server: the key goes in, problem+json comes out as an ApiProblem. */
import { forget_session_key, session_key } from "./session_key";
import type { ProblemBody } from "./types";

/** The server's refusal, with a sentence meant for people. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    sentence: string,
  ) {
    super(sentence);
    this.name = "ApiProblem";
  }
}

export async function problem_of(response: Response): Promise<ApiProblem> {
  const fallback = `The server answered ${response.status} without a reason.`;
  try {
    const body = (await response.json()) as ProblemBody;
    return new ApiProblem(response.status, body.title ?? "", body.detail ?? fallback);
  } catch {
    return new ApiProblem(response.status, "", fallback);
  }
}

export function authorization(key: string | null): Record<string, string> {
  return key ? { Authorization: `Bearer ${key}` } : {};
}

/** Drops the key if the server no longer takes it: the screen then asks for another. */
export function note_refusal(status: number, key_used: string | null): void {
  if (status === 401 && key_used !== null && key_used === session_key()) forget_session_key(true);
}

async function send(path: string, key: string | null, init: RequestInit): Promise<Response> {
  const headers = { Accept: "application/json", ...init.headers, ...authorization(key) };
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiProblem(0, "unreachable", "The server cannot be reached. Is it running?");
  }
  if (!response.ok) throw await problem_of(response);
  return response;
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const key = session_key();
  try {
    const response = await send(path, key, signal ? { signal } : {});
    return (await response.json()) as T;
  } catch (problem) {
    if (problem instanceof ApiProblem) note_refusal(problem.status, key);
    throw problem;
  }
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

export async function post<T>(path: string, body: unknown): Promise<T> {
  const key = session_key();
  try {
    const response = await send(path, key, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await response.json()) as T;
  } catch (problem) {
    if (problem instanceof ApiProblem) note_refusal(problem.status, key);
    throw problem;
  }
}

/** Asks the server whether it takes this key, before the tab keeps it. */
export async function try_key(key: string): Promise<void> {
  await send("/api/launches", key, {});
}
