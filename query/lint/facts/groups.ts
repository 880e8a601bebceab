/** What a monitor is split by, worked out once per monitor. */

import { type Groups, groupsOf } from "../../meaning/index";
import { remembered } from "../subject";

export const groupsIn = remembered(({ query, options }): Groups => groupsOf(query, options.variables));
