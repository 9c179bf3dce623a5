// The text format in which Prometheus reads metrics, version 0.0.4. Pure.

/** The media type of what `exposition` writes. */
export const expositionType = 'text/plain; version=0.0.4; charset=utf-8';

export type Labels = Readonly<Record<string, string>>;

/** One series at this moment. */
export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** A histogram's series: how many observations are at most each bound (in the metric's unit), and their sum. */
export interface HistogramSample {
  readonly labels: Labels;
  /** Not cumulated; the bound `Infinity` takes the rest. */
  readonly counts: readonly (readonly [bound: number, count: number])[];
  readonly sum: number;
}

/** A metric with its series; the name follows Prometheus' conventions, its unit included. */
export type Metric = { readonly name: string; readonly help: string } & (
  | { readonly type: 'counter' | 'gauge'; readonly samples: readonly Sample[] }
  | { readonly type: 'histogram'; readonly samples: readonly HistogramSample[] }
);

/** All metrics as text. */
export function exposition(metrics: readonly Metric[]): string {
  return metrics.map((metric) => `${linesOf(metric).join('\n')}\n`).join('');
}

function linesOf(metric: Metric): string[] {
  const { name, help, type } = metric;
  const head = [`# HELP ${name} ${escaped(help)}`, `# TYPE ${name} ${type}`];
  if (metric.type === 'histogram')
    return [...head, ...metric.samples.flatMap((sample) => histogramLines(name, sample))];
  return [...head, ...metric.samples.map(({ labels, value }) => line(name, labels, value))];
}

function histogramLines(name: string, { labels, counts, sum }: HistogramSample): string[] {
  let reached = 0;
  const buckets = counts.map(([bound, count]) => {
    reached += count;
    return line(`${name}_bucket`, { ...labels, le: numberOf(bound) }, reached);
  });
  return [...buckets, line(`${name}_sum`, labels, sum), line(`${name}_count`, labels, reached)];
}

function line(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text).replaceAll('"', '\\"')}"`);
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${numberOf(value)}`;
}

function numberOf(value: number): string {
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : String(value);
}

/** A line break would begin another line of the format. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
