import { MutationObserver, onlineManager } from '@tanstack/react-query'
import { afterEach, expect, it } from 'vitest'
import { createQueryClient } from './queryClient.ts'

afterEach(() => onlineManager.setOnline(true))

it('does what was pressed at once, and never later by itself', async () => {
  onlineManager.setOnline(false)
  let asked = 0
  const mutationFn = () => {
    asked += 1
    return Promise.reject(new Error('Nobody there'))
  }
  const pressed = new MutationObserver(createQueryClient(), { mutationFn })
  await expect(pressed.mutate()).rejects.toThrow('Nobody there')
  onlineManager.setOnline(true)
  expect(asked).toBe(1)
})
