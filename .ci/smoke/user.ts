// What a user's own file may look like: it must compile, strictly, against the installed tarball.
import { RemixtureError } from 'remixture'
import type { ErrorCode, Layer, Plan } from 'remixture'

export const layers = (plan: Plan): readonly Layer[] => plan.layers

export function codeOf (error: unknown): ErrorCode | undefined {
  return error instanceof RemixtureError ? error.code : undefined
}
