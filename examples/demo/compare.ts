import type { ConfiguredMixer } from '../../core/index.js'
import { plain } from '../../core/index.js'
import { cutmix, mixup } from '../../domains/image/index.js'
import { readDigits } from './digits.js'
import type { Scores } from './metrics.js'
import type { Table } from './page.js'
import { train } from './train.js'

/** What the network is trained with: every mixer as its paper has it. */
const methods: ReadonlyArray<readonly [string, ConfiguredMixer]> = [
  ['none', plain()], ['mixup', mixup()], ['CutMix', cutmix()]
]
const training = { epochs: 8 }
const seeds = [1, 2, 3, 4, 5]

/** Trains the same networks with every method, and says what came out, whatever it is. */
export async function compareMethods (
  file: string, progress: (line: string) => void
): Promise<Table> {
  const digits = await readDigits(file)
  const count = digits.test.labels.length
  const results: Scores[][] = []
  for (const [name, mixer] of methods) {
    const started = performance.now()
    const found: Scores[] = []
    for (const seed of seeds) found.push(await train(mixer, digits, { ...training, seed }))
    const seconds = ((performance.now() - started) / 1000).toFixed(0)
    progress(`trained with ${name}, ${seeds.length} seeds, ${seconds} s`)
    results.push(found)
  }
  return {
    columns: ['trained with', 'test accuracy', 'NLL', 'ECE, 15 bins'],
    rows: results.map((found, i) => [methods[i][0], ...cells(found)]),
    about: [
      `Handwritten digits of 8 × 8 pixels, ${digits.train.labels.length} for training and ` +
      `${count} for the test, ${training.epochs} epochs each: mean ± standard deviation of ` +
      `${seeds.length} seeds, which are the same first weights and order for every method. ` +
      'Accuracy: higher is better. Negative log-likelihood (NLL) and expected calibration ' +
      'error (ECE): lower is better.',
      verdict(results.map(found => spread(found.map(({ accuracy }) => accuracy))))
    ]
  }
}

interface Spread { readonly mean: number, readonly deviation: number }

/** Mean and standard deviation of a sample. */
function spread (values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) }
}

function cells (found: readonly Scores[]): string[] {
  const told = (name: keyof Scores, digits: number, scale = 1): string => {
    const { mean, deviation } = spread(found.map(scores => scale * scores[name]))
    return `${mean.toFixed(digits)} ± ${deviation.toFixed(digits)}`
  }
  return [`${told('accuracy', 1, 100)} %`, told('nll', 3), told('ece', 3)]
}

/** What a few seeds on a small test can tell. */
function verdict (accuracies: readonly Spread[]): string {
  const means = accuracies.map(({ mean }) => mean)
  const best = means.indexOf(Math.max(...means))
  const other = means.indexOf(Math.min(...means))
  const error = Math.hypot(accuracies[best].deviation, accuracies[other].deviation) /
    Math.sqrt(seeds.length)
  const [more, sure] = [means[best] - means[other], 2 * error].map(share =>
    (100 * share).toFixed(1))
  return `Most accurate in this run: ${methods[best][0]}, by ${more} points more than ` +
    `${methods[other][0]}; two standard errors of that difference are ${sure} points. The set is ` +
    'small and easy, network and epochs were chosen for their time, and nothing was tuned to a ' +
    'method: the table shows that training works, not which method is better elsewhere.'
}
