// Several lines to carry elsewhere, as they are typed, with the button that copies them.
import { Fragment } from 'react';
import { CopyButton } from './copy.js';

/** The lines in mono; `what` names them for the button and for screen readers. */
export function Lines({ text, what }: { text: string; what: string }) {
  return (
    <div className="lines">
      <pre className="mono" tabIndex={0} aria-label={what}>
        {text.split('\n').map((line, at) => (
          <span key={at} className="line">
            {at > 0 && '\n'}
            <Words line={line} />
          </span>
        ))}
      </pre>
      <CopyButton text={text} what={what} />
    </div>
  );
}

/** A word is broken only where it is longer than the box: a line end after a hyphen would read as another option or range. */
function Words({ line }: { line: string }) {
  return line.split(' ').map((word, at) => (
    <Fragment key={at}>
      {at > 0 && ' '}
      <span className="word">{word}</span>
    </Fragment>
  ));
}
