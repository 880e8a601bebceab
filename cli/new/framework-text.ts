/** The file of a compliance framework of one's own, to begin with. Decides nothing about what it should ask. */

import { titleOf } from "./service-text";

export function ownFrameworkText(name: string, schemaLine: string): string {
  return `${schemaLine}# ${name}: what we ask of the data we keep. \`watchbill compliance\` shows what meets it.

frameworks:
  ${name}:
    title: ${titleOf(name)}
    description: What we decided on how long data is kept.
    # All classes that hold data of the kinds below; without this line, those that name it in their \`regulations\`.
    governs: everything
    requirements:
      application-logs:
        # As your own policy counts its clauses, and where it can be read.
        clause: "1"
        title: Keep application logs
        address: https://policies.example.com/retention
        # A figure of our own; \`clause\`: it stands in the clause; \`practice\`: what auditors commonly expect.
        figure: own
        # As \`dataClass\` of the retention classes.
        dataClasses: [application]
        atLeast: 15 days
        # immediatelyAvailable: 15 days
        # atMost: 400 days
`;
}
