/** Sentry's paths, all ending in a slash, and the three-part ids of its alerts. */

import { VendorError } from "../kind";

/** `path("teams", org, slug)` → `/api/0/teams/<org>/<slug>/`, each part encoded. */
export function path(...parts: string[]): string {
  return `/api/0/${parts.map(encodeURIComponent).join("/")}/`;
}

export interface AlertId {
  organization: string;
  project: string;
  id: string;
}

export const alertId = ({ organization, project, id }: AlertId) => `${organization}/${project}/${id}`;

export function splitAlertId(text: string): AlertId {
  const [organization, project, id, ...rest] = text.split("/");
  if (!organization || !project || !id || rest.length > 0) {
    throw new Error(`"${text}" is no alert's id. It has the form <organization>/<project>/<number>.`);
  }
  return { organization, project, id };
}

/** Undefined when the vendor says 404. */
export async function orGone<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof VendorError && error.status === 404) return undefined;
    throw error;
  }
}

/** An object that was made stays made when reading it back fails. */
export async function readBack<T>(id: string, fetch: () => Promise<T>) {
  try {
    return { id, state: await fetch() };
  } catch (error) {
    if (error instanceof VendorError) return { id, state: {}, unread: error.message };
    throw error;
  }
}
