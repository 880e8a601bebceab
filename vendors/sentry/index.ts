/** Sentry's kinds of resource, one file each. */

import type { Kind } from "../kind";
import { issueAlert } from "./issue-alert";
import { key } from "./key";
import { metricAlert } from "./metric-alert";
import { organization } from "./organization";
import { project } from "./project";
import { team } from "./team";

export { SENTRY_LOOKUPS } from "./lookups";

export const SENTRY_KINDS: readonly Kind[] = [issueAlert, key, metricAlert, organization, project, team];
