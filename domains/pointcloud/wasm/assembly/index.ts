// Loops over the points of a cloud. Vectors may reach over the end of a block: there is room for
// them behind it.
export { blur } from './blur'
export { widenLimits } from './bounds'
export { cellsOfFloats, cellsOfDoubles } from './cells'
export { moveVoxels, numberCells } from './voxels'
export { sell } from './auction'
export { displaceFloats, displaceDoubles } from './displace'
