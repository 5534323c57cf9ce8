export type Metadata = Readonly<Record<string, unknown>>
