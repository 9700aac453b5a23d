import type { Run } from './run.js'

/** Means and deviations of a method over seeds, and what others have. */
export interface Others {
  /** The C-Mixup paper's, over 3 seeds, as recalled from its table 1. */
  readonly paper?: string
  /** The authors' code, run here on 10 seeds. */
  readonly reference?: string
}

/** RMSE on Airfoil that others have, by method: mean ± deviation. */
export const airfoilOthers: Readonly<Record<string, Others>> = {
  none: { paper: '2.901 ± 0.067', reference: '2.812 ± 0.210' },
  mixup: { paper: '3.730 ± 0.190', reference: '3.670 ± 0.183' },
  manifold: { paper: '3.063 ± 0.113', reference: '3.026 ± 0.157' },
  'c-mixup': { paper: '2.717 ± 0.067', reference: '2.865 ± 0.175' }
}

/** The lines of a table: RMSE and MAPE of every method, beside what others have. */
export function comparison (
  runs: readonly Run[], others: Readonly<Record<string, Others>> = {}
): string[] {
  const names = [...new Set(runs.map(({ method }) => method))]
  return names.map(name => {
    const own = runs.filter(({ method }) => method === name)
    const { paper, reference } = others[name] ?? {}
    return [
      name.padEnd(10),
      `RMSE ${spread(own.map(({ rmse }) => rmse))}`,
      `MAPE ${spread(own.map(({ mape }) => mape))}`,
      `${own.length} ${own.length === 1 ? 'seed' : 'seeds'}`,
      ...paper === undefined ? [] : [`paper ${paper}`],
      ...reference === undefined ? [] : [`reference run ${reference}`]
    ].join('  ')
  })
}

function spread (values: readonly number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const deviation = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0
  return `${mean.toFixed(3)} ± ${deviation.toFixed(3)}`
}
