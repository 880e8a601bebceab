/** Live process monitors: parse and print. */

export { type ProcessMonitor, parseProcessMonitor, printProcessMonitor } from "./process";
