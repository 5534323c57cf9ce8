import { describeReconciliation } from '../../test/describe-reconciliation.ts'

// The same on PostgreSQL: test/postgres.test.ts.
describeReconciliation()
