/** The corpus that tests may read but the repository does not hold; absent, the tests that need it are skipped visibly. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Tests and scripts run from the root of the repository. */
export const CORPUS = resolve(process.env.WATCHBILL_CORPUS ?? "../shared/corpus");

export const hasCorpus = existsSync(join(CORPUS, "recommended-monitors"));

export interface CorpusMonitor {
  file: string;
  name: string;
  type: string;
  query: string;
  message: string;
  options: {
    thresholds?: Record<string, number | null>;
    escalation_message?: string;
    variables?: { name: string; data_source?: string; search?: { query: string } }[];
    [option: string]: unknown;
  };
  [field: string]: unknown;
}

export function corpusMonitors(): CorpusMonitor[] {
  if (!hasCorpus) return [];
  const folder = join(CORPUS, "recommended-monitors");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((file) => {
      const content = JSON.parse(readFileSync(join(folder, file), "utf8"));
      return { ...(content.definition ?? content), file };
    });
}

/** Every search string of the event-platform queries: in the query's quotes and in `options.variables`. */
export function corpusSearches(): { file: string; search: string }[] {
  return corpusMonitors().flatMap(({ file, query, options }) => {
    const quoted = /^[a-z-]+\("((?:[^"\\]|\\.)*)"\)/s.exec(query)?.[1];
    const inQuery = quoted !== undefined && !query.startsWith("formula(") ? [unquote(quoted)] : [];
    const inVariables = (options.variables ?? []).flatMap((variable) => variable.search?.query ?? []);
    return [...inQuery, ...inVariables].map((search) => ({ file, search }));
  });
}

function unquote(text: string): string {
  return text.replace(/\\(.)/gs, "$1");
}

/** Lines of the recorded traffic. */
export function recordedExchanges(): { method: string; path: string; request: unknown; status: number }[] {
  const file = join(CORPUS, "recorded/datadog.jsonl");
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.length > 0)
    .map((line) => JSON.parse(line));
}
