// Sends a form: busy while it runs, problems at their field where they name one, otherwise as a sentence on top.
import type { UseFormReturnType } from '@mantine/form';
import { createElement, useState, type FormEvent, type ReactNode } from 'react';
import { asProblem, type Problem } from '../api/problem.js';

export interface Submission {
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  readonly submit: (event?: FormEvent<HTMLFormElement>) => void;
  readonly clear: () => void;
}

type Values = Record<string, unknown>;

function placed(form: UseFormReturnType<Values>, problem: Problem, toSummary?: () => void): boolean {
  const known = Object.entries(problem.fields).filter(([field]) => field in form.getValues());
  if (known.length === 0) return false;
  const said = known.map(([field, sentence]) => [field, createElement('span', { lang: problem.lang }, sentence)]);
  form.setErrors(Object.fromEntries(said) as Record<string, ReactNode>);
  if (toSummary) toSummary();
  else focusFirst(form, known[0]?.[0]);
  return known.length === Object.keys(problem.fields).length;
}

function focusFirst(form: UseFormReturnType<Values>, field: string | undefined): void {
  if (field !== undefined) window.setTimeout(() => form.getInputNode(field)?.focus(), 0);
}

/**
 * Runs `act` with the form's values once they pass; what it throws is shown, never lost. Where fields must be corrected
 * the first of them takes the focus, unless `toSummary` leads to all of them.
 */
export function useSubmit<V extends object>(
  form: UseFormReturnType<V>,
  act: (values: V) => Promise<unknown>,
  toSummary?: () => void,
): Submission {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const plain = form as unknown as UseFormReturnType<Values>;
  const send = async (values: V) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await act(values);
    } catch (thrown) {
      const met = asProblem(thrown);
      if (!placed(plain, met, toSummary)) setProblem(met);
    } finally {
      setBusy(false);
    }
  };
  const submit = form.onSubmit(
    (values) => void send(values),
    (errors) => (toSummary ? toSummary() : focusFirst(plain, Object.keys(errors)[0])),
  );
  return { busy, problem, submit, clear: () => setProblem(undefined) };
}
