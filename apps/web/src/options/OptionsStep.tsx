import { Title } from '@mantine/core'

export default function OptionsStep() {
  return <Title order={2}>Options</Title>
}
