/**
 * Source of a class → code of a class whose private fields can be put on objects that are there already.
 *
 * Private fields come onto an object only by constructing it with their class, which would run the program's
 * constructor. So they are declared in a class around, the carrier, whose base constructor returns the object that it
 * is given; the class itself, inside, uses them by the same names:
 *
 *     class Order {            class $ktC extends $kt$.Bearer { #id; get #tag() { return $kt$.member("#tag"); }
 *       #id = next();            static make() { return class Order { static { $kt$.expose(…); } #kt0 = $kt$.carry(this);
 *                                #kt1 = void (this.#id = (next()));
 *       #tag() { … }             [$kt$.symbol("#tag")]() { … }
 *     }                        } } }
 *
 * An object that is constructed gets them before its first field; a recorded one when it is rehydrated. A private
 * method keeps its place, and with it what `super` means there; its key is a symbol until the class is made.
 *
 * @module
 */
import type { AnyNode, Class, MethodDefinition, PropertyDefinition } from "acorn";
import type { CodeWriter } from "./code_writer.ts";

/** What a class is made with. */
export interface ClassPlan {
  /** Whether its static fields and blocks are run; if not, what they left is in the dump. */
  readonly runsStatics: boolean;
  /** Whether the class that it extends is given by the helpers, in place of the expression in the text. */
  readonly hasParent: boolean;
}

/** A private member of instances. */
export interface PrivateMember {
  /** With its `#`. */
  readonly name: string;
  readonly kind: "field" | "method" | "get" | "set";
}

type Member = MethodDefinition | PropertyDefinition;

/** Writes the code of a class; its names are rewritten on the way. */
export function writeClass(
  writer: CodeWriter,
  node: Class & AnyNode,
  plan: ClassPlan,
  isLooked: (name: string) => boolean,
): string {
  const { edits, names: { helpers, environment: prefix } } = writer;
  const privates = privateMembers(node);
  const carry = privates.length > 0 ? ` #${prefix}0 = ${helpers}.carry(this);` : "";
  const construct = privates.length > 0 ? `, (${prefix}o) => new ${prefix}C(${prefix}o)` : "";
  edits.insertBefore(
    node.body.start + 1,
    ` static { ${helpers}.expose(this, (${prefix}code) => eval(${prefix}code)${construct}); }${carry}`,
  );
  if (node.superClass) {
    if (plan.hasParent) edits.replace(node.superClass.start, node.superClass.end, `${helpers}.parent`);
    else writer.rewrite(node.superClass, isLooked);
  }
  node.body.body.forEach((member, at) => {
    if (member.type === "StaticBlock") {
      if (plan.runsStatics) writer.rewrite(member, isLooked);
      else writer.blank(member.start, member.end);
      return;
    }
    if (isPrivate(member)) makeCarried(writer, member, `#${prefix}${at + 1}`);
    if (member.type === "PropertyDefinition" && member.static && !plan.runsStatics && member.value) {
      if (member.computed) writer.rewrite(member.key, isLooked);
      writer.blank(writer.tree.code.indexOf("=", member.key.end), member.value.end);
    } else {
      writer.rewrite(member, isLooked);
    }
  });
  const text = writer.render(node);
  return privates.length === 0
    ? text
    : `(${carrier(privates, helpers, prefix)} static make() { return ${text}; } }).make()`;
}

/** The private members of instances of a class, in order. */
export function privateMembers(node: Class): PrivateMember[] {
  return node.body.body.flatMap((member): PrivateMember[] => {
    if (member.type === "StaticBlock" || !isPrivate(member)) return [];
    const name = `#${(member.key as { name: string }).name}`;
    if (member.type === "PropertyDefinition") return [{ name, kind: "field" }];
    return [{ name, kind: member.kind === "get" || member.kind === "set" ? member.kind : "method" }];
  });
}

/** Names of the private members of a class itself, of either kind. */
export function staticPrivates(node: Class): string[] {
  return node.body.body.flatMap((member) =>
    member.type !== "StaticBlock" && member.static && member.key.type === "PrivateIdentifier"
      ? [`#${member.key.name}`]
      : []
  );
}

function isPrivate({ key, static: isStatic }: Member): boolean {
  return key.type === "PrivateIdentifier" && !isStatic;
}

function carrier(privates: readonly PrivateMember[], helpers: string, prefix: string): string {
  const members = privates.map(({ name, kind }) => {
    const key = JSON.stringify(kind === "get" || kind === "set" ? `${kind} ${name}` : name);
    switch (kind) {
      case "field":
        return `${name};`;
      case "method":
        return `get ${name}() { return ${helpers}.member(${key}); }`;
      case "get":
        return `get ${name}() { return ${helpers}.member(${key}).call(this); }`;
      case "set":
        return `set ${name}(value) { ${helpers}.member(${key}).call(this, value); }`;
    }
  });
  return `class ${prefix}C extends ${helpers}.Bearer { ${members.join(" ")}`;
}

/** `#id = value;` → `#kt1 = void (this.#id = (value));`, `#tag() {…}` → `[symbol]() {…}` */
function makeCarried({ edits, names: { helpers } }: CodeWriter, member: Member, dummy: string): void {
  const { key } = member;
  const name = `#${(key as { name: string }).name}`;
  if (member.type === "MethodDefinition") {
    edits.replace(key.start, key.end, `[${helpers}.symbol(${JSON.stringify(name)})]`);
  } else if (member.value) {
    edits.replace(key.start, key.end, dummy);
    edits.wrap(member.value.start, member.value.end, `void (this.${name} = (`, "))");
  } else {
    edits.replace(key.start, key.end, `${dummy} = void (this.${name} = void 0)`);
  }
}
