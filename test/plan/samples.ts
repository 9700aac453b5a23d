import type { Plan, Step } from '../../core/contract/index.js'

// Data first: with one generic signature TypeScript infers `number` for `Live`.
/** A sound plan of two outputs on a frame of 4 × 6, with some parts replaced. */
export function planWith (parts?: Partial<Plan>): Plan
export function planWith<Live> (parts: Partial<Plan<Live>>): Plan<Live>
export function planWith (parts: Partial<Plan<unknown>> = {}): Plan<unknown> {
  return {
    mixer: 'sample',
    version: 1,
    options: {},
    draws: {},
    size: 2,
    axes: ['height', 'width'],
    frame: [4, 6],
    layers: [{}],
    ...parts
  }
}

/** One step with these parameters, whatever steps the domains declare. */
export function stepped (parameters: Readonly<Record<string, unknown>>): readonly Step[] {
  return [{ step: 'sample', ...parameters }] as unknown as readonly Step[]
}
