import fc from 'fast-check'
import { boxCutmix, instancePaste, lasermix, mix3d, objectSample, polarmix } from
  '../../../domains/pointcloud/index.js'
import type { Boxes3 } from '../../../domains/pointcloud/index.js'
import { boxesOf } from '../../pointcloud/clouds.js'
import { meanOf, middleOf, moved, pointsOf, sharedArea, turned, within } from './naive.js'
import type { Place, Told } from './naive.js'
import { cloudOracle } from './oracle.js'

const ORIGIN: Place = [0, 0, 0]
const less = (a: Place, b: Place): Place => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]

const mix3ds = cloudOracle({
  name: 'mix3d',
  options: fc.record({
    scenes: fc.integer({ min: 1, max: 4 }), probability: fc.constantFrom(0.5, 1),
    center: fc.constantFrom('none' as const, 'mean' as const, 'middle' as const)
  }),
  mixer: mix3d,
  outcome: ({ mix }, clouds, { scenes, center }) => {
    const all = clouds.map((cloud, row) => {
      const points = pointsOf(cloud, row)
      if (center === 'none' || points.length === 0) return points
      const middle = center === 'mean' ? meanOf(points) : middleOf(points)
      return moved(points, at => less(at, middle))
    })
    const each = mix[0] === 1 ? scenes : 1
    return { clouds: Array.from({ length: Math.ceil(all.length / each) }, (_, group) =>
      all.slice(group * each, (group + 1) * each).flat()) }
  }
})

const polar = cloudOracle({
  name: 'polarmix',
  options: fc.record({
    instances: fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 4 }),
    swap: fc.constantFrom(0, 0.5, 1), paste: fc.constantFrom(0, 0.5, 1)
  }),
  mixer: polarmix,
  outcome: (drawn, clouds, { instances }) => {
    let [alphas, omegas] = [0, 0]
    return { clouds: clouds.map((cloud, row) => {
      const partner = drawn.pair[row]
      const [mine, theirs] = [pointsOf(cloud, row), pointsOf(clouds[partner], partner)]
      const start = drawn.swap[row] === 1 ? drawn.alpha[alphas++] : NaN
      const swapped = ({ at: [x, y] }: Told): boolean => {
        const yaw = -Math.atan2(y, x)
        return yaw > start && yaw < start + Math.PI
      }
      const { data } = clouds[partner].columns.segment
      const objects = drawn.paste[row] === 1
        ? instances.flatMap(id => theirs.filter(({ index }) => Number(data[index]) === id))
        : []
      const angles = drawn.paste[row] === 1 ? [drawn.omega[omegas++], drawn.omega[omegas++]] : []
      return [...mine.filter(point => !swapped(point)), ...theirs.filter(swapped), ...objects,
        ...angles.flatMap(angle => moved(objects, at => turned(at, 2, angle, ORIGIN)))]
    }) }
  }
})

const laser = cloudOracle({
  name: 'lasermix',
  options: fc.record({
    areas: fc.constantFrom<number[]>([3, 4, 5, 6], [1], [2, 9]),
    sides: fc.constantFrom('one' as const, 'both' as const),
    pitch: fc.constantFrom([-25, 3] as [number, number],
      [-80, 80] as [number, number])
  }),
  mixer: lasermix,
  outcome: ({ areas: drawn, pair }, clouds, { areas, sides, pitch: [low, high] }) => {
    const degree = Math.PI / 180
    const shown = (row: number, first: number, second: number): Told[] => {
      const bands = areas[drawn[row]]
      const band = ({ at: [x, y, z] }: Told): number => {
        const pitch = Math.min(high * degree - 1e-5, Math.max(low * degree + 1e-5,
          Math.atan2(z, Math.sqrt(x * x + y * y))))
        return Array.from({ length: bands }, (_, k) => k).find(k =>
          pitch > (high - (k + 1) * (high - low) / bands) * degree) ?? bands - 1
      }
      return Array.from({ length: bands }, (_, k) => {
        const from = k % 2 === 0 ? first : second
        return pointsOf(clouds[from], from).filter(point => band(point) === k)
      }).flat()
    }
    return { clouds: [
      ...clouds.map((_, row) => shown(row, row, pair[row])),
      ...sides === 'both' ? clouds.map((_, row) => shown(row, pair[row], row)) : []
    ] }
  }
})

const boxes = cloudOracle({
  name: 'box-cutmix',
  options: fc.record({ alpha: fc.constantFrom(0.3, 1, 4) }),
  mixer: boxCutmix,
  sizes: { min: 1, max: 12 },
  outcome: ({ lambda, center, pair }, clouds) => ({
    clouds: clouds.map((_, row) => {
      const centred = (k: number): Told[] => {
        const points = pointsOf(clouds[k], k)
        return moved(points, at => less(at, middleOf(points)))
      }
      const [mine, theirs] = [centred(row), centred(pair[row])]
      const side = Math.cbrt(1 - lambda[row])
      const place = mine[center[row]].at
      const inside = ({ at }: Told): boolean => [0, 1, 2].every(axis => {
        const values = mine.map(point => point.at[axis])
        const length = side * (Math.max(...values) - Math.min(...values))
        return Math.abs(at[axis] - place[axis]) <= length / 2 + 1e-7
      })
      return [...mine.filter(point => !inside(point)), ...theirs.filter(inside)]
    })
  })
})

const paste = cloudOracle({
  name: 'instance-paste',
  options: fc.record({
    oversampling: fc.constantFrom(0.5, 1, 1.5), change: fc.constantFrom(0, 0.5, 1)
  }),
  mixer: instancePaste,
  objects: true,
  outcome: (drawn, clouds, { oversampling }, objects) => {
    const [center, scale, turn] = [drawn.center, drawn.scale, drawn.turn]
      .map(list => [...list ?? []])
    const [scaled, turns, object] = [drawn.scaled, drawn.turned, drawn.object]
      .map(list => [...list ?? []])
    return { clouds: clouds.map((cloud, row) => {
      const ids = new Set(Array.from(cloud.columns.instance.data, Number).filter(id => id >= 0))
      const copies = Array.from({ length: Math.floor(ids.size * oversampling) }, () => {
        const which = object.shift() as number
        const points = pointsOf(objects[which], which, 'objects')
        const place = center.splice(0, 3) as unknown as Place
        const by = scaled.shift() === 1 ? scale.splice(0, 3) : [1, 1, 1]
        const angles = [0, 1, 2].map(() => turns.shift() === 1 ? turn.shift() as number : 0)
        const mean = points.length === 0 ? ORIGIN : meanOf(points)
        const there = moved(points, at => less(at, mean).map((value, k) =>
          (value + place[k]) * by[k]) as unknown as Place)
        return angles.reduce((now, angle, axis) => {
          const middle = now.length === 0 ? ORIGIN : meanOf(now)
          return moved(now, at => turned(at, axis as 0, angle, middle))
        }, there)
      })
      return [...pointsOf(cloud, row), ...copies.flat()]
    }) }
  }
})

const samples = cloudOracle({
  name: 'object-sample',
  options: fc.record({
    most: fc.constantFrom<Record<string, number>>({ 0: 3, 1: 4, 2: 5 }, { 2: 6 }),
    rate: fc.constantFrom(0.5, 1),
    turn: fc.constantFrom(0, 3), clear: fc.boolean()
  }),
  mixer: objectSample,
  objects: true,
  signals: {
    boxes: batch => (batch.x as unknown[]).map((_, k) => boxesOf(k)),
    objects: () => boxesOf(50, 6)
  },
  outcome: (drawn, clouds, { most, rate, turn, clear }, objects) => {
    const [order, angles] = [[...drawn.object ?? []], [...drawn.turn ?? []]]
    const { boxes: theirs, classes }: Boxes3 = boxesOf(50, 6)
    return { clouds: clouds.map((cloud, row) => {
      const { boxes: there, classes: kinds } = boxesOf(row)
      const all = [...there]
      const accepted: number[][] = []
      const shown = Object.entries(most).flatMap(([name, wanted]) => {
        const id = Number(name)
        const mine = [...theirs.keys()].filter(k => classes[k] === id)
        const missing = wanted - kinds.filter(kind => kind === id).length
        const count = Math.min(mine.length, Math.max(0, Math.round(rate * missing)))
        if (count === 0) return []
        return order.splice(0, mine.length).slice(0, count).flatMap(place => {
          const which = mine[place]
          const angle = turn > 0 ? angles.shift() as number : 0
          const [x, y, z, ...rest] = theirs[which]
          const at = turned([x, y, z], 2, angle, ORIGIN)
          const box = [...at, ...rest.slice(0, 3), rest[3] + angle]
          if (all.some(other => sharedArea(other, box) > 1e-9)) return []
          all.push(box)
          accepted.push(box)
          return moved(pointsOf(objects[which], which, 'objects'), place3 =>
            turned(place3, 2, angle, ORIGIN))
        })
      })
      return [...shown, ...pointsOf(cloud, row).filter(({ at }) =>
        !clear || !accepted.some(box => within(at, box)))]
    }) }
  }
})

/** Naive versions of the mixers that choose points and lay them together. */
export const unions = [mix3ds, polar, laser, boxes, paste, samples]
