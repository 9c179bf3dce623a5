// Data connections over time as a drawing that can be read with pointer, finger and arrow keys, and as a table.
import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { ConnectionSummary } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Icon } from '../../parts/icons.js';
import { State } from '../../parts/state.js';
import { gutter, middleOf, stepAt } from '../../parts/chart/geometry.js';
import { chartHeight, strips, type Step } from './chart-shape.js';
import { StepTable } from './step-table.js';
import { CountStrip, ShareStrip, TimeStrip } from './strips.js';
import { formatStep, formatTick, tallySentences } from './step-words.js';
import { useWidth } from '../../parts/chart/use-width.js';

/** The chart, what it says of the step in question, and the same as a table. */
export function Chart({ summary }: { summary: ConnectionSummary }) {
  const { overTime: steps, step, total } = summary;
  const [frame, width] = useWidth<HTMLDivElement>();
  const [chosen, choose] = useState<number>();
  const at = chosen === undefined ? undefined : steps[chosen];
  const words = at ? tallySentences(formatStep(at.at, step), at) : tallySentences(t('chart.whole'), total);
  const point = (event: PointerEvent<SVGSVGElement>) => {
    choose(stepAt(event.clientX - event.currentTarget.getBoundingClientRect().left, steps.length, width));
  };
  return (
    <figure className="chart">
      <Legend summary={summary} />
      <div ref={frame}>
        <svg
          width={width}
          height={chartHeight}
          role="slider"
          tabIndex={0}
          aria-label={t('chart.label')}
          aria-valuemin={0}
          aria-valuemax={steps.length - 1}
          aria-valuenow={chosen ?? steps.length - 1}
          aria-valuetext={words}
          onKeyDown={(event) => stepBy(event, chosen ?? steps.length, { last: steps.length - 1, choose })}
          onPointerMove={point}
          onPointerDown={point}
          onPointerLeave={() => choose(undefined)}
          onBlur={() => choose(undefined)}
        >
          {width > gutter && <Drawing summary={summary} width={width} chosen={chosen} />}
        </svg>
      </div>
      <figcaption>
        <p className="chart-words">{words}</p>
        {total.notCounted > 0 && <p className="hint">{t('chart.notCounted', { count: total.notCounted })}</p>}
        {step === 'day' && <p className="hint">{t('chart.utcDays')}</p>}
      </figcaption>
      <StepTable steps={steps} step={step} />
    </figure>
  );
}

function stepBy(
  event: KeyboardEvent,
  from: number,
  { last, choose }: { last: number; choose: (index: number | undefined) => void },
): void {
  const goals: Readonly<Record<string, number>> = {
    ArrowLeft: from - 1,
    ArrowDown: from - 1,
    ArrowRight: from + 1,
    ArrowUp: from + 1,
    Home: 0,
    End: last,
  };
  const goal = event.key === 'Escape' ? undefined : goals[event.key];
  if (goal === undefined && event.key !== 'Escape') return;
  event.preventDefault();
  choose(goal === undefined ? undefined : Math.min(last, Math.max(0, goal)));
}

function Legend({ summary: { marks } }: { summary: ConnectionSummary }) {
  return (
    <p className="legend">
      <State tone="data" icon="check">
        {t('chart.came')}
      </State>
      <State tone="failure" icon="failed">
        {t('chart.failed')}
      </State>
      <span className="key half">{t('chart.half')}</span>
      <span className="key most">{t('chart.most')}</span>
      {marks.some(({ kind }) => kind === 'policy') && (
        <State tone="control" icon="pencil">
          {t('chart.policy')}
        </State>
      )}
      {marks.some(({ kind }) => kind === 'certificate') && (
        <State tone="control" icon="lock">
          {t('chart.certificate')}
        </State>
      )}
    </p>
  );
}

interface DrawingProps {
  readonly summary: ConnectionSummary;
  readonly width: number;
  readonly chosen: number | undefined;
}

function Drawing({ summary, width, chosen }: DrawingProps) {
  const { overTime: steps } = summary;
  const x = chosen === undefined ? undefined : middleOf(chosen, steps.length, width);
  return (
    <>
      {x !== undefined && <path className="here" d={`M${x} ${strips.share.top}V${bottom}`} />}
      <ShareStrip steps={steps} width={width} />
      <CountStrip steps={steps} width={width} />
      <TimeStrip steps={steps} width={width} />
      <Ticks summary={summary} width={width} />
      <MarksAbove summary={summary} width={width} />
    </>
  );
}

const bottom = strips.time.top + strips.time.height;

function Ticks({ summary, width }: { summary: ConnectionSummary; width: number }) {
  const { overTime: steps, step } = summary;
  const hours = steps.length <= 30;
  const fitting = Math.max(1, Math.ceil(steps.length / Math.max(2, Math.floor((width - gutter) / 90))));
  // Hours under which only the day is written are a day apart.
  const every = step === 'hour' && !hours ? Math.ceil(fitting / 24) * 24 : fitting;
  const shown = (_step: Step, index: number) => index % every === 0;
  return steps.filter(shown).map(({ at }, index) => (
    <text key={at} x={middleOf(index * every, steps.length, width)} y={bottom + 20} textAnchor="middle">
      {formatTick(at, step, hours)}
    </text>
  ));
}

const iconWidth = 16;

/** Where changes lie close, their icons stand beside each other, the newest at its own place. */
function MarksAbove({ summary, width }: { summary: ConnectionSummary; width: number }) {
  const [since, until] = [Date.parse(summary.since), Date.parse(summary.until)];
  let free = width - 14;
  const marks = summary.marks.toReversed().map((mark) => {
    const x = gutter + ((Date.parse(mark.at) - since) / (until - since)) * (width - gutter);
    const icon = Math.min(x - 7, free);
    free = icon - iconWidth;
    return { mark, x, icon };
  });
  return marks.map(({ mark, x, icon }) => (
    <g className="mark" key={`${mark.kind} ${mark.serverId} ${mark.at}`}>
      <path d={`M${x} 16V${bottom}`} />
      <g transform={`translate(${icon} 0)`}>
        <Icon name={mark.kind === 'policy' ? 'pencil' : 'lock'} size={14} />
      </g>
    </g>
  ));
}
