@inline
function place (list: usize, index: i32): usize {
  return list + (<usize>index << 2)
}

/**
 * What a bidder pays for, whose price it raises: the point that is nearest with its price. Of
 * several, the first.
 *
 * @param bidder - its three coordinates
 * @param others - x of all other points, then y, then z, each of so many bytes
 */
@inline
function bid (bidder: usize, others: usize, bytes: usize, prices: usize, raise: f32): i32 {
  const px = f32x4.splat(load<f32>(bidder))
  const py = f32x4.splat(load<f32>(bidder, 4))
  const pz = f32x4.splat(load<f32>(bidder, 8))
  const four = i32x4.splat(4)
  let least = f32x4.splat(Infinity)
  let second = f32x4.splat(Infinity)
  let best = i32x4.splat(0)
  let index = i32x4(0, 1, 2, 3)
  const end = others + bytes
  for (let at = others; at < end; at += 16) {
    const dx = f32x4.sub(v128.load(at), px)
    const dy = f32x4.sub(v128.load(at + bytes), py)
    const dz = f32x4.sub(v128.load(at + 2 * bytes), pz)
    const square = f32x4.add(f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy)), f32x4.mul(dz, dz))
    const cost = f32x4.add(f32x4.sqrt(square), v128.load(prices + (at - others)))
    best = v128.bitselect(index, best, f32x4.lt(cost, least))
    second = f32x4.pmin(second, f32x4.pmax(least, cost))
    least = f32x4.pmin(least, cost)
    index = i32x4.add(index, four)
  }
  let cheapest = f32x4.extract_lane(least, 0)
  let next = f32x4.extract_lane(second, 0)
  let chosen = i32x4.extract_lane(best, 0)
  for (let lane = 1; lane < 4; lane++) {
    // Lanes move down one by one
    least = i32x4.shuffle(least, least, 1, 2, 3, 0)
    second = i32x4.shuffle(second, second, 1, 2, 3, 0)
    best = i32x4.shuffle(best, best, 1, 2, 3, 0)
    const cost = f32x4.extract_lane(least, 0)
    const point = i32x4.extract_lane(best, 0)
    if (cost < cheapest || (cost == cheapest && point < chosen)) {
      next = min(cheapest, f32x4.extract_lane(second, 0) < next
        ? f32x4.extract_lane(second, 0) : next)
      cheapest = cost
      chosen = point
    } else {
      next = min(next, cost)
    }
  }
  const price = place(prices, chosen)
  store<f32>(price, load<f32>(price) + ((next == Infinity ? <f32>0 : next - cheapest) + raise))
  return chosen
}

/**
 * One auction: points that wait bid one after the other until all have a partner.
 *
 * @param queue - numbers of points, of which the last bids first
 * @param owners - whose every other point is: -1 where it has none
 */
export function sell (
  points: usize, others: usize, bytes: usize, prices: usize, owners: usize, partners: usize,
  queue: usize, waiting: i32, raise: f32
): void {
  while (waiting > 0) {
    const bidder = load<i32>(place(queue, --waiting))
    const best = bid(points + <usize>bidder * 12, others, bytes, prices, raise)
    const before = load<i32>(place(owners, best))
    if (before >= 0) store<i32>(place(queue, waiting++), before)
    store<i32>(place(owners, best), bidder)
    store<i32>(place(partners, bidder), best)
  }
}
