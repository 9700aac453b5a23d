import type { Tensor } from '@tensorflow/tfjs-core'
import type { Batch, Domain, Facts, Plan, PoolFacts, Scene } from '../contract/index.js'
import { fail, show } from '../errors.js'
import type { ChosenTarget } from './settings.js'
import { ruleOf } from './settings.js'
import { isTensor } from '../tensor/is-tensor.js'

/** Batches as one mixer sees them: checked, their targets encoded. */
export interface Canvas {
  /** What a plan may know of a batch and its pools, but for signals. */
  facts (batch: Batch, pools: Readonly<Record<string, Batch>>, step: number): Facts
  /** The batch with its targets in the form that is mixed. Tensors it makes are the caller's. */
  encode (batch: Batch): Batch
  /** Carries a plan out on encoded batches. */
  paint (plan: Plan<Tensor>, pools: Readonly<Record<string, Batch>>): Batch
}

/**
 * @param chosen - the targets the user named; absent: every entry of the batch besides `x`
 */
export function canvasOf (who: string, domain: Domain,
  chosen: readonly ChosenTarget[] | undefined): Canvas {
  const targetsOf = (batch: Batch, where = 'the batch'): readonly ChosenTarget[] => {
    const present = Object.keys(batch).filter(name => name !== 'x' && batch[name] !== undefined)
    if (chosen === undefined)
      return present.map(name => ({ name, rule: ruleOf(who, name, domain), settings: {} }))
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
    ...domain.facts(batch.x, who)
  })
  const labelsOf = (batch: Batch, where?: string): { labels?: Int32Array } => {
    for (const target of targetsOf(batch, where)) {
      const labels = target.rule.labels?.(batch[target.name], sceneOf(batch, target))
      if (labels !== undefined) return { labels }
    }
    return {}
  }
  const poolFacts = ([name, pool]: readonly [name: string, Batch]): PoolFacts => ({
    size: domain.facts(pool.x, who).size,
    ...labelsOf(pool, name === 'batch' ? undefined : `the pool "${name}"`)
  })
  return {
    facts: (batch, pools, step) => ({
      ...domain.facts(batch.x, who),
      ...labelsOf(batch),
      axes: domain.axes,
      step,
      pools: Object.fromEntries(
        Object.entries({ ...pools, batch }).map(entry => [entry[0], poolFacts(entry)])
      ),
      signals: {}
    }),
    encode: batch => ({
      x: batch.x,
      ...Object.fromEntries(
        targetsOf(batch).map(
          target => [target.name, target.rule.encode(batch[target.name], sceneOf(batch, target))]
        )
      )
    }),
    paint: (plan, pools) => {
      const column = (name: string): Record<string, unknown> => Object.fromEntries(
        Object.entries(pools)
          .map(([pool, batch]) => [pool, batch[name]] as const)
          .filter(([, value]) => value !== undefined)
      )
      return {
        x: domain.paint(plan, column('x'), who),
        ...Object.fromEntries(targetsOf(pools.batch).map(target =>
          [target.name, target.rule.mix(plan, column(target.name), sceneOf(pools.batch, target))]))
      }
    }
  }
}
