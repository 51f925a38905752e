/** Reads the tables of GLOSSARY.md, so that the screen and the code share one list of words. */

export interface GlossaryWord {
  word: string;
  marketing: string;
  it: string;
}

export interface GlossaryPart {
  title: string;
  words: GlossaryWord[];
}

function cells_of(line: string): string[] {
  return line
    .slice(1, line.lastIndexOf("|"))
    .split("|")
    .map((cell) => cell.trim());
}

function word_of(line: string): GlossaryWord | null {
  const [word, marketing, it] = cells_of(line);
  const is_head = word === "word" || /^-+$/.test(word ?? "");
  return word && marketing && it && !is_head
    ? { word, marketing, it: it.replaceAll("`", "") }
    : null;
}

/** Every table under its heading, in the order of the file. */
export function glossary_parts(text: string): GlossaryPart[] {
  const parts: GlossaryPart[] = [];
  for (const line of text.split("\n")) {
    if (line.startsWith("## ")) parts.push({ title: line.slice(3).trim(), words: [] });
    const word = line.startsWith("|") ? word_of(line) : null;
    if (word) parts.at(-1)?.words.push(word);
  }
  return parts.filter(({ words }) => words.length > 0);
}

/** The words in which every word typed occurs, in whichever wording. */
export function glossary_search(parts: GlossaryPart[], typed: string): GlossaryPart[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ word, marketing, it }: GlossaryWord) => {
    const text = `${word} ${marketing} ${it}`.toLowerCase();
    return wanted.every((one) => text.includes(one));
  };
  return parts
    .map(({ title, words }) => ({ title, words: words.filter(fits) }))
    .filter(({ words }) => words.length > 0);
}
