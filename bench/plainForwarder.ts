import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { Pool } from 'undici'

/** The least that a forwarding server does, as the measure for the proxy: node:http and undici. */
const upstream = new Pool(process.env.UPSTREAM ?? '', { connections: 64 })

const server = createServer((req, res) => void forward(req, res))

async function forward(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const answer = await upstream.request({
    path: req.url ?? '/',
    method: 'GET',
    headers: { authorization: 'Bearer token' },
  })
  res.writeHead(answer.statusCode, { 'content-type': 'application/json' })
  await pipeline(answer.body, res)
}

server.listen(Number(process.env.PORT), '127.0.0.1')
process.once('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
  void upstream.close()
})
