// A form over a record that others may change meanwhile. It follows the record while nothing is typed; what is typed is
// kept, and sent with the revision it began from. Where somebody else was faster, both are put side by side.
import type { UseFormReturnType } from '@mantine/form';
import { useEffect, useRef, useState } from 'react';
import { nowThere } from '../../api/conflict.js';
import { asProblem } from '../../api/problem.js';
import { formatClock } from '../format.js';
import { useUnsent } from '../leave-guard.js';
import { useSubmit, type Submission } from '../use-submit.js';
import { differencesOf, type Difference, type FormWords, yoursOnTop } from './differences.js';

interface Record {
  readonly revision: number;
}

interface EditedOptions<R extends Record, V extends object> {
  readonly record: R;
  readonly valuesOf: (record: R) => V;
  /** Sends the values as made from this revision; resolves with the record as it is then. */
  readonly save: (values: V, revision: number) => Promise<R>;
  /** The fields of this form; what others change besides is no conflict. */
  readonly words: FormWords<V>;
  /** What is typed stays until the page is left; else it goes with the tab that the form is in. */
  readonly lostWith?: 'page';
  /** Leads to what must be corrected, where that may be out of sight; else its first field takes the focus. */
  readonly toWrong?: () => void;
}

/** What somebody else changed while you were typing. */
export interface Meanwhile {
  readonly differences: readonly Difference[];
  /** Whether the difference is open. */
  readonly shown: boolean;
  readonly show: () => void;
  readonly hide: () => void;
  readonly takeTheirs: () => void;
  readonly applyMine: () => void;
}

export interface Edited extends Submission {
  readonly dirty: boolean;
  /** The time at which it was saved, until something is typed again. */
  readonly savedAt: string | undefined;
  /** Undefined where nobody changed anything that this form has. */
  readonly meanwhile: Meanwhile | undefined;
}

function newerOf<R extends Record>(record: R, other: R | undefined): R {
  return other !== undefined && other.revision > record.revision ? other : record;
}

/** Keeps a form at what its record says, and sends it without overwriting what was not seen. */
export function useEdited<R extends Record, V extends object>(
  form: UseFormReturnType<V>,
  { record, valuesOf, save, words, lostWith, toWrong }: EditedOptions<R, V>,
): Edited {
  const base = useRef(record);
  const [refusedBy, setRefusedBy] = useState<R>();
  const [shown, setShown] = useState(false);
  const [savedAt, setSavedAt] = useState<string>();
  const dirty = form.isDirty();
  const begin = (fresh: R, values = valuesOf(fresh)) => {
    form.setInitialValues(valuesOf(fresh));
    form.setValues(values);
    base.current = fresh;
    setRefusedBy(undefined);
    setShown(false);
    setSavedAt(undefined);
  };
  useEffect(() => {
    if (!dirty && record.revision > base.current.revision) begin(record);
  }, [record.revision, dirty]);
  const waysTo = (fresh: R) => ({ was: valuesOf(base.current), theirs: valuesOf(fresh), yours: form.getValues() });
  const send = async (values: V): Promise<void> => {
    try {
      const fresh = await save(values, base.current.revision);
      // What is typed while it is on its way stays.
      begin(fresh, yoursOnTop({ was: values, theirs: valuesOf(fresh), yours: form.getValues() }));
      setSavedAt(formatClock(new Date().toISOString()));
    } catch (thrown) {
      const fresh = nowThere<R>(asProblem(thrown));
      if (fresh === undefined) throw thrown;
      const ways = waysTo(fresh);
      if (differencesOf(ways, words).length > 0) {
        setRefusedBy(fresh);
        setShown(true);
        return;
      }
      begin(fresh, yoursOnTop(ways));
      await send(form.getValues());
    }
  };
  const submission = useSubmit(form, send, toWrong);
  useUnsent(dirty && !submission.busy, lostWith);
  const newest = newerOf(record, refusedBy);
  const concerned = dirty || refusedBy !== undefined;
  const ahead = concerned && newest.revision > base.current.revision && !submission.busy;
  const differences = ahead ? differencesOf(waysTo(newest), words) : [];
  const meanwhile: Meanwhile | undefined =
    differences.length > 0
      ? {
          differences,
          shown,
          show: () => setShown(true),
          hide: () => setShown(false),
          takeTheirs: () => begin(newest),
          applyMine: () => {
            begin(newest, yoursOnTop(waysTo(newest)));
            submission.submit();
          },
        }
      : undefined;
  return { ...submission, dirty, savedAt: dirty ? undefined : savedAt, meanwhile };
}
