/**
 * Asks Datadog what it knows of a metric: `GET /api/v1/metrics/<name>`, several at once, waiting when the vendor says so. Keys
 * go into the two headers and nowhere else: no message holds one, no redirect carries one on.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { EngineFailure } from "../command";

export interface Access {
  /** E.g. `https://api.datadoghq.eu`, without a slash at the end. */
  address: string;
  apiKey: string;
  appKey: string;
  signal: AbortSignal;
  /** Told when the vendor makes us wait. */
  say(text: string): void;
}

/** What the API says of each, in the order asked; undefined for a metric it does not know. */
export async function askAll(names: readonly string[], access: Access): Promise<unknown[]> {
  const replies: unknown[] = new Array(names.length);
  const gate: Gate = { until: 0 };
  const stop = new AbortController();
  const signal = AbortSignal.any([access.signal, stop.signal]);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < names.length; index = next++)
      replies[index] = await ask(names[index] ?? "", { ...access, signal }, gate);
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } finally {
    stop.abort();
  }
  return replies;
}

const AT_ONCE = 4;
const ATTEMPTS = 5;
const TIMEOUT_MS = 30_000;
/** The vendor's windows are at most five minutes; longer means something else. */
const LONGEST_WAIT_S = 300;

/** Shared by all requests: one that is told to wait makes the others wait too. */
interface Gate {
  until: number;
}

async function ask(name: string, access: Access, gate: Gate): Promise<unknown> {
  const { address, apiKey, appKey, signal } = access;
  const host = new URL(address).host;
  for (let attempt = 1; ; attempt += 1) {
    await waitFor(gate, signal);
    const reply = await request(`${address}/api/v1/metrics/${encodeURIComponent(name)}`, {
      headers: { "DD-API-KEY": apiKey, "DD-APPLICATION-KEY": appKey, Accept: "application/json" },
      // A redirect would carry the keys to another host.
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    signal.throwIfAborted();
    if (reply.status === 200) {
      if (reply.body !== undefined) return reply.body;
      throw new EngineFailure(`${host} answers, but not with JSON: is it Datadog's API?`);
    }
    if (reply.status === 404) return undefined;
    if (reply.status === 401 || reply.status === 403)
      throw new EngineFailure(
        `${host} refuses the keys (${reply.status}).\nSee that DD_API_KEY and DD_APP_KEY are of the account at ${host}, and that the application key may read metrics (metrics_read).`,
      );
    const again = reply.status === 429 || reply.status === 0 || reply.status >= 500;
    if (!again || attempt === ATTEMPTS) throw new EngineFailure(`${host}: ${reply.problem} for ${name}`);
    const seconds = reply.wait ?? 2 ** (attempt - 1);
    if (seconds > LONGEST_WAIT_S)
      throw new EngineFailure(`${host} asks to wait ${seconds} s before the next request: try again then`);
    if (seconds > 2) access.say(`${host}: ${reply.problem}; going on in ${Math.ceil(seconds)} s`);
    gate.until = Math.max(gate.until, Date.now() + seconds * 1000);
  }
}

async function waitFor(gate: Gate, signal: AbortSignal): Promise<void> {
  for (let left = gate.until - Date.now(); left > 0; left = gate.until - Date.now())
    await sleep(left, undefined, { signal });
}

interface Reply {
  /** 0: there was no answer. */
  status: number;
  body: unknown;
  /** In words, for messages. */
  problem: string;
  /** Seconds the vendor wants us to wait, where it says. */
  wait: number | undefined;
}

async function request(url: string, init: RequestInit): Promise<Reply> {
  try {
    const response = await fetch(url, init);
    const text = await response.text();
    const { status, headers } = response;
    return { status, body: parsed(text), problem: problemOf(status), wait: secondsToWait(headers) };
  } catch (error) {
    const { cause } = error as { cause?: { code?: string; message?: string } };
    return {
      status: 0,
      body: undefined,
      problem: `no answer (${cause?.code ?? cause?.message ?? (error as Error).name})`,
      wait: undefined,
    };
  }
}

function problemOf(status: number): string {
  return status === 429 ? "too many requests (429)" : `it answered ${status}`;
}

/** `X-RateLimit-Reset` is what Datadog sends: seconds from now. `Retry-After` is what what stands before it may send. */
function secondsToWait(headers: Headers): number | undefined {
  for (const name of ["x-ratelimit-reset", "retry-after"]) {
    const text = headers.get(name);
    if (text !== null && /^\d+(\.\d+)?$/.test(text)) return Number(text);
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
