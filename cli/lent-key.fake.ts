/** What the app answers to who asks for a key. */
export const lentKey = {
  name: 'backup',
  key: 'THE-KEY',
  identifier: 'id',
  deviceName: 'backup',
  product: 'Latchkey',
  preset: null,
  server: null,
}
