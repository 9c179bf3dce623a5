// Lines in portions that are written together: bounded, and each reference at most once in each, so that of two lines
// about the same thing the later one finds what the earlier one wrote.
import { referenceOf } from './import.dto.js';
import { type LineOutcome, type NumberedLine, parseLine } from './parse-line.js';
import type { FileLine } from './read-lines.js';

/** Lines to write, and those that were refused already. */
export interface Batch {
  readonly lines: NumberedLine[];
  readonly refused: LineOutcome[];
}

// Larger ones save little more, and cost memory and the halving of a batch with a bad line.
const largestBatch = 2000;

/** The lines of a file, parsed, in batches. */
export async function* batchesOf(file: AsyncIterable<FileLine>): AsyncGenerator<Batch> {
  let batch: Batch = { lines: [], refused: [] };
  let keys = new Set<string>();
  for await (const fileLine of file) {
    const parsed = await parseLine(fileLine);
    const key = 'outcome' in parsed ? undefined : keyOf(parsed);
    if (keys.size === largestBatch || batch.refused.length === largestBatch || (key !== undefined && keys.has(key))) {
      yield batch;
      batch = { lines: [], refused: [] };
      keys = new Set();
    }
    if ('outcome' in parsed) batch.refused.push(parsed);
    else batch.lines.push(parsed);
    if (key !== undefined) keys.add(key);
  }
  yield batch;
}

/** The same, reading one batch on while the one before is being written. */
export async function* readAhead(batches: AsyncGenerator<Batch>): AsyncGenerator<Batch> {
  const readNext = () => {
    const reading = batches.next();
    // Whoever takes it hears of what went wrong; until then it is nobody's.
    reading.catch(() => undefined);
    return reading;
  };
  let reading = readNext();
  try {
    for (let next = await reading; next.done !== true; next = await reading) {
      reading = readNext();
      yield next.value;
    }
  } finally {
    void batches.return(undefined);
  }
}

/** A line by its kind and reference. */
export function keyOf({ line }: NumberedLine): string {
  return `${line.kind} ${referenceOf(line)}`;
}
