// Several lines to carry elsewhere, as they are typed, with the button that copies them.
import { CopyButton } from './copy.js';

/** The lines in mono; `what` names them for the button and for screen readers. */
export function Lines({ text, what }: { text: string; what: string }) {
  return (
    <div className="lines">
      <pre className="mono" tabIndex={0} aria-label={what}>
        {text}
      </pre>
      <CopyButton text={text} what={what} />
    </div>
  );
}
