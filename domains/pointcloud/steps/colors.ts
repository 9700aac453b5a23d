import * as z from 'zod/mini'
import { stream } from '../../../core/random/index.js'
import type { Seed } from '../../../core/index.js'
import { seed } from '../../../core/plan/rules.js'
import { fail } from '../../../core/errors.js'
import { countOf, withColumn } from '../points.js'
import { entryOf } from '../select/selector.js'
import { numberColumn } from '../select/sector.js'
import { someOf } from './choose.js'
import { turnedHue } from './hue.js'
import type { CloudStep, Seen } from './step.js'
import { triple, triples } from './step.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    /**
     * Colours towards those that go from 0 to 255 in every channel of their cloud: `blend` of them,
     * and the rest of what they were. A channel of one value only has its least taken away.
     */
    'stretch-color': { readonly blend: number | Float64Array }
    /** Colours plus three numbers, cut to 0 … 255; they stay fractions. */
    'add-color': { readonly by: readonly number[] | Float64Array }
    /** Colours plus normal noise of this deviation, of 255, cut to 0 … 255. */
    'jitter-color': { readonly deviation: number | Float64Array, readonly seed: Seed }
    /** The colours of a random share of the points become 0. */
    'drop-color': { readonly share: number | Float64Array, readonly seed: Seed }
    /** The hue goes on by a share of its circle; the saturation is multiplied. */
    'turn-hue': {
      readonly hue: number | Float64Array
      readonly saturation: number | Float64Array
    }
    /** Colours of 255 become colours of 1. */
    'unit-color': object
  }
}

/** Steps on colours from 0 to 255, bytes or floats, which become floats; as Pointcept has them. */
export const colors: Readonly<Record<string, CloudStep>> = {
  'stretch-color': {
    parameters: z.strictObject({ blend: numberColumn }),
    run: (seen, { blend }, piece) => {
      const share = Math.fround(entryOf(blend as Float64Array, piece))
      return share === 0 ? seen : recolored(seen, color => { stretch(color, share) })
    },
    onBox: box => box
  },
  'add-color': {
    parameters: z.strictObject({ by: triples }),
    run: (seen, { by }, piece) => {
      const shift = triple(by, piece)
      return shift.every(each => each === 0) ? seen : recolored(seen, color => {
        for (let k = 0; k < color.length; k++) color[k] = within(color[k] + shift[k % 3])
      })
    },
    onBox: box => box
  },
  'jitter-color': {
    parameters: z.strictObject({ deviation: numberColumn, seed }),
    run: (seen, { deviation, seed: from }, piece) => {
      const spread = 255 * entryOf(deviation as Float64Array, piece)
      return spread === 0 ? seen : recolored(seen, color => {
        const { normal } = stream(from as Seed, piece, color.length)
        for (let k = 0; k < color.length; k++) color[k] = within(color[k] + spread * normal())
      })
    },
    onBox: box => box
  },
  'drop-color': {
    parameters: z.strictObject({ share: numberColumn, seed }),
    run: (seen, { share, seed: from }, piece) => {
      const count = countOf(seen.cloud)
      const dropped = Math.floor(count * entryOf(share as Float64Array, piece))
      return dropped === 0 ? seen : recolored(seen, color => {
        for (const point of someOf(count, dropped, from as Seed, piece))
          color.fill(0, 3 * point, 3 * point + 3)
      })
    },
    onBox: box => box
  },
  'turn-hue': {
    parameters: z.strictObject({ hue: numberColumn, saturation: numberColumn }),
    run: (seen, { hue, saturation }, piece) => {
      const turn = entryOf(hue as Float64Array, piece)
      const factor = entryOf(saturation as Float64Array, piece)
      return turn === 0 && factor === 1 ? seen : recolored(seen, color => {
        for (let k = 0; k < color.length; k += 3)
          color.set(turnedHue(color.subarray(k, k + 3), turn, factor), k)
      })
    },
    onBox: box => box
  },
  'unit-color': {
    parameters: z.strictObject({}),
    run: seen => recolored(seen, color => {
      for (let k = 0; k < color.length; k++) color[k] /= 255
    }),
    onBox: box => box
  }
}

const within = (value: number): number => Math.min(255, Math.max(0, value))

/** Single precision throughout, as the reference has it for single colours. */
function stretch (color: Float32Array, share: number): void {
  const low = new Float32Array(3).fill(Infinity)
  const high = new Float32Array(3).fill(-Infinity)
  color.forEach((value, k) => {
    low[k % 3] = Math.min(low[k % 3], value)
    high[k % 3] = Math.max(high[k % 3], value)
  })
  if (low.every((least, channel) => least === high[channel])) return
  const scale = Float32Array.from(low, (least, channel) =>
    least === high[channel] ? 1 : 255 / Math.fround(high[channel] - least))
  const rest = Math.fround(1 - share)
  for (let k = 0; k < color.length; k++) {
    const stretched = Math.fround(Math.fround(color[k] - low[k % 3]) * scale[k % 3])
    color[k] = Math.fround(rest * color[k]) + Math.fround(share * stretched)
  }
}

/** A cloud with a copy of its colours as floats changed; as it is where it has none. */
function recolored (seen: Seen, change: (color: Float32Array) => void): Seen {
  return {
    ...seen,
    cloud: withColumn(seen.cloud, 'color', ({ data, width }) => {
      if (width !== 3)
        throw fail('INPUT', 'points', 'columns.color', 'must be three numbers a point', width)
      const color = Float32Array.from<number | bigint>(data, Number)
      change(color)
      return { data: color, width }
    })
  }
}
