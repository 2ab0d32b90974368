import { createServer } from 'node:http'

/**
 * A stand-in for the API, run as a process of its own: `/api/v1/workspace` is small,
 * `/api/v1/syncs` a list of 200 KB, `/api/v1/syncs/1` is never answered, and `/open` tells how many
 * connections there are besides the one that asks.
 */
const workspace = JSON.stringify({ status: 'success', data: { id: 1, name: 'Main' } })
const list = JSON.stringify({
  status: 'success',
  data: Array.from({ length: 400 }, (_, index) => ({ id: index + 1, label: 'x'.repeat(480) })),
  pagination: { total_records: 400, per_page: 400, page: 1, last_page: 1, next_page: null },
})

const server = createServer((req, res) => {
  const path = req.url?.split('?')[0]
  const answer = (body: string) => res.setHeader('content-type', 'application/json').end(body)
  if (path === '/api/v1/workspace') answer(workspace)
  else if (path === '/api/v1/syncs') answer(list)
  else if (path === '/open') {
    server.getConnections((error, count) => {
      if (error) throw error
      answer(JSON.stringify(count - 1))
    })
  } else if (path !== '/api/v1/syncs/1') res.writeHead(404).end()
})
server.listen(Number(process.env.PORT), '127.0.0.1')
process.once('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
})
