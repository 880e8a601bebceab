/** What a monitor's options say about missing data. */

import { isTrue } from "../input";
import type { Subject } from "../subject";

/** The option, if it is set to a word; null and absent are the same to the vendor. */
export function onMissingData({ options }: Subject): string | undefined {
  const { on_missing_data: value } = options;
  return typeof value === "string" && value !== "" && !value.includes("${") ? value : undefined;
}

export function notifiesOnNoData(subject: Subject): boolean {
  return isTrue(subject.options.notify_no_data) || onMissingData(subject) === "show_and_notify_no_data";
}

/** [TF] */
const WITHOUT: ReadonlySet<string> = new Set(["service check", "composite", "slo alert"]);

/** Whether monitors of the type have `on_missing_data` at all; those without have `notify_no_data` only. */
export function hasOnMissingData({ type }: Subject): boolean {
  return !WITHOUT.has(type);
}
