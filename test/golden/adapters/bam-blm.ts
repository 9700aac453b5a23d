import * as tf from '@tensorflow/tfjs-core'
import type { Boxes, Layer } from '../../../core/index.js'
import { parse, roll, scripted, stringify } from '../../../core/index.js'
import {
  beatMap, beatSync, latentMixup, tempoGroup, wholeTempo
} from '../../../domains/audio/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { numbers } from '../given.js'

/** MusicLDM's groups of tempi, mixes of sounds, and mixes of codes. */
export const bamBlm: Adapter = (inputs, params, decisions) => {
  if (params.kind === 'tempo_groups') {
    const tempo = wholeTempo(numbers(inputs, 'beats'))
    return { tempo, group: tempoGroup(tempo) }
  }
  return params.kind === 'blm' ? latent(inputs, params, decisions) : sounds(inputs, params,
    decisions)
}

const latent: Adapter = (inputs, _params, decisions) => {
  const [z, first, second] = ['z', 'z1', 'z2'].map(name =>
    tf.tensor(inputs[name] as number[][]))
  const selected = numbers(decisions, 'selected')
  const { mixed } = carryOut({
    mixer: latentMixup(),
    draws: scripted({
      mix: Array.from({ length: z.shape[0] }, (_, row) => Number(selected.includes(row))),
      lambda: numbers(decisions, 'p')
    }),
    batch: { x: z },
    pools: { first: { x: first }, second: { x: second } }
  })
  return { out: mixed.x }
}

/** Two sounds of different lengths are rows of the longer one's; the first row is looked at. */
const sounds: Adapter = (inputs, params, decisions) => {
  const [a, b] = ['sound_a', 'sound_b'].map(name => numbers(inputs, name))
  const time = Math.max(a.length, b.length)
  const data = new Float32Array(2 * time)
  data.set(a)
  data.set(b, time)
  const [sampleRate] = numbers(params, 'sr')
  const maps = (['a', 'b'] as const).map((which, k) => beatMap(
    { beats: [], downbeats: numbers(inputs, `downbeats_${which}`) }, sampleRate, [a, b][k].length))
  const [segment] = numbers(params, 'segment_length')
  // The other row, which nobody looks at, is not mixed
  const draws = (): ReturnType<typeof scripted> => scripted({
    mix: [1, 0],
    anchorBeat: numbers(decisions, 'downbeat_index_a'),
    partnerBeat: numbers(decisions, 'downbeat_index_b'),
    lambda: numbers(decisions, 'p'),
    crop: [...numbers(decisions, 'crop_start'), 0]
  })
  const run = (options: object): ReturnType<typeof carryOut> => carryOut({
    mixer: beatSync({ pairing: roll(), ...options }),
    draws: draws(),
    batch: { x: tf.tensor2d(data, [2, time]) },
    signals: { beats: () => maps }
  })
  const raw = run({ normalise: false, crop: 'center' })
  const { mixed } = run({ segment })
  const plan = parse(stringify(raw.plan))
  const [own, over] = (plan.layers as Layer[]).map(({ where }) => where as Boxes)
  const length = own.end[0]
  const aligned = (plan.layers[1].coefficient as Float64Array)[0] > 0
  return {
    start_sample_a: own.from!.start[0],
    start_sample_b: over.from!.start[0],
    mix_len: length,
    mixed_before_normalise: flat(raw.mixed.x as tf.Tensor2D, length),
    output: flat(mixed.x as tf.Tensor2D, segment),
    aligned
  }
}

/** The first samples of the first row. */
function flat (x: tf.Tensor2D, length: number): tf.Tensor {
  return tf.reshape(tf.slice(x, [0, 0], [1, length]), [length])
}
