// A form over a record that others may change meanwhile. The form follows the record while nothing is typed; what is
// typed is kept, and the revision that it began from goes with it.
import type { UseFormReturnType } from '@mantine/form';
import { useEffect, useState } from 'react';

interface Followed<R> {
  readonly dirty: boolean;
  /** Of the record as the form began from it. */
  readonly revision: number;
  /** Fills the form with a record as it now is. */
  readonly take: (fresh: R) => void;
}

/** Keeps a form at what its record says. */
export function useFollowed<R extends { readonly revision: number }, V extends object>(
  form: UseFormReturnType<V>,
  record: R,
  valuesOf: (record: R) => V,
): Followed<R> {
  const [revision, setRevision] = useState(record.revision);
  const dirty = form.isDirty();
  const take = (fresh: R) => {
    const values = valuesOf(fresh);
    form.setInitialValues(values);
    form.setValues(values);
    setRevision(fresh.revision);
  };
  useEffect(() => {
    if (!dirty && record.revision !== revision) take(record);
  }, [record.revision, dirty]);
  return { dirty, revision, take };
}
