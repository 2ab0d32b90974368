import { Button, type ButtonProps } from '@mantine/core'
import type { ComponentPropsWithRef } from 'react'

interface BusyButtonProps extends Omit<ButtonProps, 'disabled' | 'loading' | 'renderRoot'> {
  /** Whether what it was pressed for goes on: a further press does nothing. */
  isBusy: boolean
  'aria-label'?: string
  'aria-disabled'?: boolean
  'aria-describedby'?: string
  title?: string | undefined
  onClick: () => void
}

/** A button that shows its work, and keeps the focus meanwhile: a disabled one would lose it. */
export function BusyButton({ isBusy, onClick, ...props }: BusyButtonProps) {
  return (
    <Button
      {...props}
      loading={isBusy}
      onClick={isBusy ? undefined : onClick}
      renderRoot={(root: ComponentPropsWithRef<'button'>) => (
        <button
          {...root}
          disabled={false}
          aria-busy={isBusy || undefined}
          aria-disabled={isBusy || props['aria-disabled']}
        />
      )}
    />
  )
}
