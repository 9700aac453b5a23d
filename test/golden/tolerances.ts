/** How far a number may lie from the reference's, as a share of the range of what it belongs to. */
const usual = 1e-5

/** By file: chains of convolutions, resizes and softmaxes in float32. */
const looser: Readonly<Record<string, number>> = {
  adautomix: 1e-4,
  alignmix: 1e-4,
  automix_samix: 1e-4,
  guidedmixup: 1e-4,
  snapmix: 1e-4
}

/** The tolerance of a file, by its key; arrays of whole numbers must be met exactly. */
export function toleranceOf (key: string): number {
  return looser[key] ?? usual
}
