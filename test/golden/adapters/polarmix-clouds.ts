import { scripted, streamed } from '../../../core/index.js'
import { polarmix } from '../../../domains/pointcloud/index.js'
import type { AnyCloud } from '../../../domains/pointcloud/index.js'
import type { Adapter, Outputs } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { array, entry, numbers } from '../given.js'
import { fileColumn, scan, tableOf } from '../points/clouds.js'

/** PolarMix as the authors have it: a swap, or the objects of a scan, or both. */
export const polarmixAuthors: Adapter = (inputs, params, decisions) => {
  const omega = numbers(params, 'omega')
  const instances = numbers(params, 'instance_classes')
  if (entry(inputs, 'points') !== undefined) {
    // Onto a scan without points, so that nothing but the objects is there
    const cloud = scan(array(inputs, 'points'), array(inputs, 'labels'))
    const [mixed] = mix([{ coordinates: new Float32Array(0), columns: {} }, cloud],
      polarmix({ instances, omega, swap: 0 }), { swap: [0, 0], paste: [1, 1] })
    return { points: tableOf(mixed), labels: fileColumn(mixed, 'segment') }
  }
  const clouds = pairOf(inputs)
  if (entry(params, 'start') !== undefined) {
    const [start, end] = ['start', 'end'].map(name => numbers(params, name)[0])
    const [first, second] = mix(clouds,
      polarmix({ instances: [], paste: 0, swap: 1, width: end - start }),
      { swap: [1, 1], paste: [0, 0], alpha: [start, start] })
    return { p1: tableOf(first), l1: fileColumn(first, 'segment'), p2: tableOf(second),
      l2: fileColumn(second, 'segment') }
  }
  const [alpha, beta] = ['alpha', 'beta'].map(name => numbers(params, name)[0])
  const swapped = Number(entry<boolean>(decisions, 'swapped') ?? false)
  const [often] = numbers(params, 'paste_prob')
  const pasted = Number(entry<boolean>(decisions, 'pasted') ?? often > 0)
  const [mixed] = mix(clouds, polarmix({ instances, omega, width: beta - alpha }), {
    swap: [swapped, swapped], paste: [pasted, pasted],
    ...swapped === 1 && { alpha: [alpha, alpha] }
  })
  return { points: tableOf(mixed), labels: fileColumn(mixed, 'segment') }
}

/** PolarMix as mmdetection3d has it, with its generator's numbers in order. */
export const polarmixMmdet3d: Adapter = (inputs, params, decisions) => {
  const stream = numbers(decisions, 'random_in_order')
  const mixer = polarmix({
    instances: numbers(params, 'instance_classes'),
    swap: numbers(params, 'swap_ratio')[0],
    paste: numbers(params, 'rotate_paste_ratio')[0]
  })
  const { mixed } = carryOut({
    mixer,
    draws: streamed({ permutation: [1, 0], uniform: [...stream, ...stream] }),
    batch: { x: pairOf(inputs) }
  })
  const [first] = mixed.x as unknown as AnyCloud[]
  return { points: tableOf(first), labels: fileColumn(first, 'segment') }
}

function pairOf (inputs: Parameters<Adapter>[0]): AnyCloud[] {
  return ['1', '2'].map(which => scan(array(inputs, `p${which}`), array(inputs, `l${which}`)))
}

function mix (
  x: readonly AnyCloud[], mixer: ReturnType<typeof polarmix>,
  draws: Readonly<Record<string, readonly number[]>>
): readonly AnyCloud[] {
  const { mixed }: { readonly mixed: Outputs } = carryOut(
    { mixer, draws: scripted({ pair: [1, 0], ...draws }), batch: { x } })
  return mixed.x as unknown as AnyCloud[]
}
