/** The environment in which the engine is started. */

import { afterEach, describe, expect, it, vi } from "vitest";
import { type Engine, engineEnvironment } from "../../engine/settings";

const engine: Engine = { path: "pulumi", version: "3.248.0", how: "path", why: "", languageHost: "official", env: {} };
const PROXIES = ["http_proxy", "https_proxy", "all_proxy", "grpc_proxy", "no_proxy", "no_grpc_proxy"];

function environment(set: Record<string, string>): NodeJS.ProcessEnv {
  for (const name of PROXIES.flatMap((proxy) => [proxy, proxy.toUpperCase()])) vi.stubEnv(name, set[name]);
  return engineEnvironment(engine, { cwd: "/" });
}

afterEach(() => vi.unstubAllEnvs());

describe("a proxy", () => {
  it.each(["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "grpc_proxy"])(
    "set as %s does not get what the engine and its programs say to each other",
    (name) => {
      const env = environment({ [name]: "http://127.0.0.1:9" });
      expect(env[name]).toBe("http://127.0.0.1:9");
      expect(env.no_proxy).toBe("127.0.0.1,localhost,::1");
      expect(env.NO_PROXY).toBe("127.0.0.1,localhost,::1");
    },
  );

  it("keeps what the user reaches without it, however that is spelt", () => {
    const env = environment({ http_proxy: "http://proxy", no_proxy: "a.example, localhost", NO_PROXY: "b.example" });
    expect(env.no_proxy).toBe("a.example,localhost,b.example,127.0.0.1,::1");
    expect(env.NO_PROXY).toBe(env.no_proxy);
  });

  it("is kept off gRPC too where that has a list of its own", () => {
    const env = environment({ http_proxy: "http://proxy", no_grpc_proxy: "a.example" });
    expect(env.no_grpc_proxy).toBe("a.example,127.0.0.1,localhost,::1");
  });

  it("that is not there changes nothing", () => {
    expect(environment({ no_proxy: "a.example" })).not.toHaveProperty("NO_PROXY");
  });
});
