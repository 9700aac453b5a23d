/**
 * The patch that the rounds of PuzzleMix' authors put in every place of a square grid where an
 * image is seen, on whole matrices of costs. Where it is not seen, whatever they leave there counts
 * for nothing.
 */
export function transported (
  salient: readonly number[], seen: readonly number[], epsilon: number
): number[] {
  const side = Math.sqrt(salient.length)
  const last = Math.max(1, side - 1)
  const cost = salient.map((gain, i) => salient.map((_, j) =>
    epsilon * ((Math.floor(i / side) - Math.floor(j / side)) ** 2 + (i % side - j % side) ** 2) /
      last ** 2 - gain * Number(seen[j] > 0)))
  let won: number[] = []
  for (let round = 0; round < side; round++) {
    const picked = cost.map(row => row.indexOf(Math.min(...row)))
    won = salient.map((_, j) => {
      const fight = picked.map((pick, i) => pick === j ? cost[i][j] : 0)
      const best = fight.indexOf(Math.min(...fight))
      return picked[best] === j ? best : -1
    })
    picked.forEach((j, i) => { if (won[j] !== i) cost[i][j]++ })
  }
  return won
}
