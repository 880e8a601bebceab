/** PagerDuty team. A removed parent and an emptied description are not sent, so the vendor keeps them. */

import type { Kind } from "../kind";
import { nonZero, text } from "../wire";
import { objectCalls, reference } from "./object-calls";

export const team: Kind = {
  name: "pagerduty/team",
  token: "pagerduty:index/team:Team",
  vendor: "pagerduty",
  title: "PagerDuty team",
  flavour: "framework",
  uniqueName: true,
  fields: {
    id: { type: "text", output: true, keep: true },
    name: { type: "text", required: true, autoname: true },
    description: { type: "text", default: "Managed by Pulumi" },
    defaultRole: { type: "text", computed: true, keep: true },
    parent: { type: "text" },
    htmlUrl: { type: "text", output: true, keep: true },
  },
  calls: objectCalls({
    key: "team",
    collection: () => "/teams",
    body: ({ id, inputs, planned }) =>
      nonZero({
        id,
        name: planned.name,
        description: planned.description,
        parent: inputs.parent ? reference(inputs.parent, "team_reference") : undefined,
        // Not known before creation, and then not sent.
        default_role: id === undefined ? inputs.defaultRole : planned.defaultRole,
      }),
    state: (team, known) => {
      const parent = team.parent && typeof team.parent === "object" && "id" in team.parent ? team.parent.id : undefined;
      return {
        id: text(team.id),
        name: text(team.name),
        description: text(team.description),
        htmlUrl: text(team.html_url),
        defaultRole: text(team.default_role),
        parent: parent ?? known.parent ?? null,
      };
    },
  }),
};
