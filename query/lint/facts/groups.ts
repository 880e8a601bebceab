/** What a monitor is split by, worked out once per monitor. */

import { type Groups, groupsOf } from "../../meaning/index";
import { remembered, type Subject } from "../subject";

export function groupsIn(subject: Subject): Groups {
  return remembered(subject, findGroups);
}

function findGroups({ query, options }: Subject): Groups {
  return groupsOf(query, options.variables);
}
