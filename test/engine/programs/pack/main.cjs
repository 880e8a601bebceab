/** The policy pack of the engine's tests. */
"use strict";

const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("engine-test-pack", {
  policies: [
    {
      name: "no-forbidden-note",
      description: "A note must not be forbidden.",
      enforcementLevel: "mandatory",
      validateResource: ({ type, props }, report) => {
        if (type === "engine-test:index:Group" && props.note === "forbidden") report("the note is forbidden");
      },
    },
  ],
});
