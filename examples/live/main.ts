// Ada withdraws twice with her card, and once without: nobody had thought of that.
import { Account, feeOf } from "./account.ts";

const fee = feeOf(2, 1);
const ada = new Account("Ada", 500, fee);
const card = { limit: 200 };

ada.withdraw(100, card);
ada.withdraw(100, card);
ada.withdraw(50);
