import { describe, expect, it } from "vitest";
import { ApiProblem, problem_of } from "./client";
import { placed } from "./places";

const FIELDS = { title: "/title", second: "/conditions/1", metric: "/conditions/1/guardrail" };

function refused(pointer: string | null) {
  return placed(new ApiProblem(422, "invalid", "Not so.", { pointer }), FIELDS);
}

describe("a refusal", () => {
  it("is said at the field that its pointer names", () => {
    expect(refused("/title")).toEqual({
      at: { title: "Not so.", second: null, metric: null },
      foot: null,
    });
  });

  it("is said at the field that holds what its pointer names", () => {
    expect(refused("/conditions/1/text").at.second).toBe("Not so.");
  });

  it("is said at the foot where no field sends what it names", () => {
    for (const pointer of ["/conditions/10/text", "/titles", "", "title", null]) {
      expect(refused(pointer)).toEqual({
        at: { title: null, second: null, metric: null },
        foot: "Not so.",
      });
    }
  });

  it("that is none of the server's is said at the foot, and none nowhere", () => {
    expect(placed(new Error("Gone."), FIELDS).foot).toBe("Gone.");
    expect(placed(null, FIELDS).foot).toBeNull();
  });
});

it("takes a pointer from the answer only where it is text", async () => {
  const answer = (pointer: unknown) => problem_of(Response.json({ pointer }, { status: 422 }));
  expect((await answer("/title")).pointer).toBe("/title");
  for (const odd of [undefined, null, 7, {}, [""]]) expect((await answer(odd)).pointer).toBeNull();
});
