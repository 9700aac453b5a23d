/**
 * The indices of the largest numbers, in order, by the rule of the authors' framework among equals.
 *
 * Counts of cells are often equal, and which image is left out then decides all rounds after it.
 * `torch.topk` keeps those that the partition of C++'s `nth_element` happens to leave in front:
 * around the median of the second, the middle and the last number, until three or fewer are left.
 *
 * @param values - finite numbers
 * @param many - how many indices, at least 1 and at most as many as there are numbers
 */
export function mostShown (values: ArrayLike<number>, many: number): number[] {
  const order = Array.from(values, (_, index) => index)
  const before = (a: number, b: number): boolean => values[order[a]] > values[order[b]]
  const swap = (a: number, b: number): void => { [order[a], order[b]] = [order[b], order[a]] }
  let [first, last] = [0, order.length]
  while (last - first > 3) {
    swap(first, median(first + 1, first + Math.floor((last - first) / 2), last - 1, before))
    const cut = partition(first, last, before, swap)
    if (cut < many) first = cut
    else last = cut
  }
  const rest = order.slice(first, last).sort((a, b) => values[b] - values[a])
  return [...order.slice(0, first), ...rest].slice(0, many).sort((a, b) => a - b)
}

type Before = (a: number, b: number) => boolean

/** The place of the middle one of three. */
function median (a: number, b: number, c: number, before: Before): number {
  if (before(a, b)) return before(b, c) ? b : before(a, c) ? c : a
  return before(a, c) ? a : before(b, c) ? c : b
}

/** Puts those that come before the one in `pivot` in front. Where the others begin. */
function partition (
  pivot: number, last: number, before: Before, swap: (a: number, b: number) => void
): number {
  let [low, high] = [pivot + 1, last]
  for (;;) {
    while (before(low, pivot)) low++
    high--
    while (before(pivot, high)) high--
    if (low >= high) return low
    swap(low, high)
    low++
  }
}
