/**
 * The calls of `pulumirpc.LanguageRuntime` that a deployment needs: run a program, run a policy pack, cancel. The rest
 * (generating code, installing dependencies) is answered "unimplemented" by the gRPC server.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { type sendUnaryData, status } from "@grpc/grpc-js";
import type { ILanguageRuntimeServer } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type NodeCommand, pluginCommand, programCommand } from "./command";

/** The SDK's exit code for "failed, and the user was already told why" (`cmd/run/index.js`). */
const ALREADY_REPORTED = 32;

type Handled =
  | "handshake"
  | "getPluginInfo"
  | "getRequiredPlugins"
  | "getRequiredPackages"
  | "run"
  | "runPlugin"
  | "cancel";

/** The handlers, and a way to stop whatever they started. */
export interface LanguageHost {
  handlers: Pick<ILanguageRuntimeServer, Handled>;
  stop(): void;
}

/** Makes the handlers; `version` is what the host calls itself, the SDK's version. */
export function languageHost(initialEngineAddress: string, version: string): LanguageHost {
  const children = new Set<ChildProcess>();
  let engineAddress = initialEngineAddress;
  let stopping = false;

  function start(command: NodeCommand, output: "inherit" | "pipe"): ChildProcess {
    const { args, cwd, env } = command;
    const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", output, output] });
    children.add(child);
    child.once("close", () => children.delete(child));
    return child;
  }

  function stop(): void {
    stopping = true;
    for (const child of children) child.kill("SIGTERM");
  }

  const handlers: LanguageHost["handlers"] = {
    handshake(call, reply) {
      engineAddress = call.request.getEngineAddress();
      reply(null, new language.LanguageHandshakeResponse());
    },
    getPluginInfo: (_call, reply) => reply(null, new PluginInfo().setVersion(version)),
    // Plugins are attached, found on PATH or fetched when a resource first needs one; none is asked for in advance.
    getRequiredPlugins: (_call, reply) => reply(null, new language.GetRequiredPluginsResponse()),
    getRequiredPackages: (_call, reply) => reply(null, new language.GetRequiredPackagesResponse()),
    run(call, reply) {
      orFail(reply, () => {
        const child = start(programCommand(call.request, engineAddress), "inherit");
        call.once("cancelled", () => child.kill("SIGTERM"));
        onEnd(child, (code, why) => reply(null, runResponse(code, why, stopping || call.cancelled)));
      });
    },
    runPlugin(call) {
      const child = start(pluginCommand(call.request), "pipe");
      call.once("cancelled", () => child.kill("SIGTERM"));
      child.stdout?.on("data", (data: Buffer) => call.write(new language.RunPluginResponse().setStdout(data)));
      child.stderr?.on("data", (data: Buffer) => call.write(new language.RunPluginResponse().setStderr(data)));
      onEnd(child, (code) => {
        call.write(new language.RunPluginResponse().setExitcode(code));
        call.end();
      });
    },
    cancel(_call, reply) {
      stop();
      reply(null, new Empty());
    },
  };
  return { handlers, stop };
}

function runResponse(code: number, why: string, stopped: boolean): language.RunResponse {
  const response = new language.RunResponse();
  if (code === 0) return response;
  if (code === ALREADY_REPORTED || stopped) return response.setBail(true);
  return response.setError(`Program ${why}`);
}

/** Calls back once, when the process has ended and its output is read, or could not be started. */
function onEnd(child: ChildProcess, ended: (code: number, why: string) => void): void {
  child.once("error", (error) => ended(127, `could not be started: ${error.message}`));
  child.once("close", (code, signal) => {
    if (child.pid === undefined) return;
    ended(code ?? 1, signal === null ? `exited with non-zero exit code: ${code}` : `was ended by ${signal}`);
  });
}

function orFail<T>(reply: sendUnaryData<T>, work: () => void): void {
  try {
    work();
  } catch (error) {
    reply({ code: status.FAILED_PRECONDITION, details: error instanceof Error ? error.message : String(error) });
  }
}
