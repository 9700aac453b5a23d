/** The references that a tracker at another metrical level, or between the beats, would meet. */
export function metricalLevels (reference: Float64Array): readonly Float64Array[] {
  const doubled = Float64Array.from({ length: Math.max(0, 2 * reference.length - 1) }, (_, k) => {
    const before = reference[k >> 1]
    return k % 2 === 0 ? before : 0.5 * (reference[(k >> 1) + 1] - before) + before
  })
  return [
    reference,
    doubled.filter((_, k) => k % 2 === 1),
    doubled,
    reference.filter((_, k) => k % 2 === 0),
    reference.filter((_, k) => k % 2 === 1)
  ]
}

/** The index of the nearest time; the first of two as near. */
export function nearestTo (time: number, list: Float64Array): number {
  let best = 0
  for (let k = 1; k < list.length; k++) {
    if (Math.abs(time - list[k]) < Math.abs(time - list[best])) best = k
  }
  return best
}
