/** `watchbill sandbox`: the three vendors on this machine, started and stopped by hand. */

import { type Command, EXIT, TEXT_OR_JSON } from "../command";
import { projectAt } from "../project";
import { table } from "../table";

export const sandbox: Command = {
  name: "sandbox",
  summary: "start, stop, look at or empty the local stand-in for Datadog, PagerDuty and Sentry",
  description:
    "One process on 127.0.0.1 with a SQLite file under .watchbill/sandbox. It stores what is provisioned; it sends no pages.",
  arguments: [
    { syntax: "<action>", description: "what to do", choices: ["start", "stop", "status", "reset"] as const },
  ],
  options: [
    { flags: "--force", description: "stop or reset even while a deployment runs, which then fails half-way" },
    TEXT_OR_JSON,
  ],
  examples: ["watchbill sandbox start", "watchbill sandbox status --format json", "watchbill sandbox reset"],
  async run([action], options, io) {
    const project = projectAt(io);
    const dir = project.sandbox;
    if ((action === "stop" || action === "reset") && !options.force) {
      const { refuseDuringDeployment } = await import("../deploy/running");
      await refuseDuringDeployment(project, action);
    }
    const { resetSandbox, sandboxStatus, stopSandbox } = await import("../../sandbox/index");
    switch (action) {
      case "start": {
        const { startedText, startFor } = await import("../deploy/sandbox");
        const started = await startFor(project);
        io.out(startedText(started) ?? `already running: ${started.url}`);
        return EXIT.ok;
      }
      case "stop":
        io.out((await stopSandbox(dir)) ? "stopped" : "not running");
        return EXIT.ok;
      case "reset":
        await resetSandbox(dir);
        io.out("emptied: the vendors' data and the sandbox stacks' state are gone");
        return EXIT.ok;
      default: {
        const status = await sandboxStatus(dir);
        if (options.format === "json") io.out(JSON.stringify(status, null, 2));
        else if (!status.running)
          io.out('not running: start it with "watchbill sandbox start" or "watchbill up --sandbox"');
        else {
          const rows = Object.entries(status.counts).flatMap(([vendor, kinds]) =>
            Object.entries(kinds).map(([kind, count]) => [vendor, kind, count] as const),
          );
          io.out(`running: ${status.url}`);
          if (rows.length > 0) io.out(`\n${table(["vendor", "kind", "count"], rows)}`);
        }
        return EXIT.ok;
      }
    }
  },
};
