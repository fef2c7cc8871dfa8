/**
 * Secrets that are known by their form, wherever they stand in a text: for taking them out of a dump, and for finding
 * those that a dump holds.
 *
 * @module
 */

const { apply } = Reflect;
const regExpExec = RegExp.prototype.exec;
const decode = atob;

/** `expression.exec(text)`, also when the program patches that later. */
function exec(expression: RegExp, text: string): RegExpExecArray | null {
  return apply(regExpExec, expression, [text]) as RegExpExecArray | null;
}

/** One form of secret. */
export interface Rule {
  readonly name: string;
  /** Source of a regular expression. What its group `secret` matches is taken out; all of the match if it has none. */
  readonly pattern: string;
  /** In place of it, in the text of code. */
  readonly inCode?: string;
  /** Flags besides `g` and `d`. */
  readonly flags?: string;
  /** The match counts only if its group `name` is the name of a secret. */
  readonly named?: true;
  /** Under a name whose text only is secret, such as `token`, the match counts only if it looks made by a machine. */
  readonly strict?: true;
  /** The match counts only if this holds for what is taken out. */
  readonly test?: (secret: string) => boolean;
}

/** Rules in the order in which they are applied. */
export const RULES: readonly Rule[] = [
  {
    name: "private key",
    pattern:
      "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[^]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)",
    // Code that names the beginning alone has no key.
    inCode:
      "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?<secret>[^]{16,20000}?)-----END [A-Z0-9 ]{0,40}PRIVATE KEY",
  },
  { name: "jwt", pattern: "\\beyJ[\\w-]{6,}\\.[\\w-]{4,}(?:\\.[\\w-]*){1,3}" },
  { name: "aws", pattern: "\\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\\b" },
  { name: "github", pattern: "\\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\\w{22,})" },
  { name: "gitlab", pattern: "\\bgl(?:pat|ptt|rt|dt|soat|ffct)-[\\w-]{20,}" },
  { name: "slack", pattern: "\\bxox[abeoprs]-[\\w-]{10,}|\\bxapp-\\d-[\\w-]{10,}" },
  { name: "slack", pattern: "\\bhooks\\.slack\\.com/(?:services|workflows)/(?<secret>[\\w/+-]{20,})" },
  { name: "stripe", pattern: "\\b(?:[sr]k_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{16,})" },
  { name: "google", pattern: "\\bAIza[\\w-]{35}|\\bya29\\.[\\w.-]{20,}|\\bGOCSPX-[\\w-]{20,}" },
  { name: "model api", pattern: "\\bsk-(?:ant-|proj-|svcacct-|or-)?[A-Za-z0-9][\\w-]{18,}" },
  { name: "npm", pattern: "\\bnpm_[A-Za-z0-9]{36}\\b" },
  { name: "pypi", pattern: "\\bpypi-[\\w-]{50,}" },
  { name: "sendgrid", pattern: "\\bSG\\.[\\w-]{16,32}\\.[\\w-]{32,64}" },
  { name: "mail and sms", pattern: "\\bkey-[0-9a-f]{32}\\b|\\bSK[0-9a-f]{32}\\b|\\b\\d{8,10}:AA[\\w-]{33}\\b" },
  {
    name: "hosting",
    pattern: "\\bdo[por]_v1_[0-9a-f]{64}\\b|\\bdapi[0-9a-f]{32}\\b|\\bhv[sb]\\.[\\w-]{24,}|\\bsbp_[0-9a-f]{40}\\b",
  },
  {
    name: "shop",
    pattern: "\\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}\\b|\\bsq0(?:atp|csp)-[\\w-]{22,}|\\bEAAA[\\w-]{60}\\b",
  },
  {
    name: "workspace",
    pattern:
      "\\blin_api_[A-Za-z0-9]{32,}|\\bfig[du]_[\\w-]{36,}|\\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}|\\bATATT3[\\w=-]{60,}|\\bsecret_[A-Za-z0-9]{43}\\b",
  },
  { name: "discord", pattern: "\\b[MNO][A-Za-z\\d_-]{23,27}\\.[\\w-]{6}\\.[\\w-]{27,40}" },
  { name: "age", pattern: "\\bAGE-SECRET-KEY-1[A-Z0-9]{58}\\b" },
  {
    name: "header",
    pattern:
      "^[ \\t]*(?:(?:proxy-)?authorization|(?:set-)?cookie|x-api-key|x-auth-token|x-csrf-token)[ \\t]*:[ \\t]*(?<secret>[^\\r\\n]+)",
    flags: "im",
  },
  { name: "bearer", pattern: "\\bbearer[ \\t]+(?<secret>(?=[^\\s,;\"']*[\\d._~+/=-])[\\w.~+/=-]{8,})", flags: "i" },
  { name: "basic", pattern: "\\bbasic[ \\t]+(?<secret>[A-Za-z0-9+/]{6,}={0,2})", flags: "i", test: isBasic },
  { name: "url", pattern: "\\b[A-Za-z][A-Za-z0-9+.-]{1,30}://[^\\s/?#:@\"']*:(?<secret>[^\\s/?#@\"']+)@" },
  { name: "url", pattern: "\\b[A-Za-z][A-Za-z0-9+.-]{1,30}://(?<secret>[^\\s/?#:@\"']{20,})@" },
  {
    name: "assignment",
    pattern: "(?<![\\w.$@-])(?<name>-{0,2}[\\w.$@-]{2,60})=(?<secret>[^\\s&;,\"'`(){}=][^\\s&;,\"'`(){}]*)",
    named: true,
  },
  {
    name: "json",
    pattern: '["\'](?<name>[^"\'\\\\]{2,60})["\'][ \\t]*:[ \\t]*"(?<secret>(?:[^"\\\\]|\\\\.)+)"',
    named: true,
  },
  quoted("'"),
  quoted('"'),
  {
    name: "prose",
    pattern:
      "(?<![\\w.$@-])(?<name>[\\w.$@-]{2,60})(?:[ \\t]*:[ \\t]+|[ \\t]+=[ \\t]*)(?<secret>(?=[A-Za-z]*[^A-Za-z\\s,;])[^\\s,;\"'`(){}<>[\\]=:]{3,}|[A-Za-z]{3,}(?=$|[,;)}\\]\\r\\n]))",
    named: true,
    strict: true,
    test: isNoWord,
  },
  { name: "card", pattern: "^[ ]*(?<secret>\\d(?:[ -]?\\d){12,18})[ ]*$", test: isCard },
];

/** A literal in code that is given to the name of a secret: `password: "…"`, `const apiKey = "…"`. */
export const LITERAL: Rule = {
  name: "literal",
  pattern:
    "(?<![\\w$-])(?<name>[\\w$-]{2,60})[\"']?[ \\t]*(?::[ \\t]*string[ \\t]*)?[:=][ \\t]*(?<quote>[\"'`])(?<secret>(?:(?!\\k<quote>|\\$\\{)[^\\\\\\r\\n]|\\\\.){3,400})\\k<quote>",
  named: true,
  strict: true,
  test: isNoLabel,
};

/** How secrets of a known form begin. */
const FORMS = [
  "-----BEGIN |eyJ|AKIA|ASIA|ABIA|ACCA|gh[pousr]_|github_pat_|gl[a-z]{2,4}-|xox[abeoprs]-|xapp-|hooks\\.slack|[sr]k_|whsec_",
  "AIza|ya29|GOCSPX|sk-|npm_|pypi-|SG\\.|key-|SK[0-9a-f]{32}|:AA|do[por]_v1|dapi|hv[sb]\\.|sbp_|shp[a-z]{2}_|sq0|EAAA",
  "lin_api|fig[du]_|PMAK|ATATT3|secret_|[MNO][A-Za-z\\d_-]{23,27}\\.|AGE-SECRET|:\\/\\/[^\\s\\/]*@",
].join("|");

/** Words that stand before secrets. */
const WORDS =
  "[Bb][Ee][Aa][Rr][Ee][Rr]|[Bb][Aa][Ss][Ii][Cc]|[Aa][Uu][Tt][Hh]|[Cc][Oo][Oo][Kk][Ii][Ee]|[Xx]-[Aa][Pp][Ii]|[Xx]-[Cc][Ss]";

/** Parts of the names that stand before secrets, up to the colon or the sign. */
const STEMS = `(?:${
  "pass pwd secret token key cred auth session jwt csrf xsrf otp cvv cvc pin sid salt nonce signature".split(" ")
    .map(anyCase).join("|")
})[\\w.-]{0,20}["']?[ \\t]*[:=]`;

/** The digits of a card alone on a line. */
const DIGITS = "^[ ]*\\d[\\d -]{12,36}$";

/**
 * Source of a regular expression that finds something wherever one of the rules does: what a text without secrets has
 * to pass.
 */
export const SUSPICION: string = [FORMS, `${WORDS}|=`, `["'][ \\t]*:|${STEMS}|${DIGITS}`].join("|");

/** The same without rules that are named. */
export const UNNAMED_SUSPICION: string = [FORMS, WORDS, DIGITS].join("|");

/** The same for rules that no name has a part in, which are those for code. */
export const CODE_SUSPICION: string = [
  FORMS,
  "[Bb][Ee][Aa][Rr][Ee][Rr][ \\t]|[Bb][Aa][Ss][Ii][Cc][ \\t]",
].join("|");

/** Whether text is base64 of `user:password`. */
function isBasic(text: string): boolean {
  try {
    return exec(/^[^\s:]+:\P{Cc}*$/u, decode(text)) !== null;
  } catch {
    return false;
  }
}

const CARD =
  /^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d)\d{12})$/;

/** Whether text is the number of a payment card: known beginning, known length, right check digit. */
function isCard(text: string): boolean {
  let digits = "";
  for (let at = 0; at < text.length; at++) if (text[at] !== " " && text[at] !== "-") digits += text[at];
  if (exec(CARD, digits) === null) return false;
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = +digits[digits.length - 1 - at]!;
    sum += at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

/** Source of a regular expression that matches a text in any case. */
export function anyCase(text: string): string {
  let pattern = "";
  for (let at = 0; at < text.length; at++) {
    const unit = text[at]!;
    pattern += /[A-Za-z]/.test(unit)
      ? `[${unit.toUpperCase()}${unit.toLowerCase()}]`
      : `\\u${hex(text.charCodeAt(at))}`;
  }
  return pattern;
}

function hex(unit: number): string {
  return unit.toString(16).padStart(4, "0");
}

const WORD =
  /^(?:required|invalid|missing|expired|incorrect|wrong|empty|optional|hidden|omitted|unknown|disabled|enabled|present|absent|failed|undefined|null|none|true|false|string|number|boolean|object|function|redacted|\*+)$/i;

/** Whether text that stands after the name of a secret is not what messages say there of it. */
function isNoWord(text: string): boolean {
  return exec(WORD, text) === null;
}

/** Whether a literal is neither such a word nor a label for people. */
function isNoLabel(text: string): boolean {
  return isNoWord(text) && exec(/^(?=.*\s)[\p{L}\s.,:;!?'’…-]*$/u, text) === null;
}

/** Whether text looks made by a machine: long, and with digits among the letters. */
export function looksGenerated(text: string): boolean {
  return text.length >= 8 && exec(/\d/, text) !== null;
}

/** A value in quotes after a name without any, as printed objects have them. */
function quoted(quote: string): Rule {
  // Plain loops one after the other: engines keep a way back for each turn of a loop over alternatives.
  const plain = `[^${quote}\\\\\\r\\n]*`;
  return {
    name: "quoted",
    pattern:
      `(?<![\\w.$@-])(?<name>[\\w.$@-]{2,60})["']?[ \\t]*[:=][ \\t]*${quote}(?!${quote})(?<secret>${plain}(?:\\\\.${plain})*)${quote}`,
    named: true,
    strict: true,
    test: isNoWord,
  };
}
