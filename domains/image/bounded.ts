import * as z from 'zod/mini'
import { option } from '../../core/index.js'

/** Options of which some finite number is as good as any larger one, and products are finite. */

/** From 0 to so much. */
export const upTo = (most: number) => option(z.number().check(z.gte(0), z.lte(most)))
/** A whole number from 1 to so many. */
export const countTo = (most: number) =>
  option(z.int(`must be a whole number from 1 to ${most}`).check(z.gte(1), z.lte(most)))
/** At least so much. */
export const from = (least: number) => option(z.number().check(z.gte(least)))
