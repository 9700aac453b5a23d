import { inDomain, plain, streamed } from '../../../core/index.js'
import { timm } from '../../../domains/image/index.js'
import type { Adapter, Given } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { entry, labels, numbers, pictures, renamed } from '../given.js'
import { withLabels } from '../targets.js'

const options = {
  mixup_alpha: 'mixupAlpha',
  cutmix_alpha: 'cutmixAlpha',
  cutmix_minmax: 'cutmixMinmax',
  prob: 'probability',
  switch_prob: 'switchProbability',
  mode: 'mode',
  correct_lam: 'correctLambda'
}

/** timm's names for the kinds of numbers it draws. */
const kinds = { 'np.rand': 'uniform', 'np.beta': 'beta', 'np.randint': 'int' }

/**
 * timm's `Mixup` on float images and `FastCollateMixup` on bytes, in every mode. Its numbers come
 * in the order they were drawn; every one must be asked for. Absent settings are timm's defaults.
 */
export const timmMixup: Adapter = (inputs, params, decisions) => {
  const { name, x } = pictures(inputs)
  const enabled = entry<boolean>(params, 'mixup_enabled') ?? true
  const mixer = enabled ? timm(renamed(params, options)) : inDomain('image', plain)()
  const draws = streamed(streamsOf(entry<Given>(decisions, 'drawsInOrder') ?? {}))
  const { mixed } = carryOut({
    mixer,
    draws,
    ...withLabels(x, labels(inputs), {
      classes: entry<number>(params, 'num_classes') ?? 1000,
      smoothing: { kind: 'uniform', amount: entry<number>(params, 'label_smoothing') ?? 0.1 }
    })
  })
  const left = draws.unused()
  if (left.length > 0) throw new Error(`drew fewer numbers than timm: ${left.join(', ')} are left`)
  return { [name]: mixed.x, target: mixed.label }
}

function streamsOf (drawn: Given): Record<string, number[]> {
  const stranger = Object.keys(drawn).find(kind => !(kind in kinds))
  if (stranger !== undefined) throw new Error(`no kind of draw is known as "${stranger}"`)
  return Object.fromEntries(
    Object.entries(kinds).map(([kind, ours]) => [ours, numbers(drawn, kind)])
  )
}
