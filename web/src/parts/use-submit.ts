// Runs an act and sends a form: busy while it runs, problems at their field where they name one, otherwise as a sentence on
// top.
import type { UseFormReturnType } from '@mantine/form';
import { createElement, useState, type FormEvent, type ReactNode } from 'react';
import { asProblem, type Problem } from '../api/problem.js';

export interface Act {
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  readonly run: (act: () => Promise<unknown>) => void;
  readonly clear: () => void;
}

/** What a button does without a form; what it throws is shown, never lost. */
export function useAct(): Act {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const run = (act: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(undefined);
    act()
      .catch((thrown: unknown) => setProblem(asProblem(thrown)))
      .finally(() => setBusy(false));
  };
  return { busy, problem, run, clear: () => setProblem(undefined) };
}

export interface Submission extends Omit<Act, 'run'> {
  readonly submit: (event?: FormEvent<HTMLFormElement>) => void;
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
  if (field !== undefined) window.setTimeout(() => focusField(form.getInputNode(field)), 0);
}

/** Goes to a field, or to the first of those that it is made of, also where it is folded away. */
export function focusField(node: HTMLElement | null): void {
  node?.closest('details')?.setAttribute('open', '');
  const field = node?.querySelector<HTMLElement>('input:checked, select') ?? node?.querySelector('input') ?? node;
  field?.focus();
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
  const { run, ...state } = useAct();
  const plain = form as unknown as UseFormReturnType<Values>;
  const send = async (values: V) => {
    try {
      await act(values);
    } catch (thrown) {
      const met = asProblem(thrown);
      if (!placed(plain, met, toSummary)) throw met;
    }
  };
  const submit = form.onSubmit(
    (values) => run(() => send(values)),
    (errors) => (toSummary ? toSummary() : focusFirst(plain, Object.keys(errors)[0])),
  );
  return { ...state, submit };
}
