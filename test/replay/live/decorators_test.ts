/**
 * Modules with decorators.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
import { exportsOf, linkerOn, moduleOf } from "./modules_in_memory.ts";

const TEXT = `
import { Injectable, Field } from "./decorators.ts";
export function price(n: number): number { return n * 2; }
@Injectable({ scope: "(" }) // at once
@Injectable.again
export class Service {
  @Field() name = "a";
  @(Field({ of: [1, ")"] })) static count = 1;
  constructor(private readonly other: string) {}
  @Field.log method(@Field() x: number) { return x; }
}
export class Plain { at() { return "@home"; } }
export class Late extends Service {}
export const twice = (n: number) => price(n) * 2;
function make() { return class { @Field() x = 1; }; }
export { make };
`;
const FILES = { "a.ts": TEXT, "decorators.ts": "export const Injectable = () => {}; export const Field = () => {};" };

test("what has no decorators is live in a module that has them", async () => {
  const { price, Plain, twice } = await exportsOf(FILES);
  assert.deepEqual([price(2), twice(2), new Plain().at()], [4, 8, "@home"]);
});

test("a class with decorators, in or before it, says why it is not live", async () => {
  const { Service, Late, make } = Object.getOwnPropertyDescriptors(await exportsOf(FILES));
  const message = /Cannot make Service at line 6 live: it has decorators/;
  assert.throws(() => Service!.get!(), { name: "UnavailableError", message });
  assert.throws(() => Late!.get!(), { name: "UnavailableError", message });
  assert.throws(() => make!.get!(), { message: /Cannot make make at line 15 live: it has a class with decorators/ });
});

test("a module with decorators that only running its top could apply cannot be run", async () => {
  const { a } = Object.getOwnPropertyDescriptors(await exportsOf("export const a = [@Field class {}]; let b = 1;"));
  assert.throws(() => a!.get!(), { message: /Cannot run .*a.ts: it has decorators at line 1/ });
});

test("a module without decorators that cannot be parsed still says what is wrong", async () => {
  const linker = await linkerOn({ "a.ts": "export const a = @;" });
  assert.throws(() => moduleOf(linker, "a.ts"), { message: /Cannot read .*a\.ts/ });
});
