import type { Tensor } from '@tensorflow/tfjs-core'
import type { Blend, BlendDefinition, Step, StepDefinition } from '../contract/index.js'
import { fail } from '../errors.js'

/** Steps done in turn to rows `[rows, …]`. */
export function runSteps (
  x: Tensor, steps: readonly Step[],
  { steps: known = {} }: { readonly steps?: Readonly<Record<string, StepDefinition>> },
  frame: readonly number[]
): Tensor {
  return steps.reduce<Tensor>((rows, step) => {
    const { step: name, ...parameters } = step as { step: string }
    return find('step', name, known).run(rows, parameters, frame)
  }, x)
}

type Join = (there: Tensor, source: Tensor,
  coefficient: Parameters<BlendDefinition['run']>[2]) => Tensor

/** How a blend that is no sum joins two tensors. */
export function blendOf (
  blend: Blend,
  { blends: known = {} }: { readonly blends?: Readonly<Record<string, BlendDefinition>> }
): Join {
  const { step: name, ...parameters } = (typeof blend === 'string' ? { step: blend } : blend) as {
    step: string
  }
  const definition = find('blend', name, known)
  return (there, source, coefficient) => definition.run(there, source, coefficient, parameters)
}

function find<T> (kind: string, name: string, known: Readonly<Record<string, T>>): T {
  if (!Object.hasOwn(known, name)) throw fail('UNKNOWN_NAME', kind, name, Object.keys(known))
  return known[name]
}
