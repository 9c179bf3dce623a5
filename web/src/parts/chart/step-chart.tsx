// A small chart of figures step by step, as bars on each other or as a line, that can be read with pointer, finger and arrow
// keys. The table that says the same stands beside it, by whoever uses it.
import { useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { gutter, heightOf, middleOf, roundUp, stepAt } from './geometry.js';
import { lastKnown } from './line.js';
import { Plotted } from './plotted.js';
import { useWidth } from './use-width.js';

/** One moment or day. */
export interface ChartStep {
  readonly at: string;
  /** What is written under it. */
  readonly tick: string;
  /** What it says, as a sentence. */
  readonly words: string;
  /** The bars on each other, the lowest first, in the order of the tones. */
  readonly bars?: readonly number[];
  /** The line; null where nothing is known. */
  readonly line?: number | null;
}

interface StepChartProps {
  readonly label: string;
  readonly legend?: ReactNode;
  readonly steps: readonly ChartStep[];
  /** Of the bars, the lowest first. */
  readonly tones?: readonly ('data' | 'refusal' | 'ink')[];
  readonly format: (value: number) => string;
  /** A value that is drawn as a limit. */
  readonly limit?: number | undefined;
}

/** Kept free at the end, so that what is newest does not lie on the edge. */
const margin = 16;
const strip = { top: 14, height: 96 };
const low = strip.top + strip.height;
const height = low + 26;

/** The drawing and, under it, what it says of the step in question. */
export function StepChart(props: StepChartProps) {
  const { label, legend, steps } = props;
  const [frame, width] = useWidth<HTMLDivElement>();
  const [chosen, choose] = useState<number>();
  const last = steps.length - 1;
  const at = Math.min(chosen ?? last, last);
  const point = (event: PointerEvent<SVGSVGElement>) => {
    choose(stepAt(event.clientX - event.currentTarget.getBoundingClientRect().left, steps.length, width - margin));
  };
  return (
    <figure className="chart step-chart">
      {legend}
      <div ref={frame}>
        <svg
          width={width}
          height={height}
          role="slider"
          tabIndex={0}
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={last}
          aria-valuenow={at}
          aria-valuetext={steps[at]?.words}
          onKeyDown={(event) => walk(event, { at, last, choose })}
          onPointerMove={point}
          onPointerDown={point}
          onPointerLeave={() => choose(undefined)}
          onBlur={() => choose(undefined)}
        >
          {width > gutter && <Drawing {...props} width={width} chosen={chosen} />}
        </svg>
      </div>
      <figcaption>
        <p className="chart-words">{steps[at]?.words}</p>
      </figcaption>
    </figure>
  );
}

interface Walk {
  readonly at: number;
  readonly last: number;
  readonly choose: (index: number | undefined) => void;
}

function walk(event: KeyboardEvent, { at, last, choose }: Walk): void {
  const goals: Readonly<Record<string, number>> = {
    ...{ ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1 },
    ...{ Home: 0, End: last },
  };
  const goal = goals[event.key];
  if (goal === undefined) return;
  event.preventDefault();
  choose(Math.min(last, Math.max(0, goal)));
}

type DrawingProps = StepChartProps & { readonly width: number; readonly chosen: number | undefined };

function Drawing({ steps, tones = [], format, limit, width, chosen }: DrawingProps) {
  const values = steps.flatMap(({ bars = [], line }) => [bars.reduce((sum, bar) => sum + bar, 0), line ?? 0]);
  const most = roundUp(Math.max(...values, limit ?? 0));
  const inner = width - margin;
  const middle = (index: number) => middleOf(index, steps.length, inner);
  return (
    <>
      {chosen !== undefined && <path className="here" d={`M${middle(chosen)} ${strip.top}V${low}`} />}
      <path className="hair" d={`M${gutter} ${strip.top}H${width}M${gutter} ${low}H${width}`} />
      <text x={gutter - 8} y={strip.top + 4} textAnchor="end">
        {format(most)}
      </text>
      <text x={gutter - 8} y={low + 4} textAnchor="end">
        0
      </text>
      {steps.map((step, index) => (
        <Bars key={step.at} step={step} tones={tones} most={most} x={middle(index)} wide={barWidth(steps, inner)} />
      ))}
      {limit !== undefined && (
        <path className="hair limit" d={`M${gutter} ${heightOf(limit / most, strip)}H${width}`} />
      )}
      <Line steps={steps} most={most} middle={middle} />
      <Ticks steps={steps} width={inner} />
    </>
  );
}

const barWidth = (steps: readonly ChartStep[], width: number) =>
  Math.min(28, Math.max(1, (width - gutter) / steps.length - (steps.length > 60 ? 0.5 : 2)));

interface BarsProps {
  readonly step: ChartStep;
  readonly tones: readonly string[];
  readonly most: number;
  readonly x: number;
  readonly wide: number;
}

function Bars({ step: { bars = [] }, tones, most, x, wide }: BarsProps) {
  // What is little among much is still seen.
  const tall = bars.map((bar) => (bar > 0 ? Math.max(1.5, (bar / most) * strip.height) : 0));
  const under = (index: number) => tall.slice(0, index + 1).reduce((sum, part) => sum + part, 0);
  return tall.map((part, index) => (
    <rect
      key={tones[index]}
      className={`bar-${tones[index] ?? 'ink'}`}
      x={x - wide / 2}
      y={low - under(index)}
      width={wide}
      height={part}
    />
  ));
}

function Line({ steps, most, middle }: Pick<DrawingProps, 'steps'> & { most: number; middle: (at: number) => number }) {
  const points = steps.map(({ line }, index) =>
    line === undefined || line === null ? undefined : { x: middle(index), y: heightOf(line / most, strip) },
  );
  const end = lastKnown(points);
  return (
    <>
      <Plotted points={points} of="came" />
      {end && <circle className="line-end" cx={end.x} cy={end.y} r={3} />}
    </>
  );
}

/** As many as fit, the last one always among them, and none cut off at an edge. */
function Ticks({ steps, width }: { steps: readonly ChartStep[]; width: number }) {
  const every = Math.max(1, Math.ceil(steps.length / Math.max(2, Math.floor((width - gutter) / 90))));
  return steps.map(({ at, tick }, index) => {
    if ((steps.length - 1 - index) % every !== 0) return null;
    const x = Math.min(middleOf(index, steps.length, width), width + margin - 24);
    return (
      <text key={at} x={x} y={low + 20} textAnchor="middle">
        {tick}
      </text>
    );
  });
}
