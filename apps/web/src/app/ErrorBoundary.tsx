import { Component, type ComponentType, type ReactNode } from 'react'

interface ErrorBoundaryProps {
  /** What stands in the place of `children` once one of them fails. */
  Fallback: ComponentType<{ error: unknown }>
  /** Where the operator is: another place is tried afresh. */
  place: string
  children: ReactNode
}

interface ErrorBoundaryState {
  failure: { error: unknown } | undefined
  place: string
}

/** Keeps what fails while it is drawn from leaving a blank page. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failure: undefined, place: this.props.place }

  static getDerivedStateFromError(error: unknown): Partial<ErrorBoundaryState> {
    return { failure: { error } }
  }

  static getDerivedStateFromProps(
    { place }: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): Partial<ErrorBoundaryState> | null {
    return place === state.place ? null : { failure: undefined, place }
  }

  override render(): ReactNode {
    const { failure } = this.state
    const { Fallback, children } = this.props
    return failure ? <Fallback error={failure.error} /> : children
  }
}
