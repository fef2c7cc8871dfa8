import { red } from "@std/fmt/colors";

console.log(red("x"));
