import type uPlot from 'uplot';

export interface ChartSeries {
  readonly name: string;
  /** Name of a colour token, such as `--accent`. */
  readonly colour: string;
  readonly values: readonly (number | null)[];
  readonly width?: number;
  readonly opacity?: number;
  readonly hasPoints?: boolean;
  /** Across, in CSS pixels. */
  readonly pointSize?: number;
}

interface ChartOrder {
  readonly series: readonly ChartSeries[];
  readonly syncKey: string;
  readonly range: readonly [number, number] | undefined;
  readonly stepText: (step: number) => string;
  readonly size: { readonly width: number; readonly height: number };
  readonly markedStep: () => number | null;
  readonly onHover: (index: number | null) => void;
}

/** Distances between the marks of the axis of steps, of which there are no parts. */
const wholeSteps = Array.from({ length: 8 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flat();

/** Colours and fonts come from the tokens of the theme that is shown. */
export function chartOptions(order: ChartOrder): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const axis: uPlot.Axis = {
    stroke: token('--text-muted'),
    font: `12px ${token('--font')}`,
    grid: { stroke: token('--surface-3'), width: 1 },
    ticks: { show: false },
    size: 28,
    gap: 4,
  };
  return {
    ...order.size,
    // The last mark of the lower axis stands in the middle under its place: half of "1,000,000" is right of the plot.
    padding: [8, 32, 0, 0],
    legend: { show: false },
    cursor: { sync: { key: order.syncKey, setSeries: false }, y: false, points: { size: 6 } },
    scales: { x: { time: false }, y: order.range ? { range: [order.range[0], order.range[1]] } : {} },
    axes: [
      { ...axis, incrs: wholeSteps, values: (_plot, values) => values.map((value) => order.stepText(value)) },
      { ...axis, size: 44 },
    ],
    series: [
      {},
      ...order.series.map((series): uPlot.Series => {
        const stroke = token(series.colour);
        return {
          label: series.name,
          stroke,
          width: series.width ?? 1.5,
          alpha: series.opacity ?? 1,
          spanGaps: true,
          points: { show: series.hasPoints ?? false, size: series.pointSize ?? 5, fill: stroke },
        };
      }),
    ],
    hooks: {
      setCursor: [(plot) => order.onHover(plot.cursor.idx ?? null)],
      draw: [(plot) => drawMark(plot, order.markedStep(), token('--success'))],
    },
  };
}

function drawMark(plot: uPlot, step: number | null, colour: string): void {
  if (step === null) return;
  const x = Math.round(plot.valToPos(step, 'x', true));
  const { top, height } = plot.bbox;
  plot.ctx.save();
  plot.ctx.strokeStyle = colour;
  plot.ctx.lineWidth = devicePixelRatio;
  plot.ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  plot.ctx.beginPath();
  plot.ctx.moveTo(x, top);
  plot.ctx.lineTo(x, top + height);
  plot.ctx.stroke();
  plot.ctx.restore();
}
