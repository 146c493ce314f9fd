import type { LogEntry } from './state.ts'

/** What a request said in a header or in its query. */
export const said = ({ headers, query }: LogEntry, header: string): string | undefined =>
  headers[header.toLowerCase()] ?? query[header]

/** The client identifier of a request; empty if it had none. */
export const identifierOf = (request: LogEntry): string => said(request, 'X-Plex-Client-Identifier') ?? ''
