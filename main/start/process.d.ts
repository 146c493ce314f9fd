declare namespace NodeJS {
  interface Process {
    /** Node's own end of a process. Electron puts `app.exit` in the place of `process.exit`. */
    reallyExit(code: number): never
  }
}
