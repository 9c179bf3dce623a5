// Several lines to carry elsewhere, as they are typed, with the button that copies them.
import { Fragment } from 'react';
import { Breakable, CopyButton } from './copy.js';

/** The lines in mono; `what` names them for the button and for screen readers. */
export function Lines({ text, what }: { text: string; what: string }) {
  return (
    <div className="lines">
      <pre className="mono" tabIndex={0} aria-label={what}>
        {text
          .trimEnd()
          .split('\n')
          .map((line, at, { length }) => (
            <span key={at} className="line">
              <Words line={line} />
              {at < length - 1 && '\n'}
            </span>
          ))}
      </pre>
      <CopyButton text={text} what={what} />
    </div>
  );
}

/**
 * One line; a word is broken only where it is longer than the box: a line end after a hyphen would read as another option
 * or range.
 */
export function Words({ line }: { line: string }) {
  return line.split(' ').map((word, at) => (
    <Fragment key={at}>
      {at > 0 && ' '}
      <span className="word">
        <Breakable text={word} />
      </span>
    </Fragment>
  ));
}
