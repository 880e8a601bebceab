/** Sixth hop: the people of a schedule are there, and may be on call. */

import { eachOf, type Found, type Rule } from "../../rule";
import type { Resource, Stack } from "../../stack";
import { itemsAt, textAt, UNKNOWN } from "../../values";
import { hopAt, sayHop } from "../page-path";

export const scheduleWithoutPeople: Rule = {
  id: "schedule-without-people",
  pack: "paging",
  severity: "error",
  title: "Schedule without people",
  summary: "Every layer of a schedule has people who are there and may be on call.",
  ...eachOf(["pagerduty/schedule"], function* (resource, stack) {
    const layers = itemsAt(resource.body, "layers");
    if (layers === UNKNOWN) {
      yield { type: "undecided", resource, property: "layers", message: "its layers are not known yet" };
      return;
    }
    if (layers.length === 0) yield nobodyIn(resource, "layers", `the schedule \`${resource.key}\` has no layers`);
    for (const [index] of layers.entries()) yield* layerFindings(stack, resource, index);
  }),
};

function* layerFindings(stack: Stack, resource: Resource, index: number): Iterable<Found> {
  const property = `layers.${index}.users`;
  const users = itemsAt(resource.body, property);
  const what = `layer ${index + 1} of the schedule \`${resource.key}\``;
  if (users === UNKNOWN) {
    yield { type: "undecided", resource, property, message: `the people of ${what} are not known yet` };
    return;
  }
  if (users.length === 0) yield nobodyIn(resource, property, `${what} has no people`);
  for (const [place] of users.entries()) {
    const hop = hopAt(stack, resource.body, `${property}.${place}`, ["pagerduty/user"]);
    yield* sayHop(hop, {
      resource,
      property: `${property}.${place}`,
      what,
      to: "a person",
      fix: "Name somebody who is there, or take the place out.",
    });
    if (hop.type !== "found") continue;
    const role = textAt(hop.resource.body, "role");
    if (role === UNKNOWN)
      yield {
        type: "undecided",
        resource,
        property: `${property}.${place}`,
        message: `whether \`${hop.resource.key}\` of ${what} may be on call is not known yet`,
      };
    if (role === "read_only_user" || role === "read_only_limited_user")
      yield {
        type: "violated",
        resource,
        property: `${property}.${place}`,
        value: role,
        message: `${what} has \`${hop.resource.key}\`, whose role \`${role}\` PagerDuty puts on no call`,
        fix: "Give the person the role of a responder, or take the person out.",
      };
  }
}

function nobodyIn(resource: Resource, property: string, message: string): Found {
  return { type: "violated", resource, property, value: "[]", message, fix: "Add the people who take turns." };
}
