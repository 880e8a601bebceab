/** The process that the engine runs for a pack: `servePack("tagging", <the pack's folder>)`, and "all" for all of them in one. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type handleUnaryCall, Server, ServerCredentials } from "@grpc/grpc-js";
import type { PolicyPackName } from "../model/index";
import { analyzerService, type Pack } from "./engine/analyzer";
import { ANALYZER } from "./engine/wire";
import { RULES } from "./registry";

const PACKS: Record<PolicyPackName | "all", { title: string; description: string }> = {
  tagging: { title: "Watchbill: tags", description: "Everything says whose it is, where it runs and what manages it." },
  retention: {
    title: "Watchbill: retention",
    description: "Logs are kept as long as, and no longer than, the law asks.",
  },
  paging: { title: "Watchbill: paging", description: "What is urgent reaches a person, and nothing else does." },
  all: { title: "Watchbill", description: "Tags, retention and paging, in one process." },
};

const PARENT_CHECK_MS = 1_000;

/** Serves until the engine ends it, or is gone itself. `folder` holds the package.json that says the version; `judged` is called when a stack is. */
export function servePack(name: PolicyPackName | "all", folder: string, judged?: () => void): void {
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
  const pack: Pack = {
    name: name === "all" ? "watchbill" : `watchbill-${name}`,
    ...PACKS[name],
    version,
    rules: RULES.filter((rule) => name === "all" || rule.pack === name),
  };
  // A whole stack comes in one message.
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  const service = analyzerService(pack, process.env);
  const analyzeStack = then(service.analyzeStack as handleUnaryCall<unknown, unknown>, judged);
  server.addService(ANALYZER as never, { ...service, analyzeStack });
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    // The engine reads the port from the first line.
    process.stdout.write(`${port}\n`);
    endWith(process.ppid);
  });
}

/** The engine has its answer, and goes on. */
function then<Q, A>(handle: handleUnaryCall<Q, A>, next: (() => void) | undefined): handleUnaryCall<Q, A> {
  return (call, reply) =>
    handle(call, (...answer) => {
      reply(...answer);
      if (next) setImmediate(next);
    });
}

/** Who started it may be killed and tell nobody. */
function endWith(parent: number): void {
  setInterval(() => {
    if (process.ppid !== parent) process.exit(0);
  }, PARENT_CHECK_MS);
}
