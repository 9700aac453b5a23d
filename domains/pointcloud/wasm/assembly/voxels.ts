/** In place of the x of a cell: the point is nowhere. No cell is that far. */
const NOWHERE: i32 = i32.MIN_VALUE

/** Where a cell is looked for first: all bits of it have a say in the last ones. */
@inline
function slotOf (x: i32, y: i32, z: i32, mask: i32): i32 {
  let hash = x * <i32>0x9e3779b1 + y * <i32>0x85ebca6b + z * <i32>0xc2b2ae35
  hash = (hash ^ <i32>(<u32>hash >>> 15)) * <i32>0x2c1b3c6d
  return (hash ^ <i32>(<u32>hash >>> 13)) & mask
}

@inline
function place (table: usize, slot: i32): usize {
  return table + (<usize>slot << 2)
}

@inline
function recordOf (records: usize, voxel: i32): usize {
  return records + (<usize>voxel << 4)
}

/**
 * Brings voxels to where there is room for more, and makes their table anew: the records first and
 * then the numbers of first points, which lie behind them.
 */
export function moveVoxels (
  table: usize, mask: i32, records: usize, firsts: usize, voxels: i32, oldRecords: usize,
  oldFirsts: usize
): void {
  memory.copy(firsts, oldFirsts, <usize>voxels << 2)
  memory.copy(records, oldRecords, <usize>voxels << 4)
  memory.fill(table, 0, (<usize>mask + 1) << 2)
  for (let voxel = 0; voxel < voxels; voxel++) {
    const record = recordOf(records, voxel)
    let slot = slotOf(load<i32>(record), load<i32>(record, 4), load<i32>(record, 8), mask)
    while (load<i32>(place(table, slot)) != 0) slot = (slot + 1) & mask
    store<i32>(place(table, slot), voxel + 1)
  }
}

/**
 * The voxel of every cell of a block, by open addressing: a slot holds the number of a voxel, from
 * 1, and its record its cell and how many points it has.
 *
 * @param found - the voxels of the block; -1 for points that are nowhere
 * @param slots - room for as many numbers
 * @param voxels - how many there are
 * @param start - the first point of the block
 * @returns how many there are now
 */
export function numberCells (
  cells: usize, found: usize, slots: usize, count: i32, table: usize, mask: i32, records: usize,
  firsts: usize, voxels: i32, start: i32
): i32 {
  // Slots of all points are asked for before any is looked at, so that memory answers side by side
  for (let i = 0; i < count; i++) {
    const cell = cells + <usize>i * 12
    const slot = slotOf(load<i32>(cell), load<i32>(cell, 4), load<i32>(cell, 8), mask)
    store<i32>(place(slots, i), slot)
    store<i32>(place(found, i), load<i32>(place(table, slot)))
  }
  for (let i = 0; i < count; i++) {
    const cell = cells + <usize>i * 12
    const x = load<i32>(cell)
    const y = load<i32>(cell, 4)
    const z = load<i32>(cell, 8)
    if (x == NOWHERE) {
      store<i32>(place(found, i), -1)
      continue
    }
    let slot = load<i32>(place(slots, i))
    let voxel = load<i32>(place(table, slot)) - 1
    while (voxel >= 0) {
      const record = recordOf(records, voxel)
      const other = (load<i32>(record) ^ x) | (load<i32>(record, 4) ^ y) |
        (load<i32>(record, 8) ^ z)
      if (other == 0) break
      slot = (slot + 1) & mask
      voxel = load<i32>(place(table, slot)) - 1
    }
    if (voxel < 0) {
      voxel = voxels++
      const record = recordOf(records, voxel)
      store<i32>(record, x)
      store<i32>(record, y, 4)
      store<i32>(record, z, 8)
      store<i32>(record, 0, 12)
      store<i32>(place(firsts, voxel), start + i)
      store<i32>(place(table, slot), voxels)
    }
    const points = recordOf(records, voxel) + 12
    store<i32>(points, load<i32>(points) + 1)
    store<i32>(place(found, i), voxel)
  }
  return voxels
}
