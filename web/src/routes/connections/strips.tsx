// The three strips of the chart: the share that came about, how many there were, and how long they took.
import { t } from '../../i18n/index.js';
import { formatNumber } from '../../parts/format.js';
import { formatPercent, shareOf } from '../../parts/share.js';
import { gutter, heightOf, middleOf, roundUp, type Strip } from '../../parts/chart/geometry.js';
import { Plotted } from '../../parts/chart/plotted.js';
import { strips, type Step } from './chart-shape.js';
import { formatConnectTime } from './step-words.js';

interface StripProps {
  readonly steps: readonly Step[];
  readonly width: number;
}

interface FrameProps {
  readonly strip: Strip;
  readonly width: number;
  readonly title: string;
  readonly top: string;
  readonly bottom: string;
}

function Frame({ strip, width, title, top, bottom }: FrameProps) {
  const low = strip.top + strip.height;
  return (
    <>
      <text className="strip-title" x={gutter} y={strip.top - 8}>
        {title}
      </text>
      <path className="hair" d={`M${gutter} ${strip.top}H${width}M${gutter} ${low}H${width}`} />
      <text x={gutter - 8} y={strip.top + 4} textAnchor="end">
        {top}
      </text>
      <text x={gutter - 8} y={low + 4} textAnchor="end">
        {bottom}
      </text>
    </>
  );
}

/** How large a share came about, from nothing to all. */
export function ShareStrip({ steps, width }: StripProps) {
  const strip = strips.share;
  const points = steps.map((step, index) => {
    const share = shareOf(step);
    return share === undefined ? undefined : { x: middleOf(index, steps.length, width), y: heightOf(share, strip) };
  });
  const half = heightOf(0.5, strip);
  return (
    <g>
      <Frame strip={strip} width={width} title={t('chart.share')} top={formatPercent(1)} bottom={formatPercent(0)} />
      <path className="hair faint" d={`M${gutter} ${half}H${width}`} />
      <Plotted points={points} of="came" />
    </g>
  );
}

/** How many there were; those that failed stand on top. */
export function CountStrip({ steps, width }: StripProps) {
  const strip = strips.count;
  const most = roundUp(Math.max(...steps.map(({ counted }) => counted)));
  const wide = Math.max(1, (width - gutter) / steps.length - (steps.length > 60 ? 0.5 : 2));
  return (
    <g>
      <Frame strip={strip} width={width} title={t('chart.count')} top={formatNumber(most)} bottom="0" />
      {steps.map(({ at, counted, worked }, index) => {
        const x = middleOf(index, steps.length, width) - wide / 2;
        const low = strip.top + strip.height;
        const came = low - heightOf(worked / most, strip);
        // One failure among thousands is still seen.
        const failed = counted > worked ? Math.max(1.5, ((counted - worked) / most) * strip.height) : 0;
        return (
          <g key={at}>
            <rect className="came" x={x} y={low - came} width={wide} height={came} />
            <rect className="failed" x={x} y={low - came - failed} width={wide} height={failed} />
          </g>
        );
      })}
    </g>
  );
}

/** Within how long half of them and 95 of 100 came about. */
export function TimeStrip({ steps, width }: StripProps) {
  const strip = strips.time;
  const most = roundUp(Math.max(...steps.map(({ connectMsP95 }) => connectMsP95 ?? 0)));
  const points = (of: (step: Step) => number | null) =>
    steps.map((step, index) => {
      const ms = of(step);
      return ms === null ? undefined : { x: middleOf(index, steps.length, width), y: heightOf(ms / most, strip) };
    });
  return (
    <g>
      <Frame strip={strip} width={width} title={t('chart.time')} top={formatConnectTime(most)} bottom="0" />
      <Plotted points={points((step) => step.connectMsP95)} of="most" />
      <Plotted points={points((step) => step.connectMsP50)} of="half" />
    </g>
  );
}
