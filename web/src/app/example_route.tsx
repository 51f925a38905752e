import { useSearch } from "@tanstack/react-router";
import { ExamplePage } from "../parts/launches/example_page";

/** A new page for every idea: nothing that was typed for another one is left. */
export function ExampleRoute() {
  const { for: idea = null } = useSearch({ from: "/examples" });
  return <ExamplePage key={idea} idea={idea} />;
}
