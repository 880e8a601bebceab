/** PagerDuty business service: what a system is for, above its services. Its team is sent as an object, empty for none. */

import type { Kind, Value } from "../kind";
import { isZero, nonZero, object, text } from "../wire";
import { isOneOf } from "./checks";
import { objectCalls } from "./object-calls";

export const businessService: Kind = {
  name: "pagerduty/business-service",
  token: "pagerduty:index/businessService:BusinessService",
  vendor: "pagerduty",
  title: "PagerDuty business service",
  flavour: "framework",
  fields: {
    id: { type: "text", output: true, keep: true },
    name: { type: "text", required: true, autoname: true },
    description: { type: "text", default: "Managed by Pulumi" },
    pointOfContact: { type: "text" },
    team: { type: "text" },
    type: {
      type: "text",
      planDefault: "business_service",
      check: isOneOf(["business_service", "business_service_reference"]),
    },
    htmlUrl: { type: "text", output: true, keep: true },
    self: { type: "text", output: true, keep: true },
    summary: { type: "text", output: true, keep: true },
  },
  calls: objectCalls({
    key: "business_service",
    collection: () => "/business_services",
    readAfterUpdate: false,
    body: ({ planned }) => ({
      name: text(planned.name),
      type: text(planned.type),
      ...nonZero({ description: planned.description, point_of_contact: planned.pointOfContact }),
      team: isZero(planned.team) ? {} : { id: text(planned.team) },
    }),
    state: (answer) => ({
      name: text(answer.name),
      description: text(answer.description),
      pointOfContact: given(answer.point_of_contact),
      team: given(object(answer.team).id),
      type: text(answer.type),
      htmlUrl: text(answer.html_url),
      self: text(answer.self),
      summary: text(answer.summary),
    }),
  }),
};

const given = (value: Value | undefined): Value => (isZero(value) ? null : text(value));
