/**
 * What is taken out, and what is not.
 *
 * @module
 */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import test from "node:test";
import { describe } from "../../capture/describe/describe.ts";
import { DEFAULT_LIMITS } from "../../capture/options.ts";
import { createRedactor, REDACTED } from "../../capture/redact.ts";
import { described, frameOf, omission } from "./describe/described.ts";

// Put together here, so that no scanner takes this file for a leak.
const AWS = ["AKIA", "IOSFODNN7EXAMPLE"].join("");
const GITHUB = ["ghp", "_", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"].join("");
const JWT = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", "dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"].join(
  ".",
);
const SLACK = ["xoxb", "123456789012", "abcdefABCDEF"].join("-");
const STRIPE = ["sk", "live", "4eC39HqLyjWDarjtT1zdp7dc"].join("_");
const GOOGLE = ["AIza", "SyA1234567890abcdefghijklmnopqrstuv"].join("");
const MODEL = ["sk", "proj", "abcdefghijklmnopqrstuvwx"].join("-");
const NPM = ["npm", "abcdefghijklmnopqrstuvwxyz0123456789"].join("_");
const PEM = `-----BEGIN RSA ${"PRIVATE"} KEY-----\nMIIEowIBAAKCAQEA\n-----END RSA ${"PRIVATE"} KEY-----`;
const CARD = ["4111", "1111", "1111", "1111"].join(" ");
const BASIC = Buffer.from("aladdin:opensesame").toString("base64");

/** Texts with a secret, and what is left of them. */
const MUST: readonly (readonly [text: string, cleaned: string])[] = [
  [AWS, REDACTED],
  [`key ${AWS} in text`, `key ${REDACTED} in text`],
  [GITHUB, REDACTED],
  [`https://${GITHUB}@github.com/a/b`, `https://${REDACTED}@github.com/a/b`],
  [JWT, REDACTED],
  [`Bearer ${JWT}`, `Bearer ${REDACTED}`],
  ["Authorization: Bearer abc123def456", `Authorization: ${REDACTED}`],
  ["failed with bearer abc123.def456 twice", `failed with bearer ${REDACTED} twice`],
  [`Basic ${BASIC}`, `Basic ${REDACTED}`],
  [SLACK, REDACTED],
  [STRIPE, REDACTED],
  [GOOGLE, REDACTED],
  [MODEL, REDACTED],
  [NPM, REDACTED],
  [PEM, REDACTED],
  [`before\n${PEM}\nafter`, `before\n${REDACTED}\nafter`],
  ["postgres://shop:hunter2@db.internal:5432/shop", `postgres://shop:${REDACTED}@db.internal:5432/shop`],
  ["redis://:hunter2@cache", `redis://:${REDACTED}@cache`],
  ["https://a.test/cb?code=1&access_token=abc123&state=x", `https://a.test/cb?code=1&access_token=${REDACTED}&state=x`],
  ["--password=hunter2 --verbose", `--password=${REDACTED} --verbose`],
  ["Server=db;Password=hunter2;Database=x", `Server=db;Password=${REDACTED};Database=x`],
  ['{"user":"ada","password":"hunter2"}', `{"user":"ada","password":"${REDACTED}"}`],
  ['{"apiKey": "a\\"b", "n": 1}', `{"apiKey": "${REDACTED}", "n": 1}`],
  ["Cookie: session=abc; theme=dark", `Cookie: ${REDACTED}`],
  ["GET / HTTP/1.1\r\nAuthorization: Digest abc\r\nHost: a", `GET / HTTP/1.1\r\nAuthorization: ${REDACTED}\r\nHost: a`],
  ["a=b&token=abcdef", `a=b&token=${REDACTED}`],
  ["password: hunter2", `password: ${REDACTED}`],
  ["pwd: ab1c", `pwd: ${REDACTED}`],
  ["cannot log in (user: ada, password: hunter)", `cannot log in (user: ada, password: ${REDACTED})`],
  ["with password: hunter2 refused", `with password: ${REDACTED} refused`],
  [
    "{ user: 'ada', dbPassword: 'it''s', port: 1 }".replace("''", "\\'"),
    `{ user: 'ada', dbPassword: '${REDACTED}', port: 1 }`,
  ],
  ["api_key = 0a1b2c", `api_key = ${REDACTED}`],
  ["token: 0a1b2c3d4e5f", `token: ${REDACTED}`],
  ["{'token': '0a1b2c3d4e5f'}", `{'token': '${REDACTED}'}`],
  [CARD, REDACTED],
  [CARD.replaceAll(" ", ""), REDACTED],
  ["two: postgres://a:b1@c and Bearer x1y2z3w4v5", `two: postgres://a:${REDACTED}@c and Bearer ${REDACTED}`],
];

/** Texts without one. */
const MUST_NOT: readonly string[] = [
  "",
  "password",
  "The password must have 8 characters",
  "token expected, found }",
  "Unexpected token } in JSON at position 5",
  "Basic usage of the library",
  "basic authentication is required",
  "Bearer authentication is required",
  "https://user@a.test/path",
  "https://a.test:8080/path?page=2&sort=name",
  "at Object.<anonymous> (file:///app/token.ts:10:5)",
  "550e8400-e29b-41d4-a716-446655440000",
  "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA",
  "1234 5678 9012 3456",
  "4111 1111 1111 1112",
  "2024-02-29T12:00:00.000Z",
  "password: required",
  "password: must have 8 characters",
  "Error: invalid credentials: user not found",
  "secret: undefined, token: expired",
  "token: string",
  "Unexpected token: punctuator",
  "header: { name: 'cookie', value: 'none' }",
  "at login (file:///app/password:120:5)",
  "a === b && c == d",
  "x = y",
  '{"name":"ada","count":"1"}',
  "eyJ",
  "sk-short",
  "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
  "redacted",
];

/** Names, and what they say of their value. */
const NAMES: Readonly<Record<"value" | "text" | "none", string>> = {
  value:
    "password Password PASSWORD passwd pwd dbPassword db_password user-password clientSecret CLIENT_SECRET secret apiKey api_key X-API-Key Authorization authorization cookie Set-Cookie sessionId session_id creditCard cardNumber cvv ssn privateKey #password $secret @secret private.key accessToken refresh_token aws_secret_access_key githubToken jwt pin credentials otp connectionString",
  text: "token Token csrf auth session signature nonce salt nextToken slackBotToken",
  none:
    "name id user email tokens tokenCount maxTokens passwordLength passwordRules secretary author authority key keys keyboard pinned shipping spin cookieConsent count value message passed compass authorize sessions basic monkey hash index",
};

test("Redactor.text() takes out what has the form of a secret, and nothing else of the text", () => {
  const { text } = createRedactor();
  for (const [secret, cleaned] of MUST) assert.equal(text(secret), cleaned, secret);
});

test("Redactor.text() gets through quoted text of any length", () => {
  const { text } = createRedactor();
  const long = "a b".repeat(3_000_000);
  assert.equal(text(`{ password: '${long}' }`), `{ password: '${REDACTED}' }`);
});

test("Redactor.code() puts asterisks for literals that are given to the name of a secret", () => {
  const { code } = createRedactor();
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['const dbPassword = "hunter2";', 'const dbPassword = "*******";'],
    ["const apiKey: string = 'k-1' + x", "const apiKey: string = '***' + x"],
    ['{ user: "ada", "password": "pass word1" }', '{ user: "ada", "password": "**********" }'],
    ["class A { #secret = `s3cret`; }", "class A { #secret = `******`; }"],
    ['token: "0a1b2c3d4e"', 'token: "**********"'],
    ['token: "identifier"', undefined],
    ['if (password === "hunter2") {}', undefined],
    ['const COOKIE = "cookie"', undefined],
    ['label: { password: "Your new password" }', undefined],
    ["const password = `${prefix}1`", undefined],
    ['const password = read("a")', undefined],
    ['type: "password", name: "secret"', undefined],
  ];
  for (const [text, cleaned] of cases) assert.equal(code(text), cleaned, text);
});

test("Redactor.text() leaves alone what only looks a little like a secret", () => {
  const { text } = createRedactor();
  for (const harmless of MUST_NOT) assert.equal(text(harmless), undefined, harmless);
});

test("Redactor.text() finds nothing in what it has made", () => {
  const { text } = createRedactor();
  for (const [, cleaned] of MUST) assert.equal(text(cleaned), undefined, cleaned);
});

test("Redactor.name() knows the names of secrets in every spelling", () => {
  const { name } = createRedactor();
  for (const [secrecy, names] of Object.entries(NAMES)) {
    for (const word of names.split(" ")) assert.equal(name(word) ?? "none", secrecy, word);
  }
});

test("Redactor.name() knows the names that the program adds, and forgets those that it excludes", () => {
  const { name, text } = createRedactor({ add: ["Vendor-Code"], exclude: ["token", "dbPassword"] });
  assert.equal(name("vendor_code"), "value");
  assert.equal(name("token"), undefined);
  assert.equal(name("db_password"), undefined);
  assert.equal(name("password"), "value");
  assert.equal(text("token=abc;vendor-code=xyz"), `token=abc;vendor-code=${REDACTED}`);
});

test("Redactor.text() takes out the secrets of the environment, and only those", () => {
  const env = {
    SHOP_API_KEY: "q9$w8(e7)r6",
    DEPLOY_TOKEN: "short",
    HOME: "/home/ada/shop",
    PWD: "/work/shop/main",
    DB_PASSWORD: "q9$w8(e7)r6+longer",
  };
  const { text } = createRedactor({ env });
  assert.equal(text("sent q9$w8(e7)r6 to them"), `sent ${REDACTED} to them`);
  assert.equal(text("q9$w8(e7)r6+longer"), REDACTED);
  assert.equal(text("at /work/shop/main/a.ts in /home/ada/shop, short"), undefined);
});

test("Redactor.counts tells how often each rule took something out", () => {
  const { text, counts } = createRedactor();
  for (const secret of [AWS, AWS, STRIPE, "plain"]) text(secret);
  assert.deepEqual([...(counts as Map<string, number>).entries()], [["aws", 2], ["stripe", 1]]);
});

test("Redactor.text() takes time in proportion to the text, whatever the text", () => {
  const { text } = createRedactor();
  const parts = [
    "a",
    "eyJ",
    "ey.",
    "=",
    "a=",
    '":',
    '"a":"',
    "://",
    "a://b:",
    "-----BEGIN ",
    "Bearer ",
    "M-",
    "4",
    "sk-",
    " ",
    "\\",
  ];
  for (const part of parts) {
    const long = part.repeat(Math.ceil(40_000 / part.length));
    const start = performance.now();
    text(`${long}=`);
    assert.ok(performance.now() - start < 5000, JSON.stringify(part));
  }
});

/** A program's variables with secrets in every place, none of whose values may be in the file. */
test("describe() lets no secret through, wherever it stands", () => {
  const secret = ["hunter2", "hunter2"].join("-");
  class Account {
    #password = secret;
    apiKey = secret;
    user = "ada";
    check() {
      return this.#password;
    }
  }
  const account = new Account();
  const variables = {
    password: secret,
    dbPassword: Object(secret),
    credentials: { user: "ada", deep: [secret] },
    cookies: new Map([["a", secret]]),
    secretKey: Buffer.from(secret),
    pin: 123456,
    token: secret,
    account,
    headers: new Headers({ authorization: secret, cookie: secret }),
    list: [["Authorization", secret], ["set-cookie", secret]],
    rawHeaders: ["Host", "a.test", "Cookie", secret, "Accept", "*/*"],
    map: new Map<unknown, unknown>([["api-key", secret], ["ok", 1]]),
    error: Object.assign(new Error(`cannot log in with password=${secret}`), {
      config: { auth: { password: secret } },
    }),
    url: new URL(`https://ada:${secret}@a.test/?access_token=${secret}`),
    text: `postgres://ada:${secret}@db/shop`,
    long: `${"x ".repeat(100)}Authorization: Bearer abc\nCookie: ${secret}`,
    bytes: Buffer.from(`POST / HTTP/1.1\r\nCookie: ${secret}\r\n\r\n`),
    json: JSON.stringify({ password: secret }),
    [`${secret}`]: 0,
    keyed: { [`https://a:${secret}@b`]: 1 },
    symbol: Symbol(`password=${secret}`),
    closure: (() => {
      const clientSecret = secret;
      return () => clientSecret;
    })(),
    form: new URLSearchParams({ password: secret }),
  };
  delete (variables as Record<string, unknown>)[secret];
  const inspect = (values: readonly object[]) =>
    values.map((value) =>
      value === variables.closure
        ? { scopes: [{ type: "closure" as const, names: ["clientSecret"], values: [secret] }] }
        : value === account
        ? { privates: [["#password", secret] as const] }
        : undefined
    );
  const file = described(variables, { redact: createRedactor(), inspect });
  assert.ok(!file.text().includes(secret), file.text().match(new RegExp(`.{60}${secret}`))?.[0]);
  assert.ok(!file.text().includes("123456"));
  assert.deepEqual(omission(file.slot("password")), {
    reason: "redacted",
    type: "string",
    size: 16,
    detail: "by name",
  });
  assert.equal(omission(file.slot("cookies"))?.type, "Map");
  assert.equal(file.property(file.node("account"), "user"), "ada");
  assert.deepEqual(file.node("rawHeaders").payload.slice(0, 3), ["Host", "a.test", "Cookie"]);
  assert.equal(file.property(file.node("keyed"), `https://a:${REDACTED}@b`), 1);
  assert.deepEqual(file.node("text").payload, [`postgres://ada:${REDACTED}@db/shop`]);
  assert.ok((file.description.omitted.redacted ?? 0) > 15);
});

test("describe() keeps the keys of a plain object that is a secret, and nothing under them", () => {
  class Jar {
    readonly inner = "jar-value";
  }
  const shared = { id: "shared-value" };
  const early = { id: "early-value" };
  const getter = Object.defineProperty({ theme: "dark-value" }, "sid", {
    get: () => assert.fail("ran"),
    enumerable: true,
  });
  const cookies = Object.assign(Object.create(null), {
    sid: "sid-value",
    count: 5,
    flag: true,
    none: null,
    empty: "",
    nested: { deep: "deep-value" },
    list: ["list-value"],
    jar: new Jar(),
    [Symbol("hidden")]: "symbol-value",
  });
  Object.defineProperty(cookies, "fixed", { value: "fixed-value" });
  const file = described({
    request: { cookies, other: shared, early },
    credentials: shared,
    secrets: getter,
    list: [{ secret: early }],
  }, { redact: createRedactor() });
  const node = file.node("request", "cookies");
  assert.deepEqual(node.keys.slice(0, 8), ["sid", "count", "flag", "none", "empty", "nested", "list", "jar"]);
  assert.deepEqual(node.values.slice(2, 5), [true, null, ""]);
  assert.equal(omission(node.values[0])?.reason, "redacted");
  assert.equal(omission(node.values[1])?.type, "number");
  assert.equal(omission(node.values[6])?.type, "Array");
  assert.equal(omission(node.values[7])?.type, "Jar");
  assert.deepEqual(file.node("request", "cookies", "nested").keys, ["deep"]);
  assert.equal(omission(file.property(file.node("request", "other"), "id"))?.reason, "redacted", "on any way to it");
  assert.doesNotMatch(file.text(), /sid-value|deep-value|list-value|jar-value|symbol-value|fixed-value|shared-value/);
  assert.doesNotMatch(file.text(), /dark-value/);
});

test("describe() keeps what has the name of a secret and is none", () => {
  class Token {
    readonly type = "brace";
    readonly value = "}";
  }
  const file = described({
    token: new Token(),
    lastToken: "}",
    tokens: [new Token()],
    password: undefined,
    secret: null,
    cookie: true,
    credentials: () => {},
    apiKey: "",
    session: { user: "ada" },
    auth: { kind: "none" },
    pair: ["width", "10"],
    list: ["token", "value", "other"],
  }, { redact: createRedactor() });
  assert.deepEqual(file.node("token").values, ["brace", "}"]);
  assert.equal(file.slot("lastToken"), "}");
  assert.equal(file.slot("password"), undefined);
  assert.equal(file.slot("secret"), null);
  assert.equal(file.slot("cookie"), true);
  assert.equal(file.slot("apiKey"), "");
  assert.deepEqual(file.node("session").values, ["ada"]);
  assert.deepEqual(file.node("auth").values, ["none"]);
  assert.deepEqual(file.node("pair").payload, ["width", "10"]);
  assert.deepEqual(file.node("list").payload, ["token", "value", "other"]);
  assert.equal(file.description.omitted.redacted, undefined);
});

test("describe() does not tell equal secrets from different ones, nor their exact size", () => {
  const file = described({
    password: "0123456789",
    other: { password: "0123456789" },
    more: { password: "01234567890" },
  }, {
    redact: createRedactor(),
  });
  const other = file.property(file.node("other"), "password");
  assert.deepEqual(file.slot("password"), other);
  assert.deepEqual(file.property(file.node("more"), "password"), other);
});

test("describe() keeps everything when redaction is off", () => {
  const file = described({ password: "hunter2" });
  assert.equal(file.slot("password"), "hunter2");
});

test("code() puts asterisks in the place of secrets and leaves everything else where it was", () => {
  const { code, counts } = createRedactor({ env: { DB_PASSWORD: "correct-horse" } });
  const text = `pay(\`\n${STRIPE}\`, "correct-horse"); // token=abcdefgh`;
  assert.equal(code(text), `pay(\`\n${"*".repeat(STRIPE.length)}\`, "*************"); // token=abcdefgh`);
  assert.deepEqual([...counts], [["environment", 1], ["stripe", 1]]);
  const masked = code(`const pem = \`${PEM}\`;`)!;
  assert.equal(masked.split("\n")[1], "*".repeat(16));
  assert.equal(masked.length, PEM.length + 15);
  const [beginning] = PEM.split("\n");
  assert.equal(code(`if (text.startsWith("${beginning}")) return parse(text, password = "x");`), undefined);
});

test("describe() takes secrets out of the text of functions and sources, whose hashes stay", () => {
  const fn = new Function("amount", `return charge("${STRIPE}", amount);`);
  const url = "file:///pay.ts";
  const source = { url, hash: "0".repeat(64), text: `const key = "${STRIPE}";\n` };
  const frame = { ...frameOf({ fn }), position: { url, line: 1, column: 1 } };
  const { tables } = describe([{ value: undefined, frames: [frame], throws: [] }], {
    limits: DEFAULT_LIMITS,
    source: () => source,
    redact: createRedactor(),
  });
  assert.ok(!JSON.stringify(tables).includes(STRIPE));
  assert.deepEqual(tables.sources, [{ ...source, text: `const key = "${"*".repeat(STRIPE.length)}";\n` }]);
  const { text, hash } = tables.functions[0]!;
  assert.equal(text!.length, fn.toString().length);
  assert.equal(hash, createHash("sha256").update(fn.toString()).digest("hex"));
  assert.ok(source.text.includes(STRIPE));
});
