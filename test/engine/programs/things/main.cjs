/** The program of the engine's tests: THINGS is a JSON list of things, each of package `standin` or a bare component. */
"use strict";

const pulumi = require("@pulumi/pulumi");

class Group extends pulumi.ComponentResource {
  constructor(name, args) {
    super("engine-test:index:Group", name, args);
    this.registerOutputs({});
  }
}

const group = new Group("group", { note: process.env.NOTE ?? "none", key: pulumi.secret("canary-in-a-component") });
for (const { title, ...rest } of JSON.parse(process.env.THINGS ?? "[]")) {
  new pulumi.CustomResource("standin:index:Thing", title, { title, ...rest }, { parent: group });
}
const config = new pulumi.Config();
if (process.env.PROGRAM_FAILS) throw new pulumi.RunError("the program refuses to run");
exports.note = config.get("note") ?? "none";
