/** The rules of the tagging pack, in the order in which they are listed. */

import type { Rule } from "../../rule";
import { ambiguousName } from "./ambiguous-name";
import { contradictoryTags } from "./contradictory-tags";
import { dashboardTags } from "./dashboard-tags";
import { environmentInName } from "./environment-in-name";
import { environmentTag } from "./environment-tag";
import { lowerCaseTags } from "./lower-case-tags";
import { managedByValue } from "./managed-by-value";
import { ownerTags } from "./owner-tags";
import { repeatedTag } from "./repeated-tag";
import { requiredTags } from "./required-tags";
import { sentryEnvironment } from "./sentry-environment";
import { sentrySlug } from "./sentry-slug";
import { serviceInName } from "./service-in-name";
import { tagCharacters } from "./tag-characters";
import { tagWithoutValue } from "./tag-without-value";
import { undescribed } from "./undescribed";
import { unknownTagValue } from "./unknown-tag-value";
import { watchedEnvironment } from "./watched-environment";

export const TAGGING_RULES: readonly Rule[] = [
  requiredTags,
  contradictoryTags,
  unknownTagValue,
  ownerTags,
  environmentTag,
  watchedEnvironment,
  lowerCaseTags,
  tagCharacters,
  tagWithoutValue,
  repeatedTag,
  dashboardTags,
  managedByValue,
  ambiguousName,
  undescribed,
  environmentInName,
  serviceInName,
  sentryEnvironment,
  sentrySlug,
];
