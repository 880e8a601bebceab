/** Rules about messages, names and searches: what the template and search languages make of them. */

import type { Rule } from "./rule";
import { brokenHandle } from "./rules/broken-handle";
import { deadBranch } from "./rules/dead-branch";
import { deadIntegration } from "./rules/dead-integration";
import { dottedKeyWithoutBrackets } from "./rules/dotted-key-without-brackets";
import { emptyMessage } from "./rules/empty-message";
import { encodedVariable } from "./rules/encoded-variable";
import { fileMismatch } from "./rules/file-mismatch";
import { groupNotInMessage } from "./rules/group-not-in-message";
import { matchWithoutName } from "./rules/match-without-name";
import { noDataUnannounced } from "./rules/no-data-unannounced";
import { nobodyNotified } from "./rules/nobody-notified";
import { pageOnWarning } from "./rules/page-on-warning";
import { rateWithoutDivision } from "./rules/rate-without-division";
import { recoveryNotRouted } from "./rules/recovery-not-routed";
import { renotifyWithoutInterval } from "./rules/renotify-without-interval";
import { routingByAttribute } from "./rules/routing-by-attribute";
import { searchForeignSyntax } from "./rules/search-foreign-syntax";
import { searchKeyKind } from "./rules/search-key-kind";
import { searchLowerCaseOperator } from "./rules/search-lower-case-operator";
import { searchSyntax } from "./rules/search-syntax";
import { searchWildcardInQuotes } from "./rules/search-wildcard-in-quotes";
import { severalOpsgenieHandles } from "./rules/several-opsgenie-handles";
import { titleMismatch } from "./rules/title-mismatch";
import { unknownGroupVariable } from "./rules/unknown-group-variable";
import { unknownVariable } from "./rules/unknown-variable";
import { warningNotRouted } from "./rules/warning-not-routed";

export const MESSAGE_RULES: readonly Rule[] = [
  brokenHandle,
  deadBranch,
  deadIntegration,
  dottedKeyWithoutBrackets,
  emptyMessage,
  encodedVariable,
  fileMismatch,
  groupNotInMessage,
  matchWithoutName,
  noDataUnannounced,
  nobodyNotified,
  pageOnWarning,
  rateWithoutDivision,
  recoveryNotRouted,
  renotifyWithoutInterval,
  routingByAttribute,
  searchForeignSyntax,
  searchKeyKind,
  searchLowerCaseOperator,
  searchSyntax,
  searchWildcardInQuotes,
  severalOpsgenieHandles,
  titleMismatch,
  unknownGroupVariable,
  unknownVariable,
  warningNotRouted,
];
