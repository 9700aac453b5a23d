import type { Tensor } from '@tensorflow/tfjs-core'
import type {
  Batch, ConfiguredMixer, Domain, Facts, Plan, PoolFacts, RealRows, Scene
} from '../contract/index.js'
import { fail, show } from '../errors.js'
import type { Pool, Pools } from './gather.js'
import { isReader } from './gather.js'
import { INDEX, indexOf } from './index-of.js'
import type { ChosenTarget } from './settings.js'
import { checkFollows, ruleOf } from './settings.js'
import { levelsMadeOnce } from '../plan/made-once.js'
import { isTensor } from '../tensor/is-tensor.js'

/** Batches as one mixer sees them: checked, their targets encoded. */
export interface Canvas {
  /** What a plan may know of a batch and its pools, but for signals. */
  facts (batch: Batch, pools: Pools, step: number): Facts
  /**
   * The batch, or another pool, with its targets in the form that is mixed. Tensors it makes are
   * the caller's.
   */
  encode (batch: Batch, pool?: string): Batch
  /** Carries a plan out on encoded batches. */
  paint (plan: Plan<Tensor>, pools: Readonly<Record<string, Batch>>): Batch
}

type Painter = Pick<ConfiguredMixer, 'name' | 'pictures' | 'refuses'>

/**
 * @param chosen - the targets the user named; absent: every entry of the batch besides `x`
 */
export function canvasOf (
  { name: who, pictures = [], refuses }: Painter, domain: Domain,
  chosen: readonly ChosenTarget[] | undefined
): Canvas {
  const targetsOf = (batch: Batch, pool = 'batch'): readonly ChosenTarget[] => {
    if (pictures.includes(pool)) return []
    const where = pool === 'batch' ? 'the batch' : `the pool "${pool}"`
    const present = Object.keys(batch)
      .filter(name => name !== 'x' && name !== INDEX && batch[name] !== undefined)
    if (chosen === undefined) {
      present.forEach(name => { checkFollows(who, name, name, refuses) })
      return present.map(name => ({ name, rule: ruleOf(who, name, domain), settings: {} }))
    }
    const missing = chosen.find(({ name }) => !present.includes(name))
    if (missing !== undefined)
      throw fail('TARGET', who, missing.name,
        `is missing from ${where}, which has ${show(['x', ...present])}`)
    const unnamed = present.find(name => !chosen.some(target => target.name === name))
    if (unnamed !== undefined)
      throw fail('TARGET', who, unnamed,
        `is in ${where} but not among "targets" ${show(chosen.map(({ name }) => name))}`)
    return chosen
  }
  const sceneOf = (batch: Batch, { name, settings }: ChosenTarget): Scene => ({
    who,
    target: name,
    settings,
    axes: domain.axes,
    host: !isTensor(batch.x),
    rules: domain.rules,
    steps: domain.steps,
    ...domain.facts(batch.x, who)
  })
  /** What the host knows of the targets: of each kind, that of the first target that has it. */
  const known = (batch: Batch, pool?: string): Pick<PoolFacts, 'labels' | 'numbers'> => {
    const found: { labels?: Int32Array, numbers?: RealRows } = {}
    for (const target of targetsOf(batch, pool)) {
      const scene = sceneOf(batch, target)
      const labels = target.rule.labels?.(batch[target.name], scene)
      const numbers = target.rule.numbers?.(batch[target.name], scene)
      if (labels !== undefined) found.labels ??= labels
      if (numbers !== undefined) found.numbers ??= numbers
    }
    return found
  }
  // Of a pool that is the same object in every step, what is known is found out once.
  const poolsKnown = new WeakMap<Batch, PoolFacts>()
  const poolFacts = (name: string, pool: Pool): PoolFacts => {
    if (isReader(pool)) return checkedFacts(pool.facts, `pools.${name}`, who)
    const before = poolsKnown.get(pool)
    if (before !== undefined) return before
    const facts = { size: domain.facts(pool.x, who).size, x: pool.x,
      ...known(pool, name) }
    poolsKnown.set(pool, facts)
    return facts
  }
  return {
    facts: (batch, pools, step) => {
      const measures = domain.facts(batch.x, who)
      const targets = known(batch)
      const about = Object.fromEntries(
        Object.entries(pools).map(([name, pool]) => [name, poolFacts(name, pool)]))
      return {
        ...measures,
        ...targets.labels && { labels: targets.labels },
        ...indexOf(batch, measures.size, about.dataset, who),
        axes: domain.axes,
        step,
        pools: { ...about, batch: { size: measures.size, x: batch.x, ...targets } },
        signals: {}
      }
    },
    encode: (batch, pool) => ({
      x: batch.x,
      ...Object.fromEntries(
        targetsOf(batch, pool).map(
          target => [target.name, target.rule.encode(batch[target.name], sceneOf(batch, target))]
        )
      )
    }),
    paint: (plan, pools) => levelsMadeOnce(() => {
      const column = (name: string): Record<string, unknown> => Object.fromEntries(
        Object.entries(pools)
          .map(([pool, batch]) => [pool, batch[name]] as const)
          .filter(([, value]) => value !== undefined)
      )
      const followed = targetsOf(pools.batch)
      const weighed = followed.length === 0
        ? plan
        : domain.weigh?.(plan, column('x'), who) ?? plan
      return {
        x: domain.paint(plan, column('x'), who),
        ...Object.fromEntries(followed.map(target => [target.name,
          target.rule.mix(weighed, column(target.name), sceneOf(pools.batch, target))]))
      }
    })
  }
}

function checkedFacts (facts: PoolFacts, option: string, who: string): PoolFacts {
  if (Number.isSafeInteger(facts.size) && facts.size > 0) return facts
  throw fail('INPUT', who, `${option}.facts.size`, 'must be a whole number of at least 1',
    facts.size)
}
