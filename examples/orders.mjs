// Reads a shop's orders from a CSV export and books them. One of the amounts is written the German way.
//
// Nothing in here knows of keeptrace: it is preloaded.
import { parse } from "csv-parse/sync";

const EXPORT = `id,customer,amount,currency
1001,Ada,49.90,EUR
1002,Grace,120.00,USD
1003,Konrad,"1.249,50",EUR
1004,Edsger,15.00,EUR
`;

const RATES = new Map([["EUR", 1], ["USD", 0.93]]);

class Ledger {
  #cents = 0;
  booked = [];

  book(customer, cents, currency) {
    const rate = RATES.get(currency) ?? 1;
    this.#cents += Math.round(cents * rate);
    this.booked.push({ customer, cents, currency });
  }

  get total() {
    return this.#cents / 100;
  }
}

function parseAmount(text, row) {
  const amount = Number(text);
  if (Number.isNaN(amount)) throw new RangeError(`order in line ${row.lines} has no amount`);
  return Math.round(amount * 100);
}

function importOrders(csv, ledger) {
  let lastCustomer;
  parse(csv, {
    columns: true,
    cast(value, row) {
      if (row.header) return value;
      if (row.column === "customer") lastCustomer = value;
      if (row.column !== "amount") return value;
      const cents = parseAmount(value, row);
      ledger.book(lastCustomer, cents, "EUR");
      return cents;
    },
  });
  return ledger.total;
}

const ledger = new Ledger();
console.log(`booked ${importOrders(EXPORT, ledger)} EUR`);
