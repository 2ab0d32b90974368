import { Container, Skeleton, VisuallyHidden } from '@mantine/core'

/** What stands in the place of a page while its code is on its way. */
export function PageSkeleton() {
  return (
    <Container size="lg" py="lg" w="100%" aria-busy>
      <VisuallyHidden role="status">Loading the page</VisuallyHidden>
      <Skeleton height={28} width={240} mb="lg" />
      <Skeleton height={160} />
    </Container>
  )
}
