import { scripted } from '../../../core/index.js'
import { patchMixing as imagePatchMixing } from '../../../domains/image/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { completed, entry, labels, numbers, pictures } from '../given.js'
import { maskIn } from '../read-plan.js'
import { withLabels } from '../targets.js'

/** Patch Mixing: of every image a case lists the cells that are replaced. */
export const patchMixing: Adapter = (inputs, params, decisions) => {
  const { x } = pictures(inputs)
  const patch = entry<number>(params, 'patchSize')!
  const [, height = 0, width = 0] = x.shape
  const cells = height / patch * (width / patch)
  const replaced = entry<number[][]>(decisions, 'cells')!
  const told = (entry<number>(decisions, 'numPatches') ?? replaced[0].length) / cells
  const [ratio = told] = numbers(decisions, 'ratio')
  const draws = scripted({
    // Of halves of a cell, references round to even numbers
    ratio: ratio * cells % 1 === 0.5 ? told : ratio,
    cells: replaced.flatMap(list => completed(list, cells)),
    pair: numbers(decisions, 'perm')
  })
  const { plan, mixed } = carryOut({
    mixer: imagePatchMixing({ patch }), draws, ...withLabels(x, labels(inputs), {
      classes: entry(params, 'numClasses'),
      smoothing: { kind: 'uniform', amount: entry<number>(params, 'labelSmoothing') ?? 0 }
    })
  })
  return { mask: maskIn(plan), images: mixed.x, target: mixed.label }
}
