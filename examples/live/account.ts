/** A card that a withdrawal may be made with. */
export interface Card {
  readonly limit: number;
}

/** What a withdrawal of an amount costs. */
export type Fee = (amount: number) => number;

/** Withdrawals cost a percentage, but for the first ones. */
export function feeOf(percent: number, free: number): Fee {
  let left = free;
  return (amount) => left-- > 0 ? 0 : amount * percent / 100;
}

/** An account with a balance that only it can change. */
export class Account {
  readonly owner: string;
  #balance: number;
  readonly #fee: Fee;

  constructor(owner: string, balance: number, fee: Fee) {
    this.owner = owner;
    this.#balance = balance;
    this.#fee = fee;
  }

  get balance(): string {
    return `EUR ${this.#balance.toFixed(2)}`;
  }

  withdraw(amount: number, card?: Card): string {
    const cost = amount + this.#fee(amount);
    if (cost > card!.limit) throw new RangeError(`the card allows no more than ${card!.limit}`);
    this.#balance -= cost;
    return this.balance;
  }
}
