/** The message language of monitors: text, variables, conditionals and the handles that are notified. */

export { RELATIVE } from "./grammar";
export { handleName } from "./handle";
export { type ParsedTemplate, parseTemplate } from "./parse";
export { pathSteps } from "./path";
export { printTemplate } from "./print";
export {
  createRoutes,
  type LazyRoutes,
  NOTIFIED_STATES,
  type NotifiedState,
  type RoutedHandle,
  type Routes,
  routes,
} from "./routes";
export type {
  EvalNode,
  HandleKind,
  Template,
  TemplateArgument,
  TemplateBlock,
  TemplateCall,
  TemplateComment,
  TemplateEval,
  TemplateHandle,
  TemplateMalformed,
  TemplateNode,
  TemplateOpaque,
  TemplateRaw,
  TemplateText,
  TemplateVariable,
} from "./tree";
