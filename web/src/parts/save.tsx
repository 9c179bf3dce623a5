// Save under a form over a record: it works once something is typed, and says afterwards that it is saved.
import { Button, type ButtonProps } from '@mantine/core';
import type { Edited } from './conflict/use-edited.js';

interface SaveProps extends Pick<ButtonProps, 'variant'> {
  readonly edited: Pick<Edited, 'busy' | 'dirty' | 'savedAt'>;
  readonly label: string;
  /** Said to everybody, and heard. */
  readonly done: string;
}

/** The foot of the form. */
export function Save({ edited: { busy, dirty, savedAt }, label, done, variant = 'filled' }: SaveProps) {
  return (
    <div className="form-foot">
      <Button type="submit" variant={variant} loading={busy} disabled={!dirty}>
        {label}
      </Button>
      <span className="saved quiet" role="status">
        {savedAt && done}
      </span>
    </div>
  );
}
