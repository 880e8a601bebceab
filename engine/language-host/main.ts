/**
 * A stand-in for the official Node language host, used only where that is missing. The engine starts it, reads a port
 * from the first line of its output and asks it to run programs and policy packs. It must start fast (no heavy imports)
 * and never outlive the engine.
 */

import { Server, ServerCredentials } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { version } from "@pulumi/pulumi/version";
import { languageHost } from "./service";

const PARENT_CHECK_MS = 250;

/** Serves until the engine interrupts it or is gone; the engine's address is the last plain argument. */
export async function main(argv: string[]): Promise<void> {
  const host = languageHost(argv.filter((argument) => !argument.startsWith("-")).at(-1) ?? "", version);
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(LanguageRuntimeService, host.handlers);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });

  const end = () => {
    host.stop();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, end);
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, PARENT_CHECK_MS);
  process.stdout.write(`${port}\n`);
}
