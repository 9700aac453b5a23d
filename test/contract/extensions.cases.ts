import test from 'ava'
import type { CheckOptions, Layer, Plan, RemixtureError } from '../../core/index.js'
import { check, defaultRegistry, freeze, live, Rng, useBackend } from '../../core/index.js'
import type { Method } from './method.js'
import { methods } from './table.js'

type Domain = NonNullable<CheckOptions['domain']>

test.before(async () => { await useBackend('cpu') })

async function planOf ({ mixer, facts }: Method): Promise<Plan> {
  return await freeze(mixer.plan(facts(16), live(Rng(7)), defaultRegistry.services))
}

/** What a plan names of the lists that domains and plugins add to: `steps/trim`. */
function named ({ layers, after = [], synthetic = [] }: Plan): string[] {
  const blends = layers.flatMap(({ blend }) => typeof blend === 'object' ? [blend.step] : [])
  const steps = [...layers.flatMap(({ view = [] }) => view), ...after].map(({ step }) => step)
  const levels = layers.flatMap(({ where }) =>
    where?.kind === 'mask' && 'rule' in where.levels ? [where.levels.rule] : [])
  const streams = synthetic.flatMap(set => 'stream' in set ? [set.stream.rule] : [])
  return [
    ...steps.map(name => `steps/${name}`),
    ...blends.map(name => `blends/${name}`),
    ...[...levels, ...streams].map(name => `rules/${name}`)
  ]
}

test('what methods add to the closed lists is known to the checker by its name', async t => {
  const seen = new Set<string>()
  for (const method of methods) {
    const plan = await planOf(method)
    for (const name of new Set(named(plan))) {
      seen.add(name)
      const without = domainWithout(method.domain, name)
      const error = t.throws<RemixtureError>(() => { check(plan, { domain: without }) })
      t.is(error?.code, 'UNKNOWN_NAME', `${method.name} without ${name}`)
    }
  }
  t.deepEqual([...seen].sort(), [
    'blends/clipped-add', 'blends/clipped-multiply',
    'rules/box-levels', 'rules/bracketing-positives', 'rules/mixed-negatives',
    'steps/center', 'steps/crop-or-pad', 'steps/move-patches', 'steps/normalize', 'steps/one-of',
    'steps/peak', 'steps/reorder', 'steps/resized-crop', 'steps/rotate-z', 'steps/trim',
    'steps/voxelize'
  ])
})

function domainWithout (domain: Domain, name: string): Domain {
  const [list, key] = name.split('/') as ['steps' | 'blends' | 'rules', string]
  const rest = Object.entries(domain[list] ?? {}).filter(([known]) => known !== key)
  return { ...domain, [list]: Object.fromEntries(rest) }
}

test('a parameter that an added step does not have, or of another kind, is refused', async t => {
  const method = methods.find(({ name }) => name === 'beat-synchronous-mixup')
  if (method === undefined) return t.fail()
  const plan = await planOf(method)
  const sound = plan.layers[0].view?.[0]
  if (sound?.step !== 'trim') return t.fail()
  const refused = (parameters: object): RemixtureError | undefined => {
    const view = [{ ...sound, ...parameters }]
    const layers = [{ ...plan.layers[0], view } as Layer, ...plan.layers.slice(1)]
    return t.throws<RemixtureError>(() => { check({ ...plan, layers }, { domain: method.domain }) })
  }
  t.is(refused({ speed: 2 })?.message, 'plan: layers[0].view[0].speed is no part of a plan, got 2')
  t.is(refused({ start: 3 })?.code, 'PLAN')
  t.is(refused({ start: undefined })?.code, 'PLAN')
})

test('a blend that no domain has is refused', async t => {
  const method = methods.find(({ name }) => name === 'polar-mix')
  if (method === undefined) return t.fail()
  const plan = await planOf(method)
  const domain = { ...method.domain, blends: {} }
  const error = t.throws<RemixtureError>(() => { check(plan, { domain }) })
  t.is(error?.code, 'UNKNOWN_NAME')
})
