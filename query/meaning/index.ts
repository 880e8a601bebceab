/** What a parsed query means. */

export { type Groups, groupsOf } from "./groups";
