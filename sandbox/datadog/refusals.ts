/** Datadog's error shapes, which differ by product, and the refusals the sandbox knows from recorded traffic. */

import { type Complaint, Refusal, type Reply } from "../http/index";

/** `{"errors": ["…"]}`: monitors, dashboards, SLOs, downtimes and most others. */
export function errors(status: number, ...messages: string[]): Reply {
  return { status, body: { errors: messages } };
}

/** `{"error": {code, message}}`: log indexes, and a detection rule that is not there. */
export function logsError(status: number, code: string, message: string): Reply {
  return { status, body: { error: { code, message } } };
}

export function refuse(status: number, ...messages: string[]): never {
  throw new Refusal(errors(status, ...messages));
}

export function refuseLogs(status: number, code: string, message: string): never {
  throw new Refusal(logsError(status, code, message));
}

/** What the server itself refuses, before a route's handler. */
export function refuseRequest(complaint: Complaint, message: string, path: string): Reply {
  const status = complaint === "failure" ? 500 : 400;
  if (path.startsWith("/api/v1/logs/config")) return logsError(status, "InvalidArgument", message);
  return errors(status, message);
}
