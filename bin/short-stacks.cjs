/**
 * Keeps errors of Pulumi programs and packs from taking half a minute. The SDK shows an uncaught error with
 * `util.inspect(error, { colors: true })`; its source maps call files `node_modules/@pulumi/resource.ts`, and for such a
 * path without a second slash Node 20 appends to a string until it is too long. Loaded first (`--require=`) or at the top
 * of a program; changes nothing but the text of stacks.
 */
"use strict";

const ENDLESS = /[/\\]node_modules[/\\]@[^/\\]+[/\\][^/\\]*$/;

function shorten(error) {
  if (!(error instanceof Error) || typeof error.stack !== "string" || !error.stack.includes("node_modules")) return;
  const kept = error.stack.split("\n").filter((line) => !ENDLESS.test(line));
  error.stack = kept.join("\n");
}

// Both only watch: without a listener of the SDK an error still ends the process as usual.
process.on("uncaughtExceptionMonitor", shorten);
if (process.listenerCount("unhandledRejection") > 0) process.prependListener("unhandledRejection", shorten);
else process.on("newListener", shortenBeforeOthers);

function shortenBeforeOthers(event, listener) {
  if (event !== "unhandledRejection" || listener === shorten) return;
  process.off("newListener", shortenBeforeOthers);
  process.on("unhandledRejection", shorten);
}
