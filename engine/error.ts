/** The errors of the engine that a user can cause or mend; anything else is a bug and keeps its own stack. */

/** What went wrong: the CLI maps `interrupted` to exit code 130, `usage` to 2 and the rest to 3. */
export type EngineErrorCode = "interrupted" | "usage" | "engine-not-found" | "build-failed" | "stack-failed";

/** An error with the change to make. */
export class EngineError extends Error {
  constructor(
    readonly code: EngineErrorCode,
    message: string,
    /** What to do about it; one or more lines. */
    readonly hint = "",
  ) {
    super(message);
    this.name = "EngineError";
  }
}
