import type { ProxyErrorCode } from '@sync-builder/schema'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Gate } from './gate.ts'

/** One answered request. */
export interface Answered {
  method: string
  /** The template of the path. */
  route: string
  status: number
  seconds: number
  error: ProxyErrorCode | undefined
}

export interface Metrics {
  answered(request: Answered): void
  /** Everything in Prometheus text form. */
  text(): Promise<string>
  contentType: string
}

/** Counts and times of requests by route template, method and status; never by path or value. */
export function createMetrics(gate: Gate): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'proxy_request_duration_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.025, 0.1, 0.5, 1, 5, 30, 120, 480],
    registers: [registry],
  })
  const errors = new Counter({
    name: 'proxy_errors_total',
    help: 'Requests that the proxy itself refused or failed, by kind.',
    labelNames: ['kind'],
    registers: [registry],
  })
  const calls: Gauge = new Gauge({
    name: 'proxy_upstream_calls',
    help: 'Calls to the API that are under way.',
    registers: [registry],
    collect: () => calls.set(gate.underWay),
  })
  return {
    answered: ({ method, route, status, seconds, error }) => {
      duration.observe({ method, route, status }, seconds)
      if (error) errors.inc({ kind: error })
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
