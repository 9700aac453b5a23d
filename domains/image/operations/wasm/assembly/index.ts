// Operations on the bytes of one image, from `source` to `out`. Vectors may reach over the end of
// an image: there is room for them behind it.
export { affine } from './affine'
export { smooth } from './smooth'
export { count, extremes, invert, keepBits, lookUp, slope } from './tables'
export { awayFrom, brightnesses, luma } from './colour'
