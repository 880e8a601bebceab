/** The catalog's schema: one source for the TypeScript types, the validation and the published JSON Schema. */

export { CatalogFile, SECTIONS, type Section } from "./catalog";
export { catalogJsonSchema } from "./json-schema";
export { Organisation } from "./organisation";
export { variants } from "./overlay";
export { typeName } from "./scalars";
export { ResolvedService } from "./service";
export { NO_DATA, QUERY_TYPES, SEARCH_TYPES, Signal } from "./signal";
