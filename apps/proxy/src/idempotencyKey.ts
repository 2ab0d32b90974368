import * as z from 'zod'
import { ProxyError } from './errors.ts'

const keySchema = z.uuid()

/** Whether a header holds a key: only a create needs one, and a check may bring anything. */
export function isIdempotencyKey(value: string | readonly string[] | undefined): boolean {
  return keySchema.safeParse(value).success
}

/**
 * The key of a create, in lower case: one UUID has one spelling.
 *
 * @throws ProxyError `key_required` or `key_invalid`.
 */
export function parseIdempotencyKey(value: string | readonly string[] | undefined): string {
  if (value === undefined || value === '') throw new ProxyError('key_required')
  const key = keySchema.safeParse(value)
  if (!key.success) throw new ProxyError('key_invalid')
  return key.data.toLowerCase()
}
