/**
 * Reading Datadog's sensitive data scanner: there is one configuration per account; whatever is read is read out of the whole of it.
 */

import type { Call, Value, Values } from "../kind";
import { list, object, text } from "../wire";
import { found } from "./found";

export const SCANNER = "/api/v2/sensitive-data-scanner/config";
export const GROUP_TYPE = "sensitive_data_scanner_group";

/** A group or rule in the whole configuration. */
export async function included(call: Call, type: string, id: string): Promise<Values | undefined> {
  const answer = await found(call("GET", SCANNER));
  return list(object(answer).included)
    .map(object)
    .find((one) => one.type === type && one.id === id);
}

export const idOf = (answer: Value): string => text(object(object(answer).data).id);
