/** The catalog's schema: one source for the TypeScript types, the validation and the published JSON Schema. */

export { CatalogFile, SECTIONS, type Section } from "./catalog";
export { Dashboard } from "./dashboard";
export { catalogJsonSchema } from "./json-schema";
export { Objective } from "./objective";

export { Organisation } from "./organisation";
export { DAYS, typeName } from "./scalars";
export { SecurityRule, STATUSES } from "./security";
export { SentryProject } from "./sentry";
export { KINDS, ServiceFields } from "./service";
export { Signal } from "./signal";
export { SyntheticTest } from "./synthetics";
