import { createMixer, parse, scripted, stringify } from '../../../core/index.js'
import { saliencymix as imageSaliencymix } from '../../../domains/image/index.js'
import { peakOf } from '../../../domains/image/mixers/saliencymix.js'
import { fineGrainedMap } from '../../../domains/image/signals/fine-grained.js'
import type { Adapter, Given, GivenArray, Outputs } from '../adapter.js'
import { entry, numbers, pictures } from '../given.js'
import { boxesIn, ownWeights } from '../read-plan.js'

/** SaliencyMix by a map that is given, and OpenCV's map of bytes in its order of channels. */
export const saliencymix: Adapter = (inputs, _params, decisions) => {
  const bytes = entry<GivenArray>(inputs, 'bgrUint8')
  return bytes === undefined ? mixed(inputs, decisions) : mapOf(bytes)
}

function mapOf ({ data, shape }: GivenArray): Outputs {
  const [height, width, channels] = shape
  const rgb = Uint8Array.from(data, (_, k) => data[k - k % channels + channels - 1 - k % channels])
  const map = fineGrainedMap({ data: rgb, shape })
  const { y, x } = peakOf({ data: map, shape: [1, height, width] }, 0)
  return { saliencyMap: { data: map, shape: [height, width] }, peakRowCol: [y, x] }
}

function mixed (inputs: Given, decisions: Given): Outputs {
  const { data, shape: [height, width] } = entry<GivenArray>(inputs, 'saliencyOfFirstSource')!
  const { x } = pictures(inputs)
  const pair = numbers(decisions, 'perm')
  const maps = { data: new Float32Array(pair.length * height * width),
    shape: [pair.length, height, width] }
  maps.data.set(data, pair[0] * height * width)
  const mix = createMixer(imageSaliencymix(), { signals: { saliency: () => maps } })
  const draws = scripted({ lambda: numbers(decisions, 'lam0'), pair })
  const plan = parse(stringify(mix.plan({ x }, { draws })))
  const peak = peakOf(maps, pair[0])
  return {
    peakRowCol: [peak.y, peak.x],
    box_y1y2x1x2: boxesIn(plan)[0],
    lam: ownWeights(plan)[0],
    images: mix.apply({ x }, plan).x
  }
}
