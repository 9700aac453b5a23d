/** What a labelling of cells costs. */
export interface Problem {
  readonly cells: number
  readonly labels: number
  cost (cell: number, label: number): number
  readonly pairs: ReadonlyArray<readonly [number, number]>
  apart (pair: number, a: number, b: number): number
}

export function costOf ({ cost, pairs, apart }: Problem, labels: readonly number[]): number {
  let sum = 0
  labels.forEach((label, cell) => { sum += cost(cell, label) })
  pairs.forEach(([a, b], pair) => { sum += apart(pair, labels[a], labels[b]) })
  return sum
}

/** All ways to give each of `cells` cells one of these labels, the first cell counting first. */
export function everyLabelling (cells: number, labels: readonly number[]): number[][] {
  return cells === 0
    ? [[]]
    : everyLabelling(cells - 1, labels).flatMap(rest => labels.map(label => [...rest, label]))
}

/** The cheapest of all labellings; of several the one whose labels are lowest. */
export function cheapest (problem: Problem): number[] {
  const sum = (labels: readonly number[]): number => labels.reduce((all, each) => all + each, 0)
  const all = Array.from({ length: problem.labels }, (_, label) => label)
  return best(problem, everyLabelling(problem.cells, all), sum)
}

/**
 * What swaps of two labels come to from label 0: each by trying all, of several the one with most
 * of the first label; all pairs, the second one from the last label down, until nothing is won.
 */
export function swapped (problem: Problem): number[] {
  let labels = Array.from({ length: problem.cells }, () => 0)
  for (let before = Infinity; costOf(problem, labels) < before;) {
    before = costOf(problem, labels)
    for (let alpha = 0; alpha < problem.labels; alpha++) {
      for (let beta = problem.labels - 1; beta > alpha; beta--) {
        const open = [...labels.keys()].filter(cell => [alpha, beta].includes(labels[cell]))
        const tried = everyLabelling(open.length, [alpha, beta]).map(chosen => {
          const next = [...labels]
          open.forEach((cell, k) => { next[cell] = chosen[k] })
          return next
        })
        labels = best(problem, tried, each => each.filter(label => label === beta).length)
      }
    }
  }
  return labels
}

function best (
  problem: Problem, tried: readonly number[][], inDoubt: (labels: readonly number[]) => number
): number[] {
  const least = Math.min(...tried.map(labels => costOf(problem, labels)))
  const equal = tried.filter(labels => costOf(problem, labels) === least)
  return equal.reduce((a, b) => inDoubt(b) < inDoubt(a) ? b : a)
}

/** The neighbours in a grid: those above each other, then those side by side. */
export function neighbours (rows: number, columns: number): Array<readonly [number, number]> {
  const cells = Array.from({ length: rows * columns }, (_, cell) => cell)
  return [
    ...cells.filter(cell => cell + columns < rows * columns)
      .map(cell => [cell, cell + columns] as const),
    ...cells.filter(cell => cell % columns + 1 < columns).map(cell => [cell, cell + 1] as const)
  ]
}

/** Shares of the cells of a square grid in a map. */
export function cellMeans (
  map: ArrayLike<number>, height: number, width: number, side: number
): number[] {
  const means = Array.from({ length: side * side }, (_, cell) => {
    let [sum, count] = [0, 0]
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const here = Math.floor(y * side / height) * side + Math.floor(x * side / width)
        if (here !== cell) continue
        sum += map[y * width + x]
        count++
      }
    }
    return sum / count
  })
  const total = means.reduce((sum, mean) => sum + mean, 0)
  return means.map(mean => mean / total)
}
