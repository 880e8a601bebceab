/** The linter over a compiled catalog, each finding at the line of the catalog that caused it. */

export type { CatalogFix } from "./fix";
export { type CatalogLint, lintCatalog } from "./lint-catalog";
export { monitorInput } from "./monitor-input";
