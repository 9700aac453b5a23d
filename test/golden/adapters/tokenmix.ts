import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../../../core/index.js'
import { createMixer, parse, scripted, stringify, takeRows } from '../../../core/index.js'
import { tokenmix as imageTokenmix } from '../../../domains/image/index.js'
import type { Adapter, Given } from '../adapter.js'
import { array, completed, entry, floats, numbers } from '../given.js'
import { ownWeights, partnersIn, sharedMaskIn } from '../read-plan.js'

/** TokenMix of black images, a pixel a token, and its weights by attention that is given. */
export const tokenmix: Adapter = (inputs, params, decisions) => {
  const grid = entry<number>(params, 'grid')!
  const attention = tf.reshape(floats(array(inputs, 'attention')), [-1, grid, grid])
  const batch = { x: tf.zeros([attention.shape[0], grid, grid, 1]) }
  const mix = createMixer(imageTokenmix({
    grid, lambda: entry(decisions, 'lam0'), least: entry(params, 'minTokens'),
    kind: entry(params, 'maskType')
  }))
  const drawn = entry<Given>(decisions, 'draws') ?? {}
  const [uniforms, integers] = [numbers(drawn, 'py.uniform'), numbers(drawn, 'py.randint')]
  const every = (list: readonly number[], first: number): number[] =>
    list.filter((_, k) => k % 2 === first)
  const other = Object.keys(drawn).find(name => !name.startsWith('py.'))
  const cells = listed(other === undefined ? numbers(decisions, 'cells') : numbers(drawn, other))
  const draws = scripted({
    area: every(uniforms, 0), logAspect: every(uniforms, 1),
    top: every(integers, 0), left: every(integers, 1),
    tokens: completed(cells, grid * grid), pair: numbers(decisions, 'perm')
  })
  const plan: Plan = parse(stringify(mix.plan(batch, { draws })))
  const refined = mix.refine(plan, { activation: attention })
  const whole = tf.sum(attention, [1, 2])
  return {
    mask: sharedMaskIn(plan),
    lam: ownWeights(plan)[0],
    // Attention in these files does not quite sum to 1
    ownAttentionWeight_paper: tf.mul(refined.layers[0].weight as tf.Tensor, whole),
    sourceAttentionWeight_paper: tf.mul(
      refined.layers[1].weight as tf.Tensor, takeRows(whole, partnersIn(plan)))
  }
}

/** Cells in an order, or those that a mask of all of them has. */
function listed (given: readonly number[]): readonly number[] {
  const marked = given.filter(value => value === 1).length > 1
  return marked ? given.flatMap((value, cell) => value === 1 ? [cell] : []) : given
}
