/** Above this cosine the series of a weight on the arc holds, to 1e-9. */
export const NEAR = 1 - 1e-4
/** Below this cosine the two rows are opposite: float32 does not tell their arc. */
export const OPPOSITE = -1 + 1e-6
