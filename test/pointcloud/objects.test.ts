import test from 'ava'
import { createMixer } from '../../core/index.js'
import { boundsOf, objectSample } from '../../domains/pointcloud/index.js'
import type { Boxes3, Cloud } from '../../domains/pointcloud/index.js'

/** A floor at a height of x / 10, of class 7; a square of points, 4 m wide. */
const floor = (): Cloud => {
  const places = Array.from({ length: 1681 }, (_, k) => [k % 41 - 20, Math.floor(k / 41) - 20])
  return {
    coordinates: Float32Array.from(places.flatMap(([x, y]) => [x / 10, y / 10, x / 100])),
    columns: { segment: { data: Uint8Array.from(places, () => 7), width: 1 } }
  }
}
const column = (x: number, y: number, points: number): Cloud => ({
  coordinates: Float32Array.from({ length: 3 * points }, (_, k) =>
    [x, y, 1 + Math.floor(k / 3) / 10][k % 3]),
  columns: { segment: { data: new Uint8Array(points).fill(3), width: 1 } }
})
const none: Boxes3 = { boxes: [], classes: [] }

function sampled (options: object, objects: Cloud[], boxes: number[][]) {
  return createMixer(objectSample({ most: { 3: 9 }, ...options }), {
    pools: { objects: { x: objects, boxes: objects.map((_, k) => ({ boxes: [boxes[k]],
      classes: [3] })) } },
    signals: { boxes: () => [none], objects: () => ({ boxes, classes: boxes.map(() => 3) }) }
  }).mix({ x: [floor()], boxes: [none] })
}

test('objects are put on the ground of their footprint, their boxes with them', t => {
  const boxes = [[1, 1, 1.2, 0.5, 0.5, 0.5, 0], [-1, -1, 1.2, 0.5, 0.5, 0.5, 0.7]]
  const { batch } = sampled({ ground: [7], clear: false },
    [column(1, 1, 5), column(-1, -1, 5)], boxes)
  const [{ coordinates, provenance }] = batch.x
  for (const part of [0, 1]) {
    const points = coordinates.filter((_, k) => provenance?.part[Math.floor(k / 3)] === part)
    const { low } = boundsOf(points)
    t.true(Math.abs(low[2] - low[0] / 10) < 1e-6, `${low.join()}`)
  }
  t.deepEqual(batch.boxes[0].boxes.map(([x, , z]) => Math.abs(z - 0.2 - x / 10) < 1e-6),
    [true, true])
  // Where there is no ground, and where none is asked for, they stay as high as they were
  const off = [[9, 9, 1.2, 0.5, 0.5, 0.5, 0]]
  for (const options of [{ ground: [7] }, { ground: [8] }, {}])
    t.is(sampled(options, [column(9, 9, 5)], off).batch.x[0].coordinates[2], 1)
})

test('objects of few points are passed over, and so are those that would stand in another', t => {
  const boxes = [[0, 0, 1, 1, 1, 4, 0], [0.5, 0, 1, 1, 1, 4, 0.3], [-1.5, 1, 1, 0.4, 0.4, 4, 1]]
  const objects = [column(0, 0, 8), column(0.5, 0, 8), column(-1.5, 1, 2)]
  const { batch } = sampled({}, objects, boxes)
  t.is(batch.boxes[0].boxes.length, 2)
  t.is(sampled({ leastPoints: 5 }, objects, boxes).batch.boxes[0].boxes.length, 1)
  // What the floor has in their boxes is taken out
  const left = batch.x[0].coordinates.length / 3
  t.true(left < 1681 + 10 && left > 1400, String(left))
})
