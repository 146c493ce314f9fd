declare module 'electron-log/src/core/Logger.js' {
  import type { FileTransport, LogFunctions } from 'electron-log'

  interface Options {
    logId: string
    dependencies: { externalApi: { getPathVariables: () => object } }
    transportFactories: { file: TransportFactory; console: () => () => void }
  }
  export type TransportFactory = (logger: object, dependencies: Options['dependencies']) => FileTransport
  const Logger: new (options: Options) => LogFunctions & { transports: { file: FileTransport } }
  export default Logger
}

declare module 'electron-log/src/node/transports/file/index.js' {
  import type { TransportFactory } from 'electron-log/src/core/Logger.js'

  const createFileTransport: TransportFactory
  export default createFileTransport
}
