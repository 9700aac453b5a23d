import type { ConfiguredMixer, Layer, Plan } from '../contract/index.js'
import { parseOptions } from '../define/options.js'
import { option } from '../define/schemas.js'
import { refusal } from '../plan/check/path.js'
import { columnsOf } from '../plan/columns.js'
import type { LayerColumns } from '../plan/columns.js'
import { isLive } from '../plan/kinds.js'
import { piecesByOutput, targetWeights } from '../plan/visible.js'
import type { Place } from '../plan/visible.js'
import * as z from 'zod/mini'
import { checkMixer } from './family.js'

const schema = z.object({ rule: option(z.enum(['anchor', 'dominant', 'union'])) })
type Rule = z.infer<typeof schema>['rule']

/**
 * A mixer whose labels and numbers follow another rule; what is mixed, masks and boxes stay.
 *
 * `anchor`: an output has the target of its own row, as captions in MusicLDM (arXiv:2308.01546)
 * and teachers of unmixed rows want it; where it shows none of that, of what is painted first.
 * `dominant`: that of the part with the greatest share, of equal ones the first. `union`: every
 * class is as present as in the part that has most of it, as for tags of sounds. In a chain every
 * plan follows the rule.
 *
 * @throws OPTION for another rule, and for what is no configured mixer; when it plans, PLAN for
 *   `dominant` where the shares are on the device or are not defined
 */
export function targetsBy<Live = never> (
  rule: 'anchor' | 'dominant' | 'union', mixer: ConfiguredMixer<Live>
): ConfiguredMixer<Live> {
  parseOptions('targetsBy', schema, { rule })
  checkMixer('targetsBy', 'mixer', mixer)
  return {
    ...mixer,
    name: 'targets-by',
    options: { rule, mixer: { name: mixer.name, options: mixer.options } },
    plan: (...asked) => retarget(rule, mixer.plan(...asked)),
    refine: (...asked) => retarget(rule, mixer.refine(...asked))
  }
}

function retarget<Live> (rule: Rule, plan: Plan<Live>): Plan<Live> {
  const chained = plan.then === undefined ? plan : { ...plan, then: retarget(rule, plan.then) }
  if (rule === 'union') return { ...chained, targets: 'union' }
  const layers = plan.layers.map(layer => columnsOf(layer, plan.size))
  const wanted = rule === 'anchor' ? ownPiece(plan, layers) : greatest(plan)
  const weights = layers.map(({ count }) => new Float64Array(count))
  piecesByOutput(layers, plan.size).forEach((pieces, output) => {
    if (pieces.length === 0) return
    const { layer, piece } = wanted(pieces, output)
    weights[layer][piece] = 1
  })
  const { targets: _other, ...rest } = chained
  return { ...rest, layers: plan.layers.map((layer, l): Layer<Live> =>
    ({ ...layer, weight: weights[l] })) }
}

type Choose = (pieces: readonly Place[], output: number) => Place

/** The piece that shows the row of an output itself. */
function ownPiece<Live> (
  { layers }: Plan<Live>, columns: readonly LayerColumns[]
): Choose {
  const inBatch = layers.map(({ source }) => source === undefined || source.pool === 'batch')
  return (pieces, output) => pieces.find(({ layer, piece }) =>
    inBatch[layer] && columns[layer].rows[piece] === output) ?? pieces[0]
}

function greatest<Live> (plan: Plan<Live>): Choose {
  const shares = targetWeights(plan)
  const onDevice = shares.findIndex(isLive)
  if (onDevice >= 0) {
    throw refusal(['layers', onDevice, 'weight'],
      'must be numbers on the host, for the greatest to be found', shares[onDevice])
  }
  const shareOf = ({ layer, piece }: Place): number => (shares[layer] as Float64Array)[piece]
  return pieces => pieces.reduce((best, each) => shareOf(each) > shareOf(best) ? each : best)
}
