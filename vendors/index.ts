/** What is known of each kind of vendor resource, written once and read by components, sandbox and policies. */

export { KIND_NAMES, type KindName } from "./kind-names";
