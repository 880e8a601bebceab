/** The tag `managed-by` names a tool that is used: whoever wants to change something has to know where. */

import type { Rule } from "../../rule";
import { someOf } from "../key-list";
import { eachKnownTag } from "../tagged";

export const managedByValue: Rule = {
  id: "managed-by-value",
  pack: "tagging",
  severity: "error",
  title: "What manages it",
  summary: "The `managed-by` tag names a tool that the organisation uses; what the catalog makes says `watchbill`.",
  parameters: {
    values: {
      description: "The tools, as the tag names them.",
      looser: "more",
      default: ["watchbill", "pulumi"],
      problem: someOf("value"),
    },
  },
  ...eachKnownTag(function* ({ resource, tagged, values: byKey, originOf }, _stack, { values }) {
    const allowed = resource.spec ? ["watchbill"] : (values as readonly string[]);
    for (const value of byKey.get("managed-by") ?? []) {
      if (allowed.includes(value.toLowerCase())) continue;
      const said = originOf(`managed-by:${value}`);
      yield {
        type: "violated",
        resource,
        property: "tags",
        at: said,
        value: `managed-by:${value}`,
        message: `the ${said ? "tag" : `${tagged.title} has`} \`managed-by:${value}\`${said ? " names" : ", which is"} nothing that manages it`,
        fix: said
          ? `Take \`managed-by:${value}\` out of the catalog's tags: \`managed-by:watchbill\` is written without being asked.`
          : `Change it to \`managed-by:${allowed.join("` or `managed-by:")}\`.`,
      };
    }
  }),
};
