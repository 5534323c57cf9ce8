import { describeMirror } from '../../test/describe-mirror.ts'

// The same on PostgreSQL: test/postgres.test.ts.
describeMirror()
