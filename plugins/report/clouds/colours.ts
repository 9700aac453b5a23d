import type { AnyCloud, Column } from '../../../domains/pointcloud/index.js'

/** Colours of points by something that is known of them, and what the colours mean. */
export interface Colouring {
  /** `source`, `label`, `height`, or `color`. */
  readonly name: string
  /** Red, green and blue of every point, a byte each. */
  readonly rgb: Uint8Array
  readonly legend: ReadonlyArray<readonly [name: string, colour: string]>
}

type Rgb = readonly [red: number, green: number, blue: number]

/** A cloud that is shown, and what its numbers mean. */
export interface ShownCloud {
  readonly title: string
  readonly cloud: AnyCloud
  /** Names of the parts of a mixed cloud, in their order. */
  readonly sources?: readonly string[]
  /** Names of ids in `segment`. */
  readonly classes?: Readonly<Record<number, string>>
}

/** Every way in which the points of a cloud can be coloured. */
export function colourings ({ cloud, sources = [], classes = {} }: ShownCloud): Colouring[] {
  const { segment, color } = cloud.columns as Partial<Record<string, Column>>
  const { provenance } = cloud
  return [
    ...provenance === undefined ? [] : [bySource(provenance.part, sources)],
    ...segment === undefined ? [] : [byId('label', segment.data,
      id => classes[id] ?? String(id), hue)],
    byHeight(cloud),
    ...color?.width === 3 ? [{ name: 'color', rgb: asBytes(color), legend: [] }] : []
  ]
}

/** Parts of one scan have one colour. */
function bySource (part: Int32Array, sources: readonly string[]): Colouring {
  const names = [...new Set(sources)]
  const ids = part.map(each => names.length === 0 ? each : names.indexOf(sources[each]))
  return byId('source', ids, id => names[id] ?? `part ${id}`, id => parts[id % parts.length])
}

const parts: readonly Rgb[] = [[61, 90, 128], [224, 122, 95], [129, 178, 154], [242, 204, 143]]
const MOST_NAMES = 24

function byId (
  name: string, ids: ArrayLike<number | bigint>, nameOf: (id: number) => string,
  colourOf: (id: number) => Rgb
): Colouring {
  const rgb = new Uint8Array(3 * ids.length)
  const counts = new Map<number, number>()
  for (let point = 0; point < ids.length; point++) {
    const id = Number(ids[point])
    counts.set(id, (counts.get(id) ?? 0) + 1)
    rgb.set(colourOf(id), 3 * point)
  }
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_NAMES)
  return { name, rgb, legend: most.map(([id]) => [nameOf(id), cssOf(colourOf(id))]) }
}

/** Far apart for ids that are next to one another: steps of the golden angle around the circle. */
function hue (id: number): Rgb {
  const turn = (id * 0.61803398875 % 1 + 1) % 1
  const channel = (shift: number): number => {
    const place = (turn + shift) % 1 * 6
    return Math.round(70 + 170 * Math.min(Math.max(Math.abs(place - 3) - 1, 0), 1))
  }
  return [channel(0), channel(2 / 3), channel(1 / 3)]
}

/** From dark blue at the bottom to yellow at the top, without the lowest and highest hundredth. */
function byHeight ({ coordinates }: AnyCloud): Colouring {
  const size = coordinates.length / 3
  const heights = Float64Array.from({ length: size }, (_, k) => coordinates[3 * k + 2])
  const sorted = heights.filter(Number.isFinite).sort()
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  const [low, high] = [at(0.01), at(0.99)]
  const rgb = new Uint8Array(3 * size)
  for (let point = 0; point < size; point++) {
    const share = high > low ? (heights[point] - low) / (high - low) : 0
    rgb.set(ramp(Math.min(Math.max(share, 0), 1)), 3 * point)
  }
  const text = (value: number): string => value.toFixed(2)
  return { name: 'height', rgb, legend: [[text(high), cssOf(ramp(1))],
    [text((low + high) / 2), cssOf(ramp(0.5))], [text(low), cssOf(ramp(0))]] }
}

const stops: readonly Rgb[] = [[48, 52, 120], [38, 120, 142], [53, 183, 121], [245, 220, 60]]

function ramp (share: number): Rgb {
  const place = share * (stops.length - 1)
  const from = Math.min(Math.floor(place), stops.length - 2)
  const [a, b] = [stops[from], stops[from + 1]]
  const mixed = a.map((value, k) => Math.round(value + (place - from) * (b[k] - value)))
  return mixed as unknown as Rgb
}

/** Colours of a column: bytes, 16 bits of LAS, or shares. */
function asBytes ({ data }: Column): Uint8Array {
  if (data instanceof Uint8Array) return data
  const most = data instanceof Uint16Array ? 257 : largest(data) <= 1 ? 1 / 255 : 1
  return Uint8Array.from(data as ArrayLike<number>, value => Number(value) / most)
}

function largest (data: ArrayLike<number | bigint>): number {
  let most = 0
  for (let k = 0; k < data.length; k++) most = Math.max(most, Number(data[k]))
  return most
}

function cssOf ([red, green, blue]: Rgb): string {
  return `rgb(${red}, ${green}, ${blue})`
}
