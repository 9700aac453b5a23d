import { createMixer, parse, scripted, stringify } from '../../../core/index.js'
import { instancePaste, mix3d } from '../../../domains/pointcloud/index.js'
import type { AnyCloud } from '../../../domains/pointcloud/index.js'
import type { Adapter, Given } from '../adapter.js'
import { array, entry, numbers } from '../given.js'
import { fileCoordinates, reals } from '../points/clouds.js'

/** A copy of an instance, or how many of KPConv's spheres are merged. */
export const mix3dVariants: Adapter = (inputs, _params, decisions) =>
  entry(inputs, 'B') === undefined
    ? pasted(inputs, decisions)
    : { outputs: numbers(inputs, 'B').map(merged) }

function pasted (inputs: Given, decisions: Given): ReturnType<Adapter> {
  const labels = numbers(inputs, 'labels')
  const ids = (column: number): Int32Array =>
    Int32Array.from(labels.filter((_, k) => k % 2 === column))
  const scene: AnyCloud = {
    coordinates: reals(array(inputs, 'coords')),
    columns: { segment: { data: ids(0), width: 1 }, instance: { data: ids(1), width: 1 } }
  }
  const coordinates = reals(array(inputs, 'instance_coords'))
  const count = coordinates.length / 3
  const [kind] = numbers(inputs, 'instance_label')
  const object: AnyCloud = {
    coordinates, columns: { segment: { data: new Int32Array(count).fill(kind), width: 1 } }
  }
  const instances = new Set(ids(1)).size
  const mix = createMixer(instancePaste({ oversampling: 1.5 / instances }),
    { pools: { objects: { x: [object] } } })
  const draws = scripted({
    object: 0, center: numbers(decisions, 'center'), scaled: 1,
    scale: numbers(decisions, 'scale'), turned: [1, 1, 1], turn: numbers(decisions, 'angles_xyz')
  })
  const plan = parse(stringify(mix.plan({ x: [scene] }, { draws })))
  const [mixed] = mix.apply({ x: [scene] }, plan).x
  const { segment, instance } = mixed.columns
  return {
    coords: fileCoordinates(mixed),
    labels: { shape: [segment.data.length, 2],
      data: Array.from({ length: segment.data.length }, (_, k) =>
        [Number(segment.data[k]), Number(instance.data[k])]).flat() },
    new_instance_id: Number(instance.data[instance.data.length - 1])
  }
}

function merged (size: number): { B: number, unmerged: number, merged_pairs: number } {
  const x = Array.from({ length: size }, (): AnyCloud =>
    ({ coordinates: new Float32Array(3), columns: {} }))
  const mix = createMixer(mix3d({ groups: 'partial' }))
  const mixed = mix.mix(x).batch
  const parts = mixed.map(({ provenance }) => provenance?.parts.length)
  return { B: size, unmerged: parts.filter(count => count === 1).length,
    merged_pairs: parts.filter(count => count === 2).length }
}
