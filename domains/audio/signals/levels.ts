import { fail } from '../../../core/errors.js'
import type { HostArray, SignalProvider } from '../../../core/index.js'
import { isTensor } from '../../../core/index.js'
import { SILENCE, aWeightedLevels } from '../tools/a-weighting.js'
import { checkRate } from '../tools/wave.js'
import type { PerPool } from './per-pool.js'

/** A number for every row. */
export type Levels = PerPool<Float64Array>

/**
 * The loudest A-weighted level of every row, in dB, for `betweenClass`: `signals: { levels:
 * loudestLevels({ sampleRate: 16000 }) }`. Of several channels the loudest counts.
 *
 * @throws OPTION for what is no rate; the signal throws SIGNAL for sounds that are on a device
 */
export function loudestLevels (
  options: { readonly sampleRate: number }
): SignalProvider<Float64Array> {
  const { sampleRate } = Object(options) as typeof options
  checkRate(sampleRate, 'loudestLevels')
  return ({ x }) => eachRow(x, 'loudestLevels', 'levels', channels => {
    const all = channels.map(each => aWeightedLevels(each, sampleRate)
      .reduce((most, level) => Math.max(most, level), SILENCE))
    return Math.max(...all)
  })
}

/**
 * The root of the mean square of every row, all channels together, for `snrMix`: `signals: { rms:
 * rootMeanSquares }`.
 *
 * @throws SIGNAL for sounds that are on a device
 */
export const rootMeanSquares: SignalProvider<Float64Array> = batch =>
  eachRow(xOf(batch), 'rootMeanSquares', 'rms', channels => Math.sqrt(channels.reduce((sum, each) =>
    sum + each.reduce((total, sample) => total + sample ** 2, 0) / each.length, 0) /
    channels.length))

/**
 * The same of every channel of every row, `rows · channels` of them: `snrMix` then mixes channel by
 * channel, as torch-audiomentations does.
 *
 * @throws SIGNAL for sounds that are on a device
 */
export const channelRootMeanSquares: SignalProvider<Float64Array> = batch =>
  Float64Array.from(channelsOf(xOf(batch), 'channelRootMeanSquares', 'rms').flat(), each =>
    Math.sqrt(each.reduce((sum, sample) => sum + sample ** 2, 0) / each.length))

function xOf (batch: unknown): unknown {
  return (Object(batch) as { readonly x?: unknown }).x
}

function eachRow (
  x: unknown, who: string, signal: string, level: (channels: Float64Array[]) => number
): Float64Array {
  return Float64Array.from(channelsOf(x, who, signal), level)
}

/**
 * The channels of every row.
 *
 * @throws SIGNAL for sounds that are on a device
 */
export function channelsOf (x: unknown, who: string, signal: string): Float64Array[][] {
  const { data, shape } = Object(x) as Partial<HostArray<Float32Array>>
  if (isTensor(x) || data === undefined || shape === undefined) {
    throw fail('SIGNAL', who, signal, 'it is computed from samples on the host: give x as ' +
      '{ data, shape }, or a function of your own')
  }
  const [rows, time, ...rest] = shape
  if (shape.reduce((product, n) => product * n, 1) !== data.length || !(time > 0))
    throw fail('INPUT', who, 'x', 'must be { data, shape }, [rows, time, ...]', x)
  const channels = rest.reduce((product, n) => product * n, 1)
  return Array.from({ length: rows }, (_, row) => Array.from({ length: channels }, (_, c) => {
    const channel = new Float64Array(time)
    for (let k = 0; k < time; k++) channel[k] = data[(row * time + k) * channels + c]
    return channel
  }))
}
