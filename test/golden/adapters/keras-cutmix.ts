import { scripted } from '../../../core/index.js'
import { kerasCutmix as imageKerasCutmix } from '../../../domains/image/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { entry, labels, numbers, pictures } from '../given.js'
import { maskIn, ownWeights } from '../read-plan.js'
import { withLabels } from '../targets.js'

/** Keras' `CutMix`. Its alpha is not recorded: the λ that follow from it are. */
export const kerasCutmix: Adapter = (inputs, params, decisions) => {
  const { name, x } = pictures(inputs)
  const given = numbers(params, 'factor')
  const factor = given.length === 0
    ? undefined
    : [given.length === 1 ? 0 : given[0], given[given.length - 1]] as [number, number]
  const mixer = imageKerasCutmix({ factor })
  const draws = scripted({
    alpha: entry<number>(decisions, 'alpha') ?? factor?.[1] ?? 1,
    lambda: numbers(decisions, 'mixWeight0'),
    y: numbers(decisions, 'uy'),
    x: numbers(decisions, 'ux'),
    pair: numbers(decisions, 'perm')
  })
  const classes = entry<number>(params, 'numClasses')
  const { plan, mixed } = carryOut({ mixer, draws, ...withLabels(x, labels(inputs), { classes }) })
  return {
    [name]: mixed.x,
    mask: maskIn(plan),
    mixWeight: ownWeights(plan),
    labels: mixed.label
  }
}
