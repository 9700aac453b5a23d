/**
 * Runs what is asked for one after the other, in the order it was asked for: none begins before the
 * last one has ended, well or not.
 */
export function turns (): <T>(act: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return async act => {
    const mine = last.then(act, act)
    last = mine
    return await mine
  }
}
