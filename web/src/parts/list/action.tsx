// What can be done with a row: words that are short because the row says of whom, and a name that says it too.

interface ActionProps {
  readonly words: string;
  /** For who hears it alone. */
  readonly name: string;
  readonly act: () => void;
}

/** The button. */
export function Action({ words, name, act }: ActionProps) {
  return (
    <button type="button" className="text-button" aria-label={name} onClick={act}>
      {words}
    </button>
  );
}
