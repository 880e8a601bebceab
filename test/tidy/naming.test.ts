import { describe, expect, it } from "vitest";
import { FILES, isCode, read, SOURCES } from "./repository";

const CODE = FILES.filter(isCode);

describe("files and folders", () => {
  it("are named in kebab-case", () => {
    const wrong = CODE.filter(
      (file) => !/^([.a-z0-9-]+\/)*[a-z0-9-]+(\.(fuzz|test|config))*\.(ts|cjs|mjs)$/.test(file),
    );
    expect(wrong).toEqual([]);
  });

  it("have no folder that says nothing of what is in it", () => {
    expect(FILES.filter((file) => /(^|\/)(utils?|helpers?|common|core|misc|lib|shared)\//.test(file))).toEqual([]);
  });

  it("open with a comment that says what they are for", () => {
    const wrong = SOURCES.filter((file) => !/^(#!.*\n)?\/\*\*/.test(read(file)) && !/^\/\/ /.test(read(file)));
    expect(wrong).toEqual([]);
  });
});

describe("exports", () => {
  it("are listed by name", () => {
    expect(CODE.filter((file) => /^export \*/m.test(read(file)))).toEqual([]);
  });

  it("have no default", () => {
    expect(SOURCES.filter((file) => /^export default/m.test(read(file)))).toEqual([]);
  });
});

describe("committed text", () => {
  const TEXT = FILES.filter(
    (file) => /\.(ts|cjs|mjs|json|ya?ml|md|txt|sh|npmrc|mod)$/.test(file) || !/\.[^/]*$/.test(file),
  );

  it("holds no path of somebody's machine", () => {
    const machine = /(?<![\w.$}~-])\/(home|Users|root|work)\/[A-Za-z0-9._-]+/;
    // This pattern, and made-up paths that tests expect to be hidden or shown.
    const wrong = TEXT.filter((file) => !file.startsWith("test/") && machine.test(read(file)));
    expect(wrong).toEqual([]);
    const here = TEXT.filter((file) => read(file).includes(`${process.cwd()}/`));
    expect(here).toEqual([]);
  });

  it("holds no host of a package registry: which one is used is the user's choice", () => {
    const hosts = [
      "registry.npmjs" + ".org",
      "registry.yarnpkg" + ".com",
      "proxy.golang" + ".org",
      "sum.golang" + ".org",
    ];
    const wrong = [...TEXT, "package-lock.json"].filter((file) => hosts.some((host) => read(file).includes(host)));
    expect(wrong).toEqual([]);
  });

  it("leaves nothing half-done that it does not say", () => {
    const marks = new RegExp(`\\b(${["TO" + "DO", "FIX" + "ME", "X" + "XX"].join("|")})\\b`);
    expect(CODE.filter((file) => marks.test(read(file)))).toEqual([]);
  });
});
