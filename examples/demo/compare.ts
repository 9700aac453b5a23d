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
const training = { epochs: 10, seed: 1 }

/** Trains the same network with every method, and says what came out, whatever it is. */
export async function compareMethods (
  file: string, progress: (line: string) => void
): Promise<Table> {
  const digits = await readDigits(file)
  const count = digits.test.labels.length
  const rows: string[][] = []
  const accuracies: number[] = []
  for (const [name, mixer] of methods) {
    const started = performance.now()
    const found = await train(mixer, digits, training)
    progress(`trained with ${name}, ${((performance.now() - started) / 1000).toFixed(0)} s`)
    accuracies.push(found.accuracy)
    rows.push([name, ...cells(found)])
  }
  return {
    columns: ['trained with', 'test accuracy', 'NLL', 'ECE, 15 bins'],
    rows,
    about: [
      `Handwritten digits of 8 × 8 pixels, ${digits.train.labels.length} for training and ` +
      `${count} for the test, ${training.epochs} epochs each, the same first weights and order. ` +
      'Accuracy: higher is better. Negative log-likelihood (NLL) and expected calibration ' +
      'error (ECE): lower is better.',
      verdict(accuracies, count)
    ]
  }
}

function cells ({ accuracy, nll, ece }: Scores): string[] {
  return [`${(100 * accuracy).toFixed(1)} %`, nll.toFixed(3), ece.toFixed(3)]
}

/** What one seed on a small test can tell. */
function verdict (accuracies: readonly number[], count: number): string {
  const best = Math.max(...accuracies)
  const error = 100 * Math.sqrt(best * (1 - best) / count)
  const names = methods.filter((_, i) => accuracies[i] === best).map(([name]) => name)
  const won = names.length === methods.length
    ? 'No method was more accurate than another in this run.'
    : `Most accurate in this run: ${names.join(' and ')}.`
  return `${won} It is one seed on a small, easy set, where the standard error of an accuracy is ` +
    `about ${error.toFixed(1)} points; network and epochs were chosen for their time, and ` +
    'nothing was tuned to a method. The table shows that training works, not which is better.'
}
