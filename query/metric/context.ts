/** What the expression parser is told about where it stands. */

/** `metric`: a bare word is a metric's name; `formula`: it is the name of a query declared in `options.variables`. */
export type Dialect = "metric" | "formula" | "job-formula";
