/**
 * Widens limits by points, four at a time; what is no number has no say.
 *
 * @param points - of which there are a multiple of four
 * @param limits - twelve least numbers (of x, y, z, x, y and so on), then the twelve greatest
 */
export function widenLimits (points: usize, count: i32, limits: usize): void {
  let leastA = v128.load(limits)
  let leastB = v128.load(limits, 16)
  let leastC = v128.load(limits, 32)
  let mostA = v128.load(limits, 48)
  let mostB = v128.load(limits, 64)
  let mostC = v128.load(limits, 80)
  const end = points + <usize>count * 12
  for (; points < end; points += 48) {
    const a = v128.load(points)
    const b = v128.load(points, 16)
    const c = v128.load(points, 32)
    leastA = f32x4.pmin(leastA, a)
    leastB = f32x4.pmin(leastB, b)
    leastC = f32x4.pmin(leastC, c)
    mostA = f32x4.pmax(mostA, a)
    mostB = f32x4.pmax(mostB, b)
    mostC = f32x4.pmax(mostC, c)
  }
  v128.store(limits, leastA)
  v128.store(limits, leastB, 16)
  v128.store(limits, leastC, 32)
  v128.store(limits, mostA, 48)
  v128.store(limits, mostB, 64)
  v128.store(limits, mostC, 80)
}
