/** A monitor that pages says what it means when its data stops: what nobody decided is silence, and looks like health. */

import type { BodyValue } from "../../../model/index";
import type { Found, Rule } from "../../rule";
import { textAt, UNKNOWN, type Unknown, valueAt } from "../../values";
import { type Alert, alertsOf, undecidedOf } from "../alerts";

/** Types whose monitors have no such decision to make, or whose data comes too seldom for one. */
const WITHOUT: ReadonlySet<string> = new Set([
  "slo alert",
  "composite",
  "cost alert",
  "data-quality alert",
  "data-jobs alert",
]);

export const undecidedSilence: Rule = {
  id: "undecided-silence",
  pack: "paging",
  severity: "error",
  title: "Silence nobody decided on",
  summary: "Every monitor that pages says what happens when its data stops.",
  kinds: ["datadog/monitor"],
  *check(stack) {
    for (const alert of alertsOf(stack)) {
      const { resource, title } = alert;
      if (title !== "monitor") continue;
      const { body } = resource;
      const type = textAt(body, "type");
      if (typeof type === "string" && WITHOUT.has(type)) continue;
      const said: (BodyValue | Unknown | undefined)[] = [valueAt(body, "onMissingData"), valueAt(body, "notifyNoData")];
      yield* undecidedOf(alert);
      if (said.some(isSaid)) {
        if (said.some(isTold) && alert.pagers().length > 0) yield* untold(alert);
        continue;
      }
      const [pager] = alert.pagers();
      if (!pager) continue;
      const property = "onMissingData";
      if (type === UNKNOWN || said.includes(UNKNOWN)) {
        const message =
          type === UNKNOWN
            ? "its type is not known yet, nor whether it must say what silence means"
            : "what it says of silence is not known yet";
        yield { type: "undecided", resource, property, message };
        continue;
      }
      yield {
        type: "violated",
        resource,
        property,
        value: "",
        message: `the monitor pages \`${pager.handle}\` and does not say what it means when its data stops`,
        fix: "Set `onMissingData`: `resolve`, `show_no_data` or `default`; or `show_and_notify_no_data` with somebody in `{{#is_no_data}}@…{{/is_no_data}}`. Of service checks: `notifyNoData`.",
      };
    }
  },
};

/** Who decides that silence is told names somebody for it. */
function* untold({ resource, property, title, told }: Alert): Iterable<Found> {
  const all = told();
  if (all === UNKNOWN || all.noData.length > 0) return;
  yield {
    type: "violated",
    resource,
    property,
    value: "show_and_notify_no_data",
    message: `the ${title} is to tell when its data stops, and its message tells nobody then`,
    fix: "Name somebody for it, `{{#is_no_data}}@…{{/is_no_data}}`, or decide on another meaning: `onMissingData`.",
  };
}

function isTold(value: BodyValue | undefined | Unknown): boolean {
  return value === "show_and_notify_no_data" || value === true;
}

/** What is not known yet may be nothing. */
function isSaid(value: BodyValue | undefined | Unknown): boolean {
  return value !== undefined && value !== null && value !== "" && value !== UNKNOWN;
}
