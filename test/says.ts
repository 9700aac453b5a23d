import { RemixtureError } from '../core/index.js'

/** The sentence with which something is refused. */
export function says (act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof RemixtureError) return error.message
    throw error
  }
  return 'nothing'
}
