import { describe, expect, it } from 'vitest'
import { readPages, type Page } from './pages.ts'

const byId = ({ id }: { id: number }) => id

/** A list in pages, as `readPages` asks for them, with a note of what was asked. */
function pagesOf(pages: readonly Partial<Page<{ id: number }>>[]) {
  const asked: number[] = []
  const read = (number: number): Promise<Page<{ id: number }>> => {
    asked.push(number)
    if (asked.length > 20) throw new Error('No end of pages')
    const page = {
      items: [],
      unreadable: 0,
      next: undefined,
      last: undefined,
      refreshedAt: undefined,
    }
    return Promise.resolve({ ...page, ...pages[number - 1] })
  }
  return { read, asked }
}

describe('readPages', () => {
  it('reads to the page without a next one, in order', async () => {
    const { read, asked } = pagesOf([
      { items: [{ id: 3 }], next: 2, last: 3 },
      { items: [{ id: 2 }], next: 3, last: 3 },
      { items: [{ id: 1 }] },
    ])
    expect((await readPages(read, byId)).items).toEqual([{ id: 3 }, { id: 2 }, { id: 1 }])
    expect(asked).toEqual([1, 2, 3])
  })

  it('ends where the next page is none that comes later', async () => {
    const { read, asked } = pagesOf([
      { items: [{ id: 1 }], next: 2 },
      { items: [{ id: 2 }], next: 2 },
    ])
    expect((await readPages(read, byId)).items).toEqual([{ id: 1 }, { id: 2 }])
    expect(asked).toEqual([1, 2])
  })

  it('keeps one of an item that moved onto the next page while the list was read', async () => {
    const { read } = pagesOf([
      { items: [{ id: 3 }, { id: 2 }], next: 2 },
      { items: [{ id: 2 }, { id: 1 }] },
    ])
    expect((await readPages(read, byId)).items).toEqual([{ id: 3 }, { id: 2 }, { id: 1 }])
  })

  it('counts what could not be read on any page', async () => {
    const { read } = pagesOf([{ unreadable: 1, next: 2 }, { unreadable: 2 }])
    expect(await readPages(read, byId)).toMatchObject({ items: [], unreadable: 3 })
  })
})
