/** A pack started from its folder alone, as no more than Node, and asked by the engine's protocol over its socket. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { type Client, credentials, type ServiceError } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

export interface Booted {
  info: proto.AnalyzerInfo.AsObject;
  /** What it says of a stack that has these resources alone. */
  told: proto.AnalyzeDiagnostic.AsObject[];
}

interface One {
  urn: string;
  type: string;
  name: string;
  inputs: Record<string, JavaScriptValue>;
}

/** Without a stack's name, as `pulumi policy publish` asks for what it is; then for what it finds. */
export async function bootPack(folder: string, all: readonly One[]): Promise<Booted> {
  const child = spawn(process.execPath, ["index.cjs"], {
    cwd: folder,
    env: { PATH: process.env.PATH },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let client: (AnalyzerClient & Client) | undefined;
  try {
    // Its first line.
    const [port] = await once(child.stdout, "data");
    client = new AnalyzerClient(`127.0.0.1:${String(port).trim()}`, credentials.createInsecure());
    const asked = client;
    const call = <Answer>(start: (reply: (error: ServiceError | null, answer: Answer) => void) => unknown) =>
      new Promise<Answer>((resolve, reject) => start((error, answer) => (error ? reject(error) : resolve(answer))));
    const info = await call<proto.AnalyzerInfo>((reply) => asked.getAnalyzerInfo(new Empty(), reply));
    const answers: proto.AnalyzeResponse[] = [];
    const whole = new proto.AnalyzeStackRequest();
    for (const { inputs, name, type, urn } of all) {
      const properties = Struct.fromJavaScript(inputs);
      const one = new proto.AnalyzeRequest().setUrn(urn).setType(type).setName(name).setProperties(properties);
      answers.push(await call((reply) => asked.analyze(one, reply)));
      whole.addResources(
        new proto.AnalyzerResource().setUrn(urn).setType(type).setName(name).setProperties(properties),
      );
    }
    answers.push(await call((reply) => asked.analyzeStack(whole, reply)));
    return {
      info: info.toObject(),
      told: answers.flatMap((answer) => answer.getDiagnosticsList().map((one) => one.toObject())),
    };
  } finally {
    client?.close();
    child.kill();
  }
}

/** Starts one by a process that is killed as soon as the pack serves; gives the pack's id. */
export async function bootForgotten(folder: string): Promise<number> {
  const start = "const { spawn } = require('child_process'); const pack = spawn(process.execPath, ['index.cjs']);";
  const tell = "pack.stdout.once('data', () => console.log(pack.pid));";
  const parent = spawn(process.execPath, ["-e", start + tell], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  const [pid] = await once(parent.stdout, "data");
  parent.kill("SIGKILL");
  return Number(String(pid));
}
