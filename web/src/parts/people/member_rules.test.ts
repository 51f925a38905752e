import { expect, it } from "vitest";
import { key_problem, password_problem } from "./member_rules";

it("counts a password by its characters, not by their bytes", () => {
  expect(password_problem("elevenchars")).toBe("11 of at least 12 characters.");
  expect(password_problem("twelve chars")).toBeNull();
  expect(password_problem("🙂".repeat(11))).toBe("11 of at least 12 characters.");
  expect(password_problem("a".repeat(1_000))).toBeNull();
  expect(password_problem("a".repeat(1_001))).toBe("Longer than 1000 characters.");
});

it("takes a sign-in name that nobody has", () => {
  expect(key_problem("jonas-weber_2", ["maria"])).toBeNull();
  expect(key_problem("", [])).toBe("A sign-in name is needed.");
  expect(key_problem("Jonas", [])).toMatch(/Small letters/);
  expect(key_problem("-jonas", [])).toMatch(/Small letters/);
  expect(key_problem("maria", ["maria"])).toMatch(/already/);
});
