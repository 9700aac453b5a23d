import { fail } from '../../errors.js'

/** Nodes between a source and a sink, and arcs between them. */
export interface Network {
  /** `[nodes]`: what can flow from the source into a node, 0 or more. */
  readonly source: ArrayLike<number>
  /** `[nodes]`: what can flow from a node into the sink, 0 or more. */
  readonly sink: ArrayLike<number>
  /** `[arcs]`: the nodes that arcs join. */
  readonly from: Int32Array
  readonly to: Int32Array
  /** `[arcs]`: what can flow `from → to`, 0 or more; infinite for what must not be cut. */
  readonly forward: ArrayLike<number>
  /** `[arcs]`: what can flow back, 0 where absent. */
  readonly backward?: ArrayLike<number>
}

/** What flows at most, and where the network is cut. */
export interface Cut {
  /** The largest flow, which is what the cut arcs can carry. */
  readonly flow: number
  /** `[nodes]`: 1 for those on the side of the sink; nodes that may be on either are not. */
  readonly sinkSide: Uint8Array
}

/**
 * The largest flow through a network and the smallest cut of it: by shortest paths, level by level
 * (Dinic, Soviet Math. Doklady 11, 1970), from all nodes that the source feeds at once.
 *
 * Exact for capacities that are whole numbers; for others up to the rounding of their sums.
 *
 * @throws INPUT for lists that do not fit each other, nodes that are none, and capacities below 0
 */
export function minimumCut (network: Network): Cut {
  check(network)
  const { source, sink, from, to, forward, backward } = network
  const nodes = source.length
  // Arc 2k is arc k, arc 2k + 1 the same one backwards
  const room = new Float64Array(2 * from.length)
  const { first, order, head } = arcsByNode(from, to, nodes)
  for (let k = 0; k < from.length; k++) {
    room[2 * k] = forward[k]
    room[2 * k + 1] = backward?.[k] ?? 0
  }
  let flow = 0
  const excess = Float64Array.from({ length: nodes }, (_, node) => {
    flow += Math.min(source[node], sink[node])
    return source[node] === sink[node] ? 0 : source[node] - sink[node]
  })
  const level = new Int32Array(nodes)
  const queue = new Int32Array(nodes)
  const next = new Int32Array(nodes)
  const path = new Int32Array(nodes)

  /** How far every node is from the sink; 0 for those from which nothing can reach it. */
  const measure = (): boolean => {
    level.fill(0)
    let [begin, end, fed] = [0, 0, false]
    for (let node = 0; node < nodes; node++) {
      if (excess[node] >= 0) continue
      level[node] = 1
      queue[end++] = node
    }
    while (begin < end) {
      const node = queue[begin++]
      for (let k = first[node]; k < first[node + 1]; k++) {
        const arc = order[k]
        const other = head[arc]
        if (level[other] !== 0 || room[arc ^ 1] <= 0) continue
        level[other] = level[node] + 1
        queue[end++] = other
        fed ||= excess[other] > 0
      }
    }
    return fed
  }

  /** Sends what a node has too much of towards the sink, as long as a shortest path has room. */
  const drain = (start: number): void => {
    let [node, depth] = [start, 0]
    while (excess[start] > 0) {
      if (excess[node] < 0) {
        let most = Math.min(excess[start], -excess[node])
        for (let d = 0; d < depth; d++) most = Math.min(most, room[path[d]])
        for (let d = 0; d < depth; d++) {
          room[path[d]] -= most
          room[path[d] ^ 1] += most
        }
        excess[start] -= most
        excess[node] += most
        flow += most
        node = start
        depth = 0
        continue
      }
      let step = -1
      while (next[node] < first[node + 1]) {
        const arc = order[next[node]]
        if (room[arc] > 0 && level[head[arc]] === level[node] - 1 && level[node] > 1) {
          step = arc
          break
        }
        next[node]++
      }
      if (step >= 0) {
        path[depth++] = step
        node = head[step]
      } else {
        if (depth === 0) return
        node = head[path[--depth] ^ 1]
        next[node]++
      }
    }
  }

  while (measure()) {
    for (let node = 0; node < nodes; node++) next[node] = first[node]
    for (let node = 0; node < nodes; node++) {
      if (excess[node] > 0 && level[node] > 0) drain(node)
    }
  }
  return { flow, sinkSide: Uint8Array.from(level, distance => Number(distance > 0)) }
}

/** The arcs that leave every node: `order` from `first[node]` on, and where each goes. */
function arcsByNode (
  from: Int32Array, to: Int32Array, nodes: number
): { readonly first: Int32Array, readonly order: Int32Array, readonly head: Int32Array } {
  const first = new Int32Array(nodes + 1)
  const head = new Int32Array(2 * from.length)
  for (let k = 0; k < from.length; k++) {
    first[from[k] + 1]++
    first[to[k] + 1]++
    head[2 * k] = to[k]
    head[2 * k + 1] = from[k]
  }
  for (let node = 0; node < nodes; node++) first[node + 1] += first[node]
  const order = new Int32Array(head.length)
  const place = first.slice(0, nodes)
  for (let arc = 0; arc < head.length; arc++) order[place[head[arc ^ 1]]++] = arc
  return { first, order, head }
}

function check (network: Network): void {
  const { source, sink, from, to, forward, backward } = Object(network) as Partial<Network>
  const nodes = checkCapacities('source', source, undefined)
  checkCapacities('sink', sink, nodes)
  for (const [name, ends] of [['from', from], ['to', to]] as const) {
    if (!(ends instanceof Int32Array) || ends.length !== from?.length)
      throw fail('INPUT', 'minimumCut', name, 'must be an Int32Array, one number an arc', ends)
    const wrong = ends.find(node => node < 0 || node >= nodes)
    if (wrong !== undefined)
      throw fail('INPUT', 'minimumCut', name, `must name nodes below ${nodes}`, wrong)
  }
  checkCapacities('forward', forward, from?.length)
  if (backward !== undefined) checkCapacities('backward', backward, from?.length)
}

/** @returns how many there are */
function checkCapacities (name: string, list: unknown, length: number | undefined): number {
  const many = (list as ArrayLike<number> | null | undefined)?.length
  const listed = Array.isArray(list) || ArrayBuffer.isView(list)
  if (!listed || many === undefined || many !== (length ?? many)) {
    const wanted = length === undefined ? 'a list of numbers' : `${length} numbers`
    throw fail('INPUT', 'minimumCut', name, `must be ${wanted}`, list)
  }
  for (let k = 0; k < many; k++) {
    const capacity = (list as ArrayLike<number>)[k]
    if (!(capacity >= 0)) throw fail('INPUT', 'minimumCut', name, 'must be at least 0', capacity)
  }
  return many
}
