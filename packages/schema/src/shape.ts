import * as z from 'zod'

/** An id of V1: a whole number above zero, never coerced from text. Source: reference 1.6. */
export const idSchema = z.int().positive()

/**
 * A field that may be left out. Null is taken too: the API returns unset fields as null, so a sync
 * that was read back and is sent again carries them (reference 3.1).
 */
export function optional<T extends z.ZodType>(type: T): z.ZodOptional<z.ZodNullable<T>> {
  return type.nullish()
}
