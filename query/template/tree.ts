/**
 * The typed tree of a monitor's message: text, variables, conditionals and the handles that are notified. Text and arguments
 * are kept as written; what is ill-formed stays in the tree as it stood, so that printing loses nothing.
 */

import type { TextSpan } from "../text/index";

export interface Template {
  type: "template";
  body: TemplateNode[];
  span: TextSpan;
}

export type TemplateNode =
  | TemplateText
  | TemplateComment
  | TemplateVariable
  | TemplateEval
  | TemplateCall
  | TemplateBlock
  | TemplateRaw
  | TemplateHandle
  | TemplateOpaque
  | TemplateMalformed;

export interface TemplateText {
  type: "text";
  text: string;
  span: TextSpan;
}

export interface TemplateComment {
  type: "comment";
  text: string;
  /** `{{!-- … --}}` rather than `{{! … }}`. */
  long: boolean;
  span: TextSpan;
}

/** `{{path}}`, or `{{{path}}}` which is not HTML-encoded. */
export interface TemplateVariable {
  type: "variable";
  /** As written: `host.name`, `[a.b].name`, `@facet.name`, `log.attributes.x`. */
  path: string;
  triple: boolean;
  span: TextSpan;
}

/** `{{eval "expression"}}`. */
export interface TemplateEval {
  type: "eval";
  argument: TemplateArgument;
  /** Undefined when it cannot be read; a problem was reported. */
  expression: EvalNode | undefined;
  triple: boolean;
  span: TextSpan;
}

/** `{{local_time 'last_triggered_at' 'Asia/Tokyo'}}`, `{{urlencode "x"}}`, `{{override_priority 'P1'}}`. */
export interface TemplateCall {
  type: "call";
  helper: string;
  arguments: TemplateArgument[];
  triple: boolean;
  span: TextSpan;
}

export interface TemplateArgument {
  type: "argument";
  text: string;
  quote: '"' | "'" | "";
  /** With the quotes. */
  span: TextSpan;
}

/** `{{#helper …}} … {{else}} … {{/helper}}`; negated: `{{^helper}}`. */
export interface TemplateBlock {
  type: "block";
  helper: string;
  negated: boolean;
  arguments: TemplateArgument[];
  body: TemplateNode[];
  /** Undefined without `{{else}}`. */
  otherwise: TemplateNode[] | undefined;
  /** False when the closing tag is missing; a problem was reported. */
  closed: boolean;
  /** Of the opening tag. */
  openSpan: TextSpan;
  span: TextSpan;
}

/** `{{{{raw}}}} … {{{{/raw}}}}`: tags inside are text; with `is_match` it is a conditional too. */
export interface TemplateRaw {
  type: "raw";
  helper: string;
  arguments: TemplateArgument[];
  /** Text, handles and placeholders only. */
  body: TemplateNode[];
  openSpan: TextSpan;
  span: TextSpan;
}

export type HandleKind =
  | "all"
  | "case"
  | "email"
  | "eventbridge"
  | "hipchat"
  | "incident"
  | "jira"
  | "oncall"
  | "opsgenie"
  | "other"
  | "pagerduty"
  | "servicenow"
  | "slack"
  | "sns"
  | "team"
  | "teams"
  | "victorops"
  | "webhook"
  | "workflow";

/** `@slack-ops`, `@user@example.com`, `@slack-{{service.name}}`. */
export interface TemplateHandle {
  type: "handle";
  /** What follows the `@`: text, variables and placeholders. */
  parts: (TemplateText | TemplateVariable | TemplateOpaque)[];
  kind: HandleKind;
  /** `(k=v)` right after the name, without the parentheses. */
  parameters: string | undefined;
  /** What stands right before the `@`: only a blank, the start or a block's tag lets the vendor see the handle; `opaque`: another tool decides. */
  before: "start" | "blank" | "tag" | "variable" | "word" | "punctuation" | "opaque";
  span: TextSpan;
}

/** `${…}` and `%{…}` of another tool: nothing can be said of it. */
export interface TemplateOpaque {
  type: "opaque";
  text: string;
  span: TextSpan;
}

/** A tag that is none, kept as written; a problem was reported. */
export interface TemplateMalformed {
  type: "malformed";
  text: string;
  span: TextSpan;
}

export type EvalNode =
  | { type: "number"; value: number; span: TextSpan }
  | { type: "path"; path: string; span: TextSpan }
  | { type: "string"; text: string; span: TextSpan }
  | { type: "call"; name: string; arguments: EvalNode[]; span: TextSpan }
  | { type: "negative"; operand: EvalNode; span: TextSpan }
  | { type: "binary"; operator: "+" | "-" | "*" | "/" | "^" | "%"; left: EvalNode; right: EvalNode; span: TextSpan };
