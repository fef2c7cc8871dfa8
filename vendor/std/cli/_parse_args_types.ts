/**
 * The type of what `parseArgs` returns, from the types of its options.
 *
 * @module
 */

/** Names of options; a name with dots stands for a nested one. */
export type ArgType = boolean | string | undefined;

type Name = string | undefined;

/** Other names, by name. */
export type Aliases<TNames = string, TOthers extends string = string> = Partial<
  Record<Extract<TNames, string>, TOthers | ReadonlyArray<TOthers>>
>;

/** All options with their types: checked ones when any is listed as boolean, string or collect, else `any`. */
export type Values<
  TBooleans extends ArgType,
  TStrings extends Name,
  TCollectable extends Name,
  TNegatable extends Name,
  TDefaults extends Record<string, unknown> | undefined,
  TAliases extends Aliases | undefined,
> = AnyListed<TBooleans, TStrings, TCollectable> extends true ?
    & Record<string, unknown>
    & WithAliases<
      WithDefaults<
        & Listed<TStrings, string, TCollectable, TNegatable>
        & Always<Listed<TBooleans, boolean, TCollectable, undefined>>
        & CollectedOnly<Exclude<Exclude<TCollectable, undefined>, TBooleans | TStrings>, TNegatable>,
        Nested<TDefaults>
      >,
      TAliases
    >
  // deno-lint-ignore no-explicit-any
  : Record<string, any>;

type AnyListed<TBooleans, TStrings, TCollectable> = [Exclude<TStrings | TCollectable, undefined>] extends [never]
  ? (undefined extends TBooleans ? false : false extends TBooleans ? false : true)
  : true;

/** One option a name; those that collect are arrays and always there. */
type Listed<TNames, TType, TCollectable, TNegatable> =
  & Single<Exclude<TNames, TCollectable>, TType, TNegatable>
  & Always<Single<Extract<TNames, TCollectable>, TType[], TNegatable>>;

type Single<TNames, TType, TNegatable> = Joined<
  TNames extends string ? { [P in TNames as Head<P>]?: Tail<P, TNames extends TNegatable ? TType | false : TType> }
    : never
>;

/** Options that collect and are not listed otherwise. */
type CollectedOnly<TNames, TNegatable> = Joined<
  TNames extends string
    ? { [P in TNames as Head<P>]: Always<Tail<P, TNames extends TNegatable ? unknown[] | false : unknown[]>> }
    : never
>;

type Nested<TRecord> = TRecord extends undefined ? TRecord
  : Record<string, unknown> extends TRecord ? TRecord
  : Joined<
    { [P in keyof TRecord]: P extends string ? { [K in Head<P>]: Tail<P, TRecord[P], false> } : never }[keyof TRecord]
  >;

type Head<TName extends string> = TName extends `${infer First}.${string}` ? First : TName;

type Tail<TName extends string, TType, TOptional = true> = TName extends `${string}.${infer Rest}`
  ? TOptional extends true ? { [K in Head<Rest>]?: Tail<Rest, TType> } : { [K in Head<Rest>]: Tail<Rest, TType, false> }
  : TType;

/** `A | B` into `A & B`; an empty record for no type at all. */
type Joined<T> = [T] extends [never] ? Record<never, never>
  : (T extends unknown ? (value: T) => void : never) extends (value: infer R) => void
    ? R extends Record<string, unknown> ? R : never
  : never;

type Always<T> = T extends Record<string, unknown> ? { [K in keyof T]-?: Always<T[K]> } : T;

type WithDefaults<TArgs, TDefaults> = TDefaults extends undefined ? TArgs
  : TArgs extends Record<string, unknown> ?
      & Omit<TArgs, keyof TDefaults>
      & {
        [K in keyof TDefaults]: K extends keyof TArgs ? Defaulted<TArgs[K], TDefaults[K]> : unknown;
      }
  : never;

type Defaulted<TArg, TDefault> = (TArg & TDefault | TDefault) extends Record<string, unknown>
  ? NonNullable<WithDefaults<TArg, TDefault>>
  : TDefault | NonNullable<TArg>;

type WithAliases<TArgs, TAliases> = {
  [K in keyof TArgs as K extends keyof TAliases ? K | NamesOf<TAliases[K]> : K]: TArgs[K];
};

/** Literal names in a string or an array of strings; none when they are not literal. */
type NamesOf<T> = T extends string ? (string extends T ? never : T)
  : T extends Array<infer U extends string> ? U
  : never;
