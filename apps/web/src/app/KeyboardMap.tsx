import { Modal, Stack, Table, Title } from '@mantine/core'
import { keyboardMap } from './keyboardMap.ts'

/** Which keys do what. */
export default function KeyboardMap({ onClose }: { onClose: () => void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title="Keys"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close the map of keys' }}
      transitionProps={{ duration: 0 }}
    >
      <Stack gap="md">
        {keyboardMap.map(({ where, lines }) => (
          <section key={where} aria-label={where}>
            <Title order={3} size="h6" mb={4}>
              {where}
            </Title>
            <Table layout="fixed" verticalSpacing={4}>
              <Table.Tbody>
                {lines.map(({ keys, does }) => (
                  <Table.Tr key={does}>
                    <Table.Td w={190}>
                      {keys.map((key, index) => (
                        <span key={key}>
                          {index > 0 && ' or '}
                          <kbd>{key}</kbd>
                        </span>
                      ))}
                    </Table.Td>
                    <Table.Td>{does}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </section>
        ))}
        <p style={{ margin: 0 }}>On a Mac, Ctrl is Cmd and Alt is Option.</p>
      </Stack>
    </Modal>
  )
}
