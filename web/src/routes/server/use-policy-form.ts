// A part of a server's policy as a form: follows the policy while nothing is typed, writes the next version, and finds out
// when somebody else was faster.
import { useForm } from '@mantine/form';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { policyConflict, writePolicy } from '../../api/servers.js';
import type { Policy, PolicyWrite } from '../../api/types.js';
import { yoursOnTop } from '../../parts/conflict/differences.js';
import { useSubmit } from '../../parts/use-submit.js';

type Trial = PolicyWrite['trial'];

interface PartOfPolicy<V> {
  readonly policy: Policy;
  readonly valuesOf: (policy: Policy) => V;
  /** What was changed, as the API takes it. */
  readonly draftFrom: (before: V, now: V) => PolicyWrite;
  /** What is wrong with each field; null where nothing is. */
  readonly rules: NonNullable<Parameters<typeof useForm<V & object>>[0]>['validate'];
  /** Called after each version that was made here. */
  readonly onApplied?: (() => void) | undefined;
}

/** The form and what becomes of it. */
export function usePolicyForm<V extends { readonly note: string }>(part: PartOfPolicy<V>) {
  const { policy, valuesOf, draftFrom, rules, onApplied } = part;
  const [base, setBase] = useState(policy);
  const trial = useRef<Trial>(undefined);
  const form = useForm<V>({ initialValues: valuesOf(policy), ...(rules && { validate: rules }) });
  const dirty = form.isDirty();
  const draft = draftFrom(valuesOf(base), form.getValues());
  const take = (fresh: Policy, values = valuesOf(fresh)) => {
    form.setInitialValues(valuesOf(fresh));
    form.setValues(values);
    setBase(fresh);
  };
  useEffect(() => {
    if (!dirty && policy.version > base.version) take(policy);
  });
  const applyTo = async (seen: Policy) => {
    const sent = form.getValues();
    const wanted = { ...draft, note: sent.note.trim() };
    const fresh = await writePolicy(seen, trial.current ? { ...wanted, trial: trial.current } : wanted);
    // What is typed while it is on its way stays.
    take(fresh, yoursOnTop({ was: sent, theirs: valuesOf(fresh), yours: form.getValues() }));
    onApplied?.();
  };
  const { submit, busy, problem, clear } = useSubmit(form, () => applyTo(base));
  return {
    form,
    /** The version that is edited. */
    base,
    /** What was changed, as the API takes it. */
    draft,
    dirty,
    busy,
    problem,
    /** Somebody else was faster. */
    conflict: policyConflict(problem),
    /** Applies what is typed to the version that somebody else made meanwhile. */
    applyTo,
    clear,
    /** Goes on with the version that somebody else made, without what is typed. */
    takeTheirs: () => {
      const theirs = policyConflict(problem)?.current;
      if (theirs) take(theirs);
      clear();
    },
    /** Applies it, for good or for a while. */
    apply: (wanted: Trial, event?: FormEvent<HTMLFormElement>) => {
      trial.current = wanted;
      submit(event);
    },
    discard: () => {
      form.reset();
      clear();
    },
  };
}
