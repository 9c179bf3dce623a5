// A file of lines as it streams in, cut at line ends and never held whole.

/** One line of the file, from 1; `text` is undefined where the line is longer than any that could be meant. */
export interface FileLine {
  readonly number: number;
  readonly text: string | undefined;
}

/** Characters. */
export const longestLine = 65_536;

/** The lines that hold anything. Throws the stream's error. */
export async function* readLines(stream: AsyncIterable<Buffer | string>): AsyncGenerator<FileLine> {
  const decoder = new TextDecoder();
  let number = 1;
  let rest = '';
  let tooLong = false;
  for await (const chunk of stream) {
    const parts = (rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))).split('\n');
    rest = parts.pop() ?? '';
    for (const text of parts) {
      yield* lineOf(number, text, tooLong);
      tooLong = false;
      number += 1;
    }
    if (rest.length > longestLine) {
      tooLong = true;
      rest = '';
    }
  }
  // A character that was cut off at the end shows as U+FFFD.
  yield* lineOf(number, rest + decoder.decode(), tooLong);
}

function* lineOf(number: number, text: string, tooLong: boolean): Generator<FileLine> {
  if (tooLong || text.length > longestLine) yield { number, text: undefined };
  else if (text.trim() !== '') yield { number, text };
}
