/** How far a number may lie from the reference's, as a share of the range of what it belongs to. */
const usual = 1e-5

/** By file: tighter where nothing is computed in float32 but a weighted sum; looser for chains of
 * convolutions, resizes and softmaxes in float32. */
const other: Readonly<Record<string, number>> = {
  cmixup: 1e-6,
  kmixup_assignment: 1e-6,
  localmixup: 1e-6,
  adautomix: 1e-4,
  alignmix: 1e-4,
  automix_samix: 1e-4,
  guidedmixup: 1e-4,
  snapmix: 1e-4
}

/** The tolerance of a file, by its key; arrays of whole numbers must be met exactly. */
export function toleranceOf (key: string): number {
  return other[key] ?? usual
}
