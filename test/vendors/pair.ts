/** Drives one measured sample of an official plugin through our adapter and says where the two differ. */

import * as adapter from "../../sandbox/provider/adapter";
import { check } from "../../sandbox/provider/check";
import type { Difference } from "../../sandbox/provider/difference";
import { type Call, type Kind, type Value, type Values, VendorError } from "../../vendors/index";

interface Request {
  method: string;
  path: string;
  body?: Value;
  status: number;
  response: Value;
}

interface Diffed {
  changes?: string;
  diffs?: string[];
  replaces?: string[];
  detailed?: Record<string, string>;
  requests?: Request[];
}

export interface Pair {
  id: string;
  type: string;
  inputs: Values;
  check: { inputs: Values; failures: { reason: string }[] } | null;
  preview?: { requests: Request[] } | null;
  create: { requests: Request[]; id: string | null; outputs: Values } | null;
  read: { requests: Request[]; diffAfter: Diffed } | null;
  diffSame: Diffed | null;
  update: {
    inputs: Values;
    checked: Values;
    diff: Diffed;
    requests: Request[] | null;
    skipped?: string;
    diffAfter?: Diffed;
  } | null;
  delete: { requests: Request[] } | null;
  error: string | null;
}

const SEED = new Uint8Array([1, 2, 3]);

/** Every difference, as sentences; empty when the adapter does what the plugin does. */
export async function judge(pair: Pair, kind: Kind): Promise<string[]> {
  const problems: string[] = [];
  const checked = check(kind, "sample", {}, pair.inputs, SEED);
  if (!pair.check?.inputs || (pair.check.failures ?? []).length > 0) {
    if (checked.failures.length === 0) problems.push("check: the plugin refuses these inputs");
    return problems;
  }
  if (checked.failures.length > 0) return [`check: refused: ${checked.failures.map((f) => f.reason).join("; ")}`];
  compare(problems, "check", pair.check.inputs, checked.inputs);
  const inputs = withRecordedName(checked.inputs, pair.check.inputs);

  if (pair.error?.startsWith("preview:")) {
    const seen: string[] = [];
    await run(seen, "preview", pair.preview?.requests ?? [], (call) => adapter.previewCreate(kind, call, inputs));
    if (seen.length === 0) problems.push(`preview: the plugin fails: ${pair.error}`);
    return problems;
  }
  if (pair.preview)
    await run(problems, "preview", pair.preview.requests, (call) => adapter.previewCreate(kind, call, inputs));
  if (!pair.create?.id) {
    const made = await run([], "create", pair.create?.requests ?? pair.preview?.requests ?? [], (call) =>
      adapter.create(kind, call, inputs),
    );
    if (made !== undefined) problems.push(`create: the plugin fails: ${pair.error ?? ""}`);
    return problems;
  }
  const made = await run(problems, "create", pair.create.requests, (call) => adapter.create(kind, call, inputs));
  if (!made) return problems;
  if (made.id !== pair.create.id) problems.push(`create: id ${made.id} instead of ${pair.create.id}`);
  let state = made.outputs;

  if (pair.diffSame) {
    const same = await run(problems, "diffSame", pair.diffSame.requests ?? [], (call) =>
      adapter.diff(kind, call, made.id, state, inputs),
    );
    if (same) compareDiff(problems, "diffSame", pair.diffSame, same);
  }
  if (pair.read) {
    const read = await run(problems, "read", pair.read.requests, (call) =>
      adapter.read(kind, call, made.id, state, inputs),
    );
    if (read) {
      state = read.outputs;
      const after = await run(problems, "read.diffAfter", pair.diffSame?.requests ?? [], (call) =>
        adapter.diff(kind, call, made.id, state, inputs),
      );
      if (after) compareDiff(problems, "read.diffAfter", pair.read.diffAfter, after);
    } else problems.push("read: gone");
  }
  if (pair.update?.inputs) {
    const news = check(kind, "sample", inputs, pair.update.inputs, SEED);
    if (pair.update.checked) compare(problems, "update.check", pair.update.checked, news.inputs);
    if (pair.update.diff?.changes) {
      const { diff } = pair.update;
      const difference = await run(problems, "update.diff", diff.requests ?? [], (call) =>
        adapter.diff(kind, call, made.id, state, news.inputs),
      );
      if (difference) compareDiff(problems, "update.diff", diff, difference);
    }
    if (pair.update.requests && !pair.update.skipped) {
      const requests = pair.update.requests;
      const updated = await run(problems, "update", requests, (call) =>
        adapter.update(kind, call, made.id, state, news.inputs),
      );
      if (updated) {
        state = updated;
        if (pair.update.diffAfter) {
          const after = await run([], "update.diffAfter", requests, (call) =>
            adapter.diff(kind, call, made.id, state, news.inputs),
          );
          if (after) compareDiff(problems, "update.diffAfter", pair.update.diffAfter, after);
        }
      }
    }
  }
  if (pair.delete)
    await run(problems, "delete", pair.delete.requests, (call) => adapter.remove(kind, call, made.id, state));
  return problems;
}

/** A made-up name is random: the answers carry the one that was recorded. */
function withRecordedName(ours: Values, recorded: Values): Values {
  const made = /^sample-[0-9a-f]{7}$/;
  return made.test(String(ours.name)) && made.test(String(recorded.name)) ? { ...ours, name: recorded.name } : ours;
}

async function run<T>(
  problems: string[],
  phase: string,
  recorded: Request[],
  work: (call: Call) => Promise<T>,
): Promise<T | undefined> {
  const sent: { method: string; path: string; body?: Value | undefined }[] = [];
  const left = [...recorded];
  const call: Call = async (method, path, body) => {
    sent.push({ method, path, body });
    const at = left.findIndex((request) => request.method === method && request.path === path);
    const request = at < 0 ? recorded.find((one) => one.method === method && one.path === path) : left.splice(at, 1)[0];
    if (!request) throw new VendorError(method, path, 404, "not recorded");
    if (request.status < 200 || request.status > 299) {
      throw new VendorError(method, path, request.status, JSON.stringify(request.response));
    }
    return structuredClone(request.response ?? null);
  };
  let result: T | undefined;
  try {
    result = await work(call);
  } catch (error) {
    problems.push(
      `${phase}: ${error instanceof VendorError ? error.message : String((error as Error).stack).slice(0, 400)}`,
    );
  }
  const expected = recorded.map(({ method, path, body }) => ({ method, path, body: body ?? undefined }));
  for (let i = 0; i < Math.max(expected.length, sent.length); i++) {
    const [a, b] = [expected[i], sent[i]];
    if (!a) problems.push(`${phase}: sends ${b?.method} ${b?.path} too`);
    else if (!b) problems.push(`${phase}: does not send ${a.method} ${a.path}`);
    else if (a.method !== b.method || a.path !== b.path)
      problems.push(`${phase}: sends ${b.method} ${b.path}, not ${a.method} ${a.path}`);
    else
      compare(
        problems,
        `${phase} ${a.method} ${a.path} body`,
        a.body,
        b.body === undefined ? undefined : (JSON.parse(JSON.stringify(b.body)) as Value),
      );
  }
  return result;
}

function compareDiff(problems: string[], phase: string, expected: Diffed, got: Difference): void {
  const changes = got.diffs.length > 0 ? "some" : "none";
  if (expected.changes !== changes)
    problems.push(
      `${phase}: changes ${changes} (${got.diffs.join(", ")}) instead of ${expected.changes} (${expected.diffs?.join(", ") ?? ""})`,
    );
  else if (changes === "some") {
    compare(problems, `${phase} diffs`, expected.diffs ?? [], got.diffs);
    compare(problems, `${phase} replaces`, expected.replaces ?? [], got.replaces);
    if (expected.detailed && Object.keys(expected.detailed).length > 0)
      compare(problems, `${phase} detailed`, expected.detailed, got.detailed);
  }
}

function compare(problems: string[], what: string, expected: Value | undefined, got: Value | undefined): void {
  const [a, b] = [canonical(expected), canonical(got)];
  if (a !== b) problems.push(`${what}:\n      plugin ${a}\n      ours   ${b}`);
}

/** JSON with sorted keys, secrets opened; made-up names, and the moment a removed schedule layer ends, made equal. */
function canonical(value: Value | undefined): string {
  if (value === undefined) return "nothing";
  return JSON.stringify(sort(value))
    .replace(/sample-[0-9a-f]{7}/g, "sample-generated")
    .replace(/"end":"[-\d]+ [:\d]+ \+0000 UTC"/g, '"end":"now"');
}

function sort(value: Value): Value {
  if (Array.isArray(value)) return value.map(sort);
  if (value === null || typeof value !== "object") return value;
  if (value["4dabf18193072939515e22adb298388d"]) return sort(value.value as Value);
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .filter((key) => value[key] !== undefined)
      .map((key) => [key, sort(value[key] as Value)]),
  );
}
