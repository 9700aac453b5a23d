import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod'
import type {
  Domain, Draft, Draws, Facts, Pairing, Scene, Target
} from '../../core/index.js'
import {
  createRegistry, defineMixer, definePlugin, own, over, stopGradient, sum
} from '../../core/index.js'
import { image } from '../../domains/image/index.js'
import type { Entry } from '../catalogue/entry.js'
import { mixerEntry } from '../catalogue/entry.js'
import type { PropertyName } from '../../plugins/check/properties/index.js'

/** A mixer that lacks a property, and what the property must say of it. */
export interface Control { readonly entry: Entry, readonly says: RegExp }

/** Mixers and domains with one fault each: every property must find the fault that it is about. */
export const controls: Readonly<Record<PropertyName, readonly Control[]>> = {
  'same-seed': [{ entry: planned(byCalls()), says: /depends on the ones before|repeated step/ }],
  'same-everywhere': [
    { entry: planned(() => half(tf.getBackend() === 'wasm' ? 0.5 : 0.4)), says: /are others than/ },
    { entry: planned(() => half(tf.scalar(0.5).rank + 0.5)), says: /makes tensors/ }
  ],
  replay: [{ entry: planned(byCalls()), says: /make another plan/ }],
  'named-draws': [{ entry: planned(drawn, []), says: /"pair" is not in the catalogue/ }],
  json: [{ entry: planned(() => [own({ weight: undefined })]), says: /another one after JSON/ }],
  sound: [{ entry: planned(outside), says: /throws .*where/ }],
  'convex-weights': [
    { entry: planned(({ pair }) => weighing(pair, 0.3, 0.3)), says: /sum to 0.6/ },
    { entry: planned(({ pair }) => weighing(pair, 1.5, -0.5)), says: /out of range/ }
  ],
  'target-shares': [
    { entry: planned(({ pair }) => weighing(pair, 0.9, 0.1)), says: /from what is visible/ }
  ],
  gradient: [{ entry: painted(wrongSlope), says: /the gradient is/ }],
  'no-leak': [
    { entry: painted(x => tf.keep(tf.scalar(1)) && x), says: /leaks when it mixes/ },
    { entry: targeted({ label: { ...image.targets.label, encode: anyLabel } }),
      says: /a label too few: is not refused/ }
  ],
  'wasm-equals-cpu': [
    { entry: painted(x => tf.add(x, tf.getBackend() === 'wasm' ? 1e-4 : 0)),
      says: /wasm is .* from cpu/ }
  ],
  'host-equals-tensor': [{ entry: painted(x => tf.add(x, 1e-4)), says: /are .* apart/ }],
  'batch-of-one': [
    { entry: planned(() => [own({ coefficient: 0.999 })]), says: /the image is another one/ }
  ],
  'any-shape': [
    { entry: planned(({ pair }) => [own(), sum(pair())]), says: /outside the batch/ },
    { entry: painted(x => tf.transpose(x, [0, 2, 1, 3])), says: /gives float32/ }
  ],
  'inputs-untouched': [
    { entry: painted((_x, input) => input), says: /an input is handed out/ },
    { entry: painted((x, input) => { tf.dispose(input); return x }), says: /is disposed|throws/ }
  ],
  'arrays-untouched': [{ entry: handedOut(), says: /an array on the host changes/ }],
  'not-training': [{ entry: painted(x => tf.mul(x, 1.001)), says: /images are mixed/ }],
  'hidden-map-even-edges': [{ entry: planned(misframed), says: /from the pooled picture/ }],
  'hidden-map-odd-edges': [{ entry: planned(overlapping), says: /from the pooled picture/ }],
  'masks-follow': [
    { entry: targeted({ mask: unmixed(image.targets.mask) }), says: /a soft mask is/ }
  ],
  'annotations-follow': [
    { entry: targeted({ boxes: unmixed(image.targets.boxes) }), says: /output \d has/ }
  ],
  'labels-agree': [
    { entry: targeted({ label: { ...image.targets.label, encode: smoothed } }),
      says: /one-hot tensor gives/ }
  ],
  'numbers-follow': [
    { entry: targeted({ label: numbersUnmixed(image.targets.label) }), says: /from their shares/ }
  ]
}

type Plans = (facts: Facts & Pairing, draw: Draws) => Draft

/** An entry of a mixer that plans like this, on the domain as it is unless another is given. */
function planned (
  plan: Plans, draws: readonly string[] = ['lambda', 'pair'], domain: Domain = image
): Entry {
  const mixer = defineMixer({
    name: 'broken', domain: 'image', paper: 'none', options: z.object({}),
    plan: (facts, _options, draw) => plan(facts, draw)
  })
  const registry = createRegistry(definePlugin({
    name: 'test', domains: [domain], mixers: [mixer]
  }))
  return mixerEntry('test/broken', mixer, { options: [{}], draws, registry })
}

function drawn ({ pair }: Facts & Pairing, draw: Draws): Draft {
  return [own(), over(pair(), { coefficient: 1 - draw.beta('lambda', 1) })]
}

function half (lambda: number): Draft {
  return [own(), over({ pool: 'batch', rows: Int32Array.of(0) }, { coefficient: 1 - lambda })]
}

function byCalls (): Plans {
  let calls = 0
  return () => half(1 / (2 + calls++))
}

function outside ({ frame, pair }: Facts & Pairing): Draft {
  const where = {
    kind: 'boxes', axes: ['height'], start: Int32Array.of(0), end: Int32Array.of(frame[0] + 1)
  } as const
  return [own(), over(pair(), { where })]
}

function weighing (pair: Pairing['pair'], first: number, second: number): Draft {
  return [own({ weight: first }), over(pair(), { coefficient: 0.5, weight: second })]
}

/** A box measured in another frame than the picture's: its even edges are no pixels. */
function misframed ({ pair, frame: [height, width] }: Facts & Pairing): Draft {
  const where = {
    kind: 'boxes', axes: ['height'], start: Int32Array.of(0), end: Int32Array.of(2)
  } as const
  return { frame: [height - 2, width], layers: [own(), over(pair(), { where })] }
}

/** Two boxes whose odd edges fall into the same cells. */
function overlapping ({ pair }: Facts & Pairing): Draft {
  const where = (start: number, end: number) => ({
    kind: 'boxes', axes: ['height'], start: Int32Array.of(start), end: Int32Array.of(end)
  } as const)
  return [own(), over(pair(), { where: where(0, 3) }), over(pair(), { where: where(0, 3) })]
}

/** An entry whose domain changes what was painted. */
export function painted (change: (x: Tensor4D, input: Tensor4D) => Tensor): Entry {
  return planned(drawn, undefined, {
    ...image,
    paint: (plan, pools, who) => {
      const x = image.paint(plan, pools as Parameters<typeof image.paint>[1], who)
      return x instanceof tf.Tensor ? change(x, pools.batch as Tensor4D) : x
    }
  })
}

/** An entry whose domain hands out what it is given on the host. */
function handedOut (): Entry {
  return planned(drawn, undefined, {
    ...image,
    paint: (plan, pools, who) => {
      const x = image.paint(plan, pools as Parameters<typeof image.paint>[1], who)
      return x instanceof tf.Tensor ? x : pools.batch
    }
  })
}

/** The values of the mix, with other slopes. */
function wrongSlope (x: Tensor4D, input: Tensor4D): Tensor {
  const rows = x.shape[0]
  const part = tf.slice(input, [0, 0, 0, 0], [rows, -1, -1, -1])
  return tf.add(x, tf.sub(stopGradient(part), part))
}

/** An entry whose domain has other rules for targets. */
function targeted (targets: Readonly<Record<string, Target>>): Entry {
  return planned(drawn, undefined, {
    ...image, targets: { ...image.targets, ...targets }
  })
}

function unmixed (target: Target): Target {
  return {
    ...target,
    mix: (_plan, { batch }) => batch instanceof tf.Tensor ? tf.clone(batch) : batch
  }
}

function anyLabel (value: unknown, scene: Scene): unknown {
  try {
    return image.targets.label.encode(value, scene)
  } catch {
    return tf.zeros([scene.size, 4])
  }
}

function smoothed (value: unknown, scene: Scene): unknown {
  const encoded = image.targets.label.encode(value, scene) as Tensor
  return value instanceof tf.Tensor && value.dtype === 'float32' ? tf.mul(encoded, 0.9) : encoded
}

function numbersUnmixed ({ mix, ...label }: Target): Target {
  return {
    ...label,
    mix: (plan, values, scene) => values.batch instanceof tf.Tensor && values.batch.rank === 1
      ? tf.clone(values.batch)
      : mix(plan, values, scene)
  }
}
