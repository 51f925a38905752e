import { expect, it } from "vitest";
import { lacks_owner, owners_sentence } from "./owners";

it("names both owners, and says which side has none", () => {
  const both = { marketing: "Maria Lindt", it: "Jonas Weber" };
  expect(owners_sentence(both)).toBe("Owners: Maria Lindt (Marketing), Jonas Weber (IT)");
  expect(lacks_owner(both)).toBe(false);
  const one = { marketing: null, it: "Jonas Weber" };
  expect(owners_sentence(one)).toBe("Owners: no owner yet (Marketing), Jonas Weber (IT)");
  expect(lacks_owner(one)).toBe(true);
  expect(owners_sentence({ marketing: null, it: null })).toBe("No owner yet");
});
