/**
 * What a real deployment would refuse to delete, for runs in the sandbox, where nothing is protected; and services that go while
 * as much comes, which may only have been renamed. Pure.
 */

import type { Change } from "../../engine/index";
import type { Spec } from "../../model/index";

/** Kinds with history that cannot be made again: the model protects them where the environment says so. */
export const PROTECTED: ReadonlySet<Spec["kind"]> = new Set([
  "datadog/logs-archive",
  "datadog/logs-index",
  "datadog/slo",
  "pagerduty/schedule",
  "pagerduty/service",
  "pagerduty/service-integration",
  "sentry/key",
  "sentry/project",
]);

const SERVICE = "watchbill:components:MonitoredService";

/** A line for each service that may have been renamed. */
export function renameHints(changes: readonly Change[]): string[] {
  const services = (op: Change["op"]) => changes.filter((change) => change.type === SERVICE && change.op === op);
  const resources = (op: Change["op"], service: string) =>
    changes
      .filter(
        ({ op: its, provider, name }) =>
          its === op && provider !== "" && (name === service || name.startsWith(`${service}-`)),
      )
      .map(({ type }) => type)
      .sort()
      .join();
  const come = services("create").map(({ name }) => ({ name, has: resources("create", name) }));
  return services("delete").flatMap(({ name: gone }) => {
    const had = resources("delete", gone);
    const at = had === "" ? -1 : come.findIndex(({ has }) => has === had);
    const [found] = at === -1 ? [] : come.splice(at, 1);
    if (found === undefined) return [];
    return [
      `${gone} goes and ${found.name} comes with as many of the same. If it was only renamed, add "formerly: <the key it had>" to the service: it is renamed then, and keeps its history.`,
    ];
  });
}
