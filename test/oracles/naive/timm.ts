import type { Shape } from '../../../plugins/check/batches.js'
import type { Drawn, Outcome } from '../outcome.js'
import { authorsBox, cut } from './cut.js'

/** The options of timm's Mixup, under its names here. */
export interface TimmOptions {
  readonly mixupAlpha: number
  readonly cutmixAlpha: number
  readonly cutmixMinmax?: [number, number]
  readonly probability: number
  readonly switchProbability: number
  readonly mode: 'batch' | 'pair' | 'elem' | 'half'
  readonly correctLambda: boolean
}

/** What is done to one output. */
interface Decision {
  readonly lambda: number
  readonly inBox?: (y: number, x: number) => boolean
}

/**
 * timm's loops, decision by decision: quantities of all elements first, then the boxes one after
 * the other, of those that are cut and have a λ other than 1. Rows meet in the order of a flip.
 */
export function naiveTimm (drawn: Drawn, shape: Shape, options: TimmOptions): Outcome {
  const { size, height, width } = shape
  const decisions = decide(drawn, shape, options)
  const outputs = options.mode === 'half' ? Math.ceil(size / 2) : size
  const of = (row: number): Decision => {
    if (options.mode === 'batch') return decisions[0]
    return decisions[options.mode === 'pair' && row >= size / 2 ? size - 1 - row : row] ??
      { lambda: 1 }
  }
  const partners = Array.from({ length: outputs }, (_, row) => size - 1 - row)
  // timm corrects λ for a box with drawn sides whatever it is told
  const follows = options.correctLambda || options.cutmixMinmax !== undefined
  const pasted = cut(partners, height, width, (row, y, x) => of(row).inBox?.(y, x) ?? false)
  return {
    size: outputs,
    pixel: (row, y, x) => of(row).inBox === undefined
      ? [[row, of(row).lambda], [partners[row], 1 - of(row).lambda]]
      : pasted.pixel(row, y, x),
    label: row => of(row).inBox === undefined || !follows
      ? [[row, of(row).lambda], [partners[row], 1 - of(row).lambda]]
      : pasted.label(row)
  }
}

function decide (drawn: Drawn, { size, height, width }: Shape, options: TimmOptions): Decision[] {
  const { mixupAlpha, cutmixMinmax, mode } = options
  const cutmixAlpha = cutmixMinmax === undefined ? options.cutmixAlpha : 1
  const taken = new Map<string, number>()
  const next = (name: string): number => {
    const at = taken.get(name) ?? 0
    taken.set(name, at + 1)
    return drawn[name][at]
  }
  const boxFor = (lambda: number): Decision => {
    if (cutmixMinmax === undefined) {
      return { lambda, inBox: authorsBox(lambda, next('centerY'), next('centerX'), height, width) }
    }
    const [tall, wide] = [next('cutHeight'), next('cutWidth')]
    const [top, left] = [next('top'), next('left')]
    const inBox = (y: number, x: number): boolean =>
      y >= top && y < top + tall && x >= left && x < left + wide
    return { lambda, inBox }
  }
  if (mode === 'batch') {
    if (next('mix') === 0) return [{ lambda: 1 }]
    const cuts = cutmixAlpha > 0 && (mixupAlpha === 0 || next('switch') === 1)
    const lambda = next(cuts ? 'cutmixLambda' : 'mixupLambda')
    return [cuts && lambda !== 1 ? boxFor(lambda) : { lambda }]
  }
  const count = { elem: size, half: Math.ceil(size / 2), pair: Math.floor(size / 2) }[mode]
  return Array.from({ length: count }, (_, k) => {
    const cuts = cutmixAlpha > 0 && (mixupAlpha === 0 || drawn.switch[k] === 1)
    const single = Math.fround(cuts ? drawn.cutmixLambda[k] : drawn.mixupLambda[k])
    const lambda = drawn.mix[k] === 1 ? single : 1
    return cuts && lambda !== 1 ? boxFor(lambda) : { lambda }
  })
}
