import type { ExecutionContext } from 'ava'
import type { CheckOptions, Facts, Plan } from '../../core/index.js'
import { factsOf } from './facts.js'
import { entry, mixLabels, near, paint, randomRows, rowsOf } from './rows.js'
import type { Pools, Rows } from './rows.js'

/** One source of a pixel: how much of it, and its value by channel. */
export interface Seen {
  readonly pool?: string
  readonly row: number
  readonly weight: number
  readonly value: (channel: number) => number
}
/** What a method, done by hand, shows at a pixel. */
export type Method = (output: number, y: number, x: number) => readonly Seen[]

export const SHAPE = [16, 32, 3] as const
const [HEIGHT, WIDTH] = SHAPE
/** Odd, so that a flip has a middle. */
export const SIZE = 5
const CLASSES = 4

/** Facts of the test pictures. */
export function factsHere (parts: Partial<Facts> = {}): Facts {
  return factsOf(SIZE, {
    shape: SHAPE, axes: ['height', 'width'], frame: SHAPE.slice(0, 2), ...parts
  })
}

/** Pictures of 16 × 32 pixels, another seed for every pool. */
export function picturesOf (counts: Readonly<Record<string, number>> = {}): Pools {
  const all = Object.entries({ batch: SIZE, ...counts })
  return Object.fromEntries(all.map(([pool, count], k) =>
    [pool, randomRows(10 + k, [count, ...SHAPE])]))
}

/** Soft labels of the same pools. */
export function labelsOf (pools: Pools): Pools {
  return Object.fromEntries(Object.entries(pools).map(([pool, { shape }], k) =>
    [pool, randomRows(50 + k, [shape[0], CLASSES])]))
}

/** The pixel of a row at its own place. */
export function pixel (pool: Rows, row: number, y: number, x: number): Seen['value'] {
  return channel => entry(pool, row, y, x, channel)
}

/** The picture that a method makes by hand. */
export function byHand (method: Method, size = SIZE): Rows {
  return rowsOf([size, ...SHAPE], (output, y, x, channel) =>
    method(output, y, x).reduce((sum, { weight, value }) => sum + weight * value(channel), 0))
}

/** Labels by the pixels that show a row. */
export function labelsByHand (method: Method, labels: Pools, size = SIZE): Rows {
  return rowsOf([size, CLASSES], (output, klass) => {
    let sum = 0
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++) {
        for (const { pool = 'batch', row, weight } of method(output, y, x)) {
          sum += weight * entry(labels[pool], row, klass)
        }
      }
    }
    return sum / (HEIGHT * WIDTH)
  })
}

/** Compares what a plan paints, and its labels by area, with a method done by hand. */
export function paintsAs (
  t: ExecutionContext, plan: Plan, domain: NonNullable<CheckOptions['domain']>, pools: Pools,
  method: Method
): void {
  const labels = labelsOf(pools)
  near(t, paint(plan, domain, pools), byHand(method))
  near(t, mixLabels(plan, labels), labelsByHand(method, labels))
}

export interface Rectangle {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** CutMix' box about a centre: its side lost what is odd, and what is outside. */
export function boxAbout (share: number, centerY: number, centerX: number): Rectangle {
  const [halfHeight, halfWidth] = [HEIGHT, WIDTH].map(side =>
    Math.floor(Math.trunc(side * Math.sqrt(share)) / 2))
  return {
    top: Math.max(0, centerY - halfHeight),
    left: Math.max(0, centerX - halfWidth),
    bottom: Math.min(HEIGHT, centerY + halfHeight),
    right: Math.min(WIDTH, centerX + halfWidth)
  }
}

export function isIn ({ top, left, bottom, right }: Rectangle, y: number, x: number): boolean {
  return y >= top && y < bottom && x >= left && x < right
}

export function areaOf ({ top, left, bottom, right }: Rectangle): number {
  return (bottom - top) * (right - left)
}

/** A place between the pixels of a rectangle, its own corner being 0, 0; edges go on outside. */
export function between (
  pool: Rows, row: number, { top, left, bottom, right }: Rectangle, v: number, u: number
): Seen['value'] {
  const y = top + Math.min(Math.max(v, 0), bottom - top - 1)
  const x = left + Math.min(Math.max(u, 0), right - left - 1)
  return channel => {
    let sum = 0
    for (const line of [Math.floor(y), Math.floor(y) + 1]) {
      for (const column of [Math.floor(x), Math.floor(x) + 1]) {
        const share = (1 - Math.abs(y - line)) * (1 - Math.abs(x - column))
        if (share > 0) sum += share * entry(pool, row, line, column, channel)
      }
    }
    return sum
  }
}
