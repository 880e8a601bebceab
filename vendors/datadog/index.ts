/** The kinds of Datadog resource. */

import type { Kind } from "../kind";
import { monitor } from "./monitor";

export const DATADOG_KINDS: readonly Kind[] = [monitor];
