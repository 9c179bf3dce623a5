// A self-test as a list: one result a step over everybody who looked, and for each that failed the cause, what to do, and
// the step of the wizard where it is done. Pure.
import type { SelfTest, Verb } from '../../api/types.js';
import { t, texts } from '../../i18n/index.js';
import { isActive } from '../../parts/modes/verbs.js';
import { verdictWords } from '../../parts/verdict.js';
import type { NetworkStep } from '../search.js';

type View = SelfTest['views'][number];
type Step = NonNullable<View['steps']>['control'];
type Outcome = Step['outcome'];

const tested = ['control', 'tls', 'PASV', 'EPSV', 'PORT', 'EPRT'] as const;
type Tested = (typeof tested)[number];

/** One line of the list. */
export interface Result {
  readonly key: string;
  readonly what: string;
  readonly outcome: Outcome;
  readonly sentence: string;
  /** Who saw it so, where not everybody did. */
  readonly from: readonly string[];
  /** Set where it failed; `step` is undefined where no step of the wizard helps. */
  readonly cure: { readonly sentence: string; readonly step: NetworkStep | undefined } | undefined;
}

/** The worst is what counts. */
const worst: readonly Outcome[] = ['failed', 'worked', 'not-allowed', 'not-tested'];

/** What became of each step, and who could not look at all. */
export function resultsOf({ views }: SelfTest): Result[] {
  const seen = views.filter(({ steps }) => steps !== null);
  const results = seen.length === 0 ? [] : tested.map((what) => resultOf(what, seen));
  return [...results, ...views.flatMap(unseen)];
}

function resultOf(what: Tested, views: readonly View[]): Result {
  const found = views.flatMap((view) => {
    const step = stepOf(view, what);
    return step === undefined ? [] : [{ step, from: view.fromServerName }];
  });
  const outcome = worst.find((each) => found.some(({ step }) => step.outcome === each)) ?? 'not-tested';
  const same = found.filter(({ step }) => step.outcome === outcome);
  const [first] = same;
  return {
    key: what,
    what: t(`network.what.${what}`),
    outcome,
    sentence: first?.step.sentence ?? '',
    from: same.length === views.length ? [] : same.map(({ from }) => from),
    cure: outcome === 'failed' ? cureOf(what, first?.step.verdict ?? null) : undefined,
  };
}

function stepOf({ steps }: View, what: Tested): Step | undefined {
  return what === 'control' || what === 'tls' ? steps?.[what] : steps?.verbs[what];
}

const stepOfVerdict: Readonly<Record<string, NetworkStep>> = {
  'offered-private-address': 'address',
  'no-one-came': 'firewall',
  'mode-denied': 'mode',
  'tls-required': 'encryption',
  'tls-not-resumed': 'encryption',
  'tls-failed': 'encryption',
};

function cureOf(what: Tested, verdict: string | null): Result['cure'] {
  if (what === 'control') return { sentence: t('network.cure.control'), step: 'firewall' };
  if (what === 'tls') return { sentence: t('network.cure.tls'), step: 'encryption' };
  const known =
    verdict !== null && verdict in texts.verdict ? verdictWords({ verdict, verb: what }, 'admin').cure : undefined;
  return { sentence: known ?? usualCure(what), step: stepOfVerdict[verdict ?? ''] ?? usualStep(what) };
}

const usualCure = (verb: Verb) => t(isActive(verb) ? 'network.cure.active' : 'network.cure.passive');
const usualStep = (verb: Verb): NetworkStep => (isActive(verb) ? 'mode' : 'address');

function unseen({ fromServerName, problem }: View): Result[] {
  if (problem === null) return [];
  const cure = { sentence: t('network.cure.unseen'), step: undefined };
  const what = t('network.whatUnseen');
  return [{ key: `from ${fromServerName}`, what, outcome: 'not-tested', sentence: problem, from: [], cure }];
}
