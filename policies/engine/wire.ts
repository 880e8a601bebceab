/**
 * How the engine's messages are read from the wire. Of a thousand resources the generated code makes objects of every value three times:
 * before remediation, which changes nothing here, before analysis, and of the whole stack with what the vendors answered, of which little
 * is asked. Here properties stay bytes until somebody asks for them; whatever else the messages hold is read as always.
 */

import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { AnalyzeRequest, AnalyzerResource, AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { BinaryReader } from "google-protobuf";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** What has properties: their bytes on the wire are left out of `read`, with what a rule never sees. */
interface Message {
  getProperties(): Struct | undefined;
  hasProperties(): boolean;
}

/** Field numbers of analyzer.proto, the same in requests and resources. */
const PROPERTIES = 2;
const OPTIONS = 5;
const PROVIDER = 6;
const RESOURCES = 1;

/** The calls of `pulumirpc.Analyzer`, for a server. */
export const ANALYZER = {
  ...AnalyzerService,
  analyze: { ...definitionOf("analyze"), requestDeserialize: analyzeRequest },
  analyzeStack: { ...definitionOf("analyzeStack"), requestDeserialize: analyzeStackRequest },
  remediate: { ...definitionOf("remediate"), requestDeserialize: () => new AnalyzeRequest() },
};

function definitionOf(method: string): object {
  return (AnalyzerService as unknown as UntypedServiceImplementation)[method] as object;
}

export function analyzeRequest(bytes: Uint8Array): AnalyzeRequest {
  return late(bytes, AnalyzeRequest.deserializeBinary);
}

export function analyzeStackRequest(bytes: Uint8Array): AnalyzeStackRequest {
  const resources: AnalyzerResource[] = [];
  const reader = new BinaryReader(bytes);
  while (reader.nextField())
    if (reader.getFieldNumber() === RESOURCES)
      resources.push(late(reader.readBytes(), AnalyzerResource.deserializeBinary));
    else reader.skipField();
  return new AnalyzeStackRequest().setResourcesList(resources);
}

/** The message, whose properties are read when asked for. */
function late<M extends Message>(bytes: Uint8Array, read: (bytes: Uint8Array) => M): M {
  const left: Uint8Array[] = [];
  let properties: Uint8Array | undefined;
  const reader = new BinaryReader(bytes);
  for (let start = 0; reader.nextField(); start = reader.getCursor()) {
    const field = reader.getFieldNumber();
    if (field === PROPERTIES) properties = reader.readBytes();
    else {
      reader.skipField();
      if (field !== OPTIONS && field !== PROVIDER) left.push(bytes.subarray(start, reader.getCursor()));
    }
  }
  const message = read(Buffer.concat(left));
  let struct: Struct | undefined;
  message.hasProperties = () => properties !== undefined;
  message.getProperties = () => {
    if (properties && !struct) struct = Struct.deserializeBinary(properties);
    return struct;
  };
  return message;
}
