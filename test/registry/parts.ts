import * as z from 'zod'
import type {
  ConfiguredMixer, Domain, Draft, Draws, Facts, Mixer, MixerFactory, Pairing, Plan, Services
} from '../../core/contract/index.js'
import { defineMixer } from '../../core/define/index.js'
import { RemixtureError, type ErrorCode } from '../../core/errors.js'
import { own, over } from '../../core/plan/layers.js'
import { Rng, live } from '../../core/random/index.js'
import { factoryOf, inject, mixer, token } from '../../core/registry/index.js'
import type { ExecutionContext } from 'ava'

/** Parts to register: mixers of one law, as a definition and as classes with a service. */

/** Says how strongly a partner is shown. */
export interface Dial { strength (lambda: number): number }
export const DIAL = token<Dial>('dial')

export class Straight implements Dial {
  strength (lambda: number): number { return 1 - lambda }
}

export class Half implements Dial {
  strength (): number { return 0.5 }
}

export const options = z.object({ alpha: z.number().gt(0).default(1) })
type Chosen = z.output<typeof options>

export const plainFade = defineMixer({
  name: 'fade',
  domain: 'any',
  paper: 'none',
  options,
  plan: ({ pair }, { alpha }, draw) =>
    [own(), over(pair(), { coefficient: 1 - draw.beta('lambda', alpha) })]
})

@mixer({ name: 'fade', domain: 'any', paper: 'none', options })
export class Fade implements Mixer<Chosen> {
  constructor (@inject(DIAL) private readonly dial: Dial) {}

  plan ({ pair }: Facts & Pairing, { alpha }: Chosen, draw: Draws): Draft {
    return [own(), over(pair(), { coefficient: this.dial.strength(draw.beta('lambda', alpha)) })]
  }
}
export const fade = factoryOf(Fade)

@mixer({ name: 'double-fade', domain: 'image', paper: 'none', options: z.object({}) })
export class DoubleFade implements Mixer<object> {
  constructor (@inject(DIAL) private readonly dial: Dial) {}

  plan ({ pair }: Facts & Pairing, _options: object, draw: Draws): Draft {
    const coefficient = this.dial.strength(draw.uniform('lambda'))
    return [own(), over(pair(), { coefficient }), over(pair(), { coefficient })]
  }
}
export const doubleFade = factoryOf(DoubleFade)

const nothing = z.object({})

/** A mixer that mixes nothing, by this name. */
export function named (name: string, domain = 'any'): MixerFactory<typeof nothing> {
  return defineMixer({ name, domain, paper: 'none', options: nothing, plan: () => [own()] })
}
export const still = named('still', 'audio')

export function domain (name: string): Domain {
  return {
    name,
    axes: [],
    facts: () => ({ size: 1, shape: [], frame: [] }),
    paint: (_plan, pools) => pools.batch,
    targets: {}
  }
}

export const facts: Facts = {
  size: 5, shape: [4], frame: [], axes: [], step: 0, pools: { batch: { size: 5 } }, signals: {}
}

/** The plan of a configured mixer for `facts`. */
export function planOf (
  configured: ConfiguredMixer, services: Services, seed = 1
): Plan {
  return configured.plan(facts, live(Rng(seed)), services)
}

/** How strongly the partners are shown in a plan's second layer. */
export function strength (plan: Plan): unknown {
  return plan.layers[1].coefficient
}

/** Checks the code and the whole sentence of an error. */
export function rejects (
  t: ExecutionContext, code: ErrorCode, message: string, act: () => unknown
): void {
  const error = t.throws(act, { instanceOf: RemixtureError, message })
  t.is(error?.code, code)
}
