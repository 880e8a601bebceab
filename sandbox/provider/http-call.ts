/** HTTP to the vendor for an adapter: keep-alive, JSON both ways, errors as `VendorError`. Never retries by itself. */

import { Agent, request } from "node:http";
import { type Call, type Value, VendorError } from "../../vendors/index";

const TIME_LIMIT_MS = 30_000;

export interface HttpTarget {
  /** Scheme, host and port, with the vendor's prefix if it has one. */
  base: string;
  headers: Record<string, string>;
  agent: Agent;
}

export function newAgent(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 16 });
}

export function httpCall(target: () => HttpTarget): Call {
  return (method, path, body) =>
    new Promise((resolve, reject) => {
      const { base, headers, agent } = target();
      const text = body === undefined ? undefined : JSON.stringify(body);
      const sent = request(
        base + path,
        {
          method,
          agent,
          timeout: TIME_LIMIT_MS,
          headers: {
            accept: "application/json",
            ...headers,
            ...(text === undefined
              ? {}
              : { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
          },
        },
        (response) => {
          let answer = "";
          response.setEncoding("utf8");
          response.on("data", (chunk: string) => {
            answer += chunk;
          });
          response.on("error", reject);
          response.on("end", () => {
            const status = response.statusCode ?? 0;
            if (status < 200 || status > 299) reject(new VendorError(method, path, status, answer));
            else resolve(parse(answer));
          });
        },
      );
      sent.on("timeout", () => sent.destroy(new Error(`${method} ${path}: no answer in ${TIME_LIMIT_MS / 1000} s`)));
      sent.on("error", reject);
      sent.end(text);
    });
}

function parse(answer: string): Value {
  if (answer.trim() === "") return null;
  try {
    return JSON.parse(answer) as Value;
  } catch {
    return answer;
  }
}
